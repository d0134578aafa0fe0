"""What to ask: up to four questions that the pane suggests."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.answering import Answer, Contents, Responder
from bot.rulebook import Division, Library
from bot.slack.blocks import limits
from bot.slack.blocks.elements import truncate
from bot.wording import Catalogue, language_of, titled_question

_TRIED = 16  # questions that are looked up, to see whether this reader gets an answer


def suggested(asked_most: Sequence[str], responder: Responder, say: Catalogue) -> list[dict[str, str]]:
    """Prompts as Slack takes them: what staff ask most, then the rulebook's own questions, or its titles.

    Those in the language of `say` come first; none is suggested to a reader who would get no answer to it.
    """
    questions = dict.fromkeys([*asked_most, *spread(responder.index.library, say)])
    fitting = sorted(questions, key=lambda question: language_of(question) is not say.language)
    alone = replace(responder, chooser=None)  # nobody has asked these
    answered = (question for question in fitting[:_TRIED] if isinstance(alone(question), Answer | Contents))
    return [
        {"title": truncate(question, limits.LABEL), "message": question}
        for question in islice(answered, limits.PROMPTS)
    ]


def spread(library: Library, say: Catalogue) -> Iterator[str]:
    """A question of each of four chapters, far apart, then one of each; then questions made of titles in this order.

    Of a chapter it is the first in the language of `say`, where there is one.
    """
    chapters = [chapter for book in library.books for chapter in book.divisions if chapter.clauses]
    for chapter in _far_apart([chapter for chapter in chapters if _questions(chapter)]):
        own = (question for question in _questions(chapter) if language_of(question) is say.language)
        yield next(own, _questions(chapter)[0])
    yield from (titled_question(chapter.clauses[0], say) for chapter in _far_apart(chapters))


def _far_apart(chapters: Sequence[Division]) -> Iterator[Division]:
    """Four chapters, evenly spread over all, then all in their order."""
    positions = dict.fromkeys(
        len(chapters) * (2 * index + 1) // (2 * limits.PROMPTS) for index in range(limits.PROMPTS)
    )
    yield from (chapters[index] for index in positions if chapters)
    yield from chapters


def _questions(chapter: Division) -> list[str]:
    return [question for clause in chapter.clauses for question in clause.questions]
