"""Every sentence that people can read, in Chinese and English."""

from bot.wording.catalogue import Catalogue, Language, catalogue_for, language_of
from bot.wording.replies import (
    clause_source,
    doubt_message,
    option_text,
    original,
    question_form,
    refusal_message,
    small_talk_reply,
    whom_to_ask,
)

__all__ = [
    "Catalogue",
    "Language",
    "catalogue_for",
    "clause_source",
    "doubt_message",
    "language_of",
    "option_text",
    "original",
    "question_form",
    "refusal_message",
    "small_talk_reply",
    "whom_to_ask",
]
