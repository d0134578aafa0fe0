"""What to ask: up to four questions that the pane suggests."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.answering import Answer, Responder
from bot.rulebook import Division, Library
from bot.slack.blocks import limits
from bot.slack.blocks.elements import truncate
from bot.wording import Catalogue, Language, language_of

_TRIED = 16  # questions that are looked up, to see whether this reader gets an answer


def suggested(asked_most: Sequence[str], responder: Responder, say: Catalogue) -> list[dict[str, str]]:
    """Prompts as Slack takes them: what staff ask most, then the rulebook's own questions, then general examples.

    Those in the language of `say` come first; none is suggested to a reader who would get no answer to it.
    """
    own = spread(responder.index.library, say.language)
    questions = dict.fromkeys([*asked_most, *own, *say("pane.examples").splitlines()])
    fitting = sorted(questions, key=lambda question: language_of(question) is not say.language)
    alone = replace(responder, chooser=None)  # nobody has asked these
    answered = (question for question in fitting[:_TRIED] if isinstance(alone(question), Answer))
    return [
        {"title": truncate(question, limits.LABEL), "message": question}
        for question in islice(answered, limits.PROMPTS)
    ]


def spread(library: Library, language: Language) -> Iterator[str]:
    """A question of each of four chapters, evenly spread over the library; then one of each chapter in their order.

    Of a chapter it is the first in that language, where there is one.
    """
    chapters = [chapter for book in library.books for chapter in book.divisions if _questions(chapter)]
    positions = dict.fromkeys(
        len(chapters) * (2 * index + 1) // (2 * limits.PROMPTS) for index in range(limits.PROMPTS)
    )
    for chapter in [*(chapters[index] for index in positions if chapters), *chapters]:
        own = (question for question in _questions(chapter) if language_of(question) is language)
        yield next(own, _questions(chapter)[0])


def _questions(chapter: Division) -> list[str]:
    return [question for clause in chapter.clauses for question in clause.questions]
