"""A responder for each book that questions and talks are written for."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bot.answering import Responder, build_responder
from bot.knowledge import read_knowledge

from tests.benchmarks.answering.marks import FOLDERS
from tests.resources import resources_in


@pytest.fixture(scope="session")
def by_book(responder: Responder, cache: Path) -> Mapping[str, Responder]:
    """By the book's name: the shipped rulebook, and those of the benchmarks."""
    others = {name: read_knowledge(folder) for name, folder in FOLDERS.items() if name != "operations-code"}
    built = {
        name: build_responder(each.library, each.synonyms, resources=resources_in(cache))
        for name, each in others.items()
    }
    return {"operations-code": responder} | built
