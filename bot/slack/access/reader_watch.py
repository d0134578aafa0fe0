"""Slack tells one process that somebody became a guest, or that others read in a channel: all of them forget it."""

import logging
from collections.abc import Mapping

from bot.slack.access.directory import Directory
from bot.slack.process.going_on import looking
from bot.store import AsyncStore

_log = logging.getLogger(__name__)
SKEW = 30.0  # seconds by which the clocks of machines on one database may differ


class ReaderWatch:
    """Looks every `rest` seconds what changed, whichever process heard it; the directory looks that up anew."""

    def __init__(self, store: AsyncStore, directory: Directory, rest: float) -> None:
        self._store, self._directory, self._rest = store, directory, rest
        self._since = store.now() - SKEW
        self._forgotten: Mapping[str, float] = {}  # when it changed, by ids

    async def run(self) -> None:
        """Look until it is cancelled."""
        await looking(self.look, self._rest, _log, "changes of readers not followed")

    async def look(self) -> None:
        """Forget what changed since the last look that came through; each change once."""
        now = self._store.now()
        changed = await self._store.reader_changes.since(self._since)
        for id_, moment in changed.items():
            if self._forgotten.get(id_) != moment:
                self._directory.forget(id_)
        self._forgotten, self._since = changed, now - SKEW
