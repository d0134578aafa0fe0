"""A responder for each book that questions and talks are written for."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bot.answering import Responder, build_responder
from bot.knowledge import read_knowledge

from tests.benchmarks.marks import FOLDERS


@pytest.fixture(scope="session")
def by_book(responder: Responder, cache: Path) -> Mapping[str, Responder]:
    """By the book's name: the shipped rulebook, and the English handbook of the benchmarks."""
    handbook = read_knowledge(FOLDERS["handbook"])
    english = build_responder(handbook.library, handbook.synonyms, cache=cache)
    return {"operations-code": responder, "handbook": english}
