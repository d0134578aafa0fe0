"""Every sentence that people can read, in Chinese and English."""

from importlib import import_module
from typing import TYPE_CHECKING

from bot.wording.catalogue import Catalogue, Language, catalogue_for, language_of, told_language

if TYPE_CHECKING:
    from bot.wording.disclosure import Disclosure
    from bot.wording.examples import titled_question, with_examples
    from bot.wording.findings import finding_line, finding_sentence, place, refusal_sentence, visible
    from bot.wording.replies import (
        MOST_HEADINGS,
        PREFACE_OF_ONE,
        PREFACE_OF_SEVERAL,
        answer_notes,
        as_of_message,
        books_to_ask,
        change_to_come,
        citation_notes,
        clause_source,
        contents_notes,
        doubt_message,
        grounds_message,
        heading_source,
        option_text,
        original,
        plain_sentences,
        question_form,
        refusal_message,
        small_talk_reply,
        whom_to_ask,
        with_contact,
    )

__all__ = [
    "MOST_HEADINGS",
    "PREFACE_OF_ONE",
    "PREFACE_OF_SEVERAL",
    "Catalogue",
    "Disclosure",
    "Language",
    "answer_notes",
    "as_of_message",
    "books_to_ask",
    "catalogue_for",
    "change_to_come",
    "citation_notes",
    "clause_source",
    "contents_notes",
    "doubt_message",
    "finding_line",
    "finding_sentence",
    "grounds_message",
    "heading_source",
    "language_of",
    "option_text",
    "original",
    "place",
    "plain_sentences",
    "question_form",
    "refusal_message",
    "refusal_sentence",
    "small_talk_reply",
    "titled_question",
    "told_language",
    "visible",
    "whom_to_ask",
    "with_contact",
    "with_examples",
]
_ROOMS = ("disclosure", "examples", "findings", "replies")

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """What tells of replies knows how they are found, which takes a second to load: it is, for whoever needs it."""
        if name in __all__:
            for room in _ROOMS:
                if hasattr(module := import_module(f"{__name__}.{room}"), name):
                    return getattr(module, name)
        raise AttributeError(name)
