"""How many processes are at the same work, and which part of what Slack allows the app is this one's."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.slack.process.going_on import GoingOn, looking
from bot.store import AsyncStore

_log = logging.getLogger(__name__)
_FAREWELL = 1.0  # seconds
_MISSED = 3  # beats, after which a process is not counted any more


class Replicas:
    """All processes on one database: `count`, and of the sockets that this one has `wanted` those that it may open."""

    def __init__(self, wanted: int = 0) -> None:
        self.wanted = wanted
        self.count = 1
        self.sockets = 0
        self.changed = asyncio.Event()
        """It may have more sockets than before, or fewer."""
        self._id = uuid.uuid4().hex

    @asynccontextmanager
    async def counted(self, store: AsyncStore, beat: float) -> AsyncIterator[None]:
        """This process says every so many seconds that it is there; in the end others may have its sockets."""

        async def look() -> None:
            share = await store.processes.present(self._id, _MISSED * beat, self.wanted)
            if share.sockets != self.sockets:
                self.changed.set()
            self.count, self.sockets = share.processes, share.sockets

        self.sockets = self.wanted  # where it cannot be counted yet, it hears people all the same
        with GoingOn(_log, "not counted"):
            await look()
        ends = asyncio.Event()
        counting = asyncio.create_task(looking(look, beat, _log, "not counted", ends))
        try:
            yield
        finally:
            ends.set()
            with GoingOn(_log, "counted for a while yet"):
                async with asyncio.timeout(_FAREWELL):
                    await counting  # what is written after the farewell would be counted
                    await store.processes.leave(self._id)
