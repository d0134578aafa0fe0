"""What counts for programs that ask, as it changes: the folder, or where owners decide what they published last."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bot.answering import CurrentRules
from bot.cli.context import CliContext
from bot.knowledge import Knowledge, stamp
from bot.publishing import read_generation

_LOOK = 5.0  # seconds between two looks
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counting:
    """What counts at this moment; a `given` folder counts itself, whoever decides."""

    cli: CliContext
    given: Path | None

    def mark(self) -> object:
        """Another value once something else counts, or is being written."""
        if not self._is_reviewed:
            return stamp(self.cli.folder(self.given))
        with closing(self.cli.store()) as store:
            return store.publications.newest(), store.learned.version()

    def read(self) -> Knowledge:
        """The rules; raises KnowledgeError, and DatabaseError where owners decide."""
        if not self._is_reviewed:
            return self.cli.knowledge(self.given)
        with closing(self.cli.store()) as store:
            kept = store.publications.kept(store.publications.newest())
            return read_generation(kept).taught(store.learned.all()) if kept else self.cli.knowledge(None)

    @property
    def _is_reviewed(self) -> bool:
        return not self.given and self.cli.is_reviewed


@dataclass
class Following:
    """Keeps rules at what counts; `handled` is the mark of what they are made of."""

    counting: Counting
    rules: CurrentRules
    handled: object
    _last: object = None

    def look(self) -> None:
        """Change over to what counts, once nobody writes at it any more; what cannot be used changes nothing."""
        try:
            before, self._last = self._last, self.counting.mark()
            if self._last == before != self.handled:
                self.handled = self._last
                self.rules.publish(self.counting.read())
        except Exception as error:  # noqa: BLE001  # the rules before it go on answering
            _log.warning("rules not followed", exc_info=error)  # the log cuts its words


@contextmanager
def kept_current(counting: Counting, rules: CurrentRules, handled: object) -> Iterator[None]:
    """Look every few seconds, in a thread of its own, until the end."""
    following, is_over = Following(counting, rules, handled), Event()

    def run() -> None:
        while not is_over.wait(_LOOK):
            following.look()

    Thread(target=run, daemon=True).start()
    try:
        yield
    finally:
        is_over.set()
