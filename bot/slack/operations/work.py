"""Work that waits in the store, taken as places become free: nothing piles up in memory, whatever arrives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

Work = TypeVar("Work")
_log = logging.getLogger(__name__)


class LeasedWorker(Generic[Work]):
    """Takes work in the order of the store and does up to `places` pieces of it side by side.

    `take(n)` leases at most n pieces; `do(piece)` ends with the piece done or put off. Between two looks at an idle
    store lie `rest` seconds, unless `wake` is called; `woken` is for whoever brings work and is built before. What
    raises is logged and comes back when its lease runs out.
    """

    def __init__(
        self,
        take: Callable[[int], Awaitable[Sequence[Work]]],
        do: Callable[[Work], Awaitable[None]],
        places: int,
        rest: float,
        woken: asyncio.Event | None = None,
    ) -> None:
        self._take = take
        self._do = do
        self._places = places
        self._rest = rest
        self._woken = woken or asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There is work."""
        self._woken.set()

    async def run(self) -> None:
        """Work until it is cancelled; what is under way then goes on."""
        while True:
            self._woken.clear()
            free = self._places - len(self._tasks)
            taken = await self._taken(free) if free else ()
            for piece in taken:
                task = asyncio.create_task(self._done(piece))
                self._tasks.add(task)
                task.add_done_callback(self._freed)
            if len(taken) < free or not free:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._rest):
                        await self._woken.wait()

    async def finished(self, seconds: float) -> int:
        """Wait at most so long for what is under way; how many pieces are left."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        return len(self._tasks)

    def _freed(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.wake()

    async def _taken(self, free: int) -> Sequence[Work]:
        try:
            return await self._take(free)
        except Exception as error:  # noqa: BLE001  # the database may be away for a while; work goes on afterwards
            _log.error("not taken", extra={"error": type(error).__name__})  # ids only
            return ()

    async def _done(self, piece: Work) -> None:
        try:
            await self._do(piece)
        except Exception as error:  # noqa: BLE001  # the lease runs out, and the piece is taken again
            _log.error("put back", extra={"error": type(error).__name__})  # ids only
