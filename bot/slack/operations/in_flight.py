"""What is being worked on: Bolt neither waits for running listeners nor says how many there are."""

import asyncio
import contextlib
from collections.abc import Iterator
from types import TracebackType

_AT_ONCE = 8  # pieces of work: more would not be done sooner, and acks of new events would wait behind them


class InFlight:
    """Counts the pieces of work under way (`async with running`), eight of them at work at a time.

    An event that is acked enters its listener within `settle` seconds.
    """

    def __init__(self, settle: float) -> None:
        self._settle = settle
        self.count = 0
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._idle = asyncio.Event()
        self._idle.set()

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Work that is waited for at the end as well, but takes no place: its acknowledgement may not wait for one."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    async def __aenter__(self) -> None:
        self._begin()
        await self._places.acquire()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._places.release()
        self._end()

    async def drained(self, seconds: float) -> None:
        """Wait until nothing is under way, at most `seconds`; `count` then says what is left."""
        await asyncio.sleep(self._settle)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    def _begin(self) -> None:
        self.count += 1
        self._idle.clear()

    def _end(self) -> None:
        self.count -= 1
        if not self.count:
            self._idle.set()
