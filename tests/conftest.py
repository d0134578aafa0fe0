"""The shipped knowledge and the bot over it, built once for all tests."""

from pathlib import Path

import pytest
from bot.answering import Responder
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Analyzer, Index

SHIPPED = Path(__file__).parent.parent / "knowledge"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A private folder for what can be computed again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge that is shipped."""
    return read_knowledge(SHIPPED)


@pytest.fixture(scope="session")
def analyzer(knowledge: Knowledge, cache: Path) -> Analyzer:
    """An analyzer that knows the words of the shipped knowledge."""
    words = [word for group in knowledge.synonyms for word in group]
    return Analyzer([*words, *(book.title for book in knowledge.library.books)], cache=cache)


@pytest.fixture(scope="session")
def responder(knowledge: Knowledge, analyzer: Analyzer) -> Responder:
    """The bot over the shipped knowledge."""
    return Responder(Index(knowledge.library, knowledge.synonyms, analyzer))
