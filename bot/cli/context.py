"""What every command works with: the settings, the wording, and the responder for a knowledge folder."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bot.answering import Responder, Responders
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import Analyzer, Index, MissingEncoderError, Semantics, encoder_named
from bot.settings import Settings, StoreSettings, read_settings
from bot.store import Seal, Store, open_database
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
        cache = self.settings.cache.expanduser()
        analyzer = Analyzer(words, cache=cache)
        return Responder(
            Index(
                knowledge.library,
                knowledge.synonyms,
                analyzer,
                self._semantics(knowledge, cache),
                knowledge.learned,
            )
        )

    def responders(self, knowledge: Knowledge) -> Responders:
        """The responders over that knowledge, one for all who see the same of it."""
        return Responders(knowledge.library, lambda seen: self.responder(knowledge.within(seen)))

    def store(self) -> Store:
        """The store that the settings name; raises SettingsError, DatabaseError or NewerSchemaError."""
        settings = read_settings(StoreSettings, self.environment)
        return Store.over(open_database(settings.database), Seal(*settings.secrets))

    def _semantics(self, knowledge: Knowledge, cache: Path) -> Semantics | None:
        """The second opinion that the settings ask for; without it, where it cannot be had, with one warning."""
        try:
            encoder = encoder_named(self.settings.encoder, cache)
        except MissingEncoderError as error:
            sys.stderr.write(self.say("encoder.missing", name=error.name, why=error.why) + "\n")
            return None
        return Semantics(knowledge.library, encoder, cache, self._with_progress) if encoder else None

    def _with_progress(self, batches: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
        console = Console(stderr=True)
        is_shown = console.is_terminal and len(batches) > 1
        return track(
            batches, self.say("encoder.progress"), console=console, disable=not is_shown, transient=True
        )


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
