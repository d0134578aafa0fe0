"""Responders over small books: each book is indexed once, however many tests of a process ask it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.answering import Responder, build_responder
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Library, SettledQuestion

from tests.resources import resources_in


@cache
def indexed(books: Library, analyzer: Analyzer) -> Responder:
    """By words alone, with the thresholds that are shipped."""
    return Responder(Index(books, (), analyzer))


def built(knowledge: Knowledge, cache: Path) -> Responder:
    """As the commands build it, with all that the knowledge holds."""
    return _built(knowledge.library, knowledge.synonyms, tuple(knowledge.learned), cache)


@cache
def _built(
    library: Library, synonyms: Sequence[Sequence[str]], learned: Sequence[SettledQuestion], folder: Path
) -> Responder:
    return build_responder(library, synonyms, learned, resources=resources_in(folder))
