"""What every command works with: the settings, the wording, and the responder for a knowledge folder."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answering import Responder
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Analyzer, Index
from bot.settings import Settings
from bot.wording import Wording


class NotADateError(ValueError):
    """A date that cannot be read; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no date")
        self.written = written


@dataclass(frozen=True)
class Desk:
    """The terminal's end of the application; reads files only when a command asks for them."""

    environment: Mapping[str, str]
    settings: Settings
    say: Wording

    def knowledge(self, folder: Path | None) -> Knowledge:
        """The knowledge of the folder given, or of the one in the settings; raises KnowledgeError."""
        return read_knowledge(folder or self.settings.knowledge)

    def responder(self, knowledge: Knowledge) -> Responder:
        """A responder over that knowledge, its index built."""
        words = [word for group in knowledge.synonyms for word in group]
        words += [book.title for book in knowledge.library.books]
        analyzer = Analyzer(words, cache=self.settings.cache.expanduser())
        return Responder(Index(knowledge.library, knowledge.synonyms, analyzer))


def day(written: str | None) -> date:
    """A date as an option gives it; none: today. Raises NotADateError."""
    if written is None:
        return today()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotADateError(written) from error


def today() -> date:
    """The day it is on this machine."""
    return datetime.now(UTC).astimezone().date()


def quiet_logs() -> None:
    """Warnings and worse only: at lower levels the libraries log what people typed."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
