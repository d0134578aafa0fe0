"""Work that waits in the store, what is in flight, and by which times: nothing piles up in memory, whatever arrives."""

import asyncio
import logging
import math
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.slack.process.going_on import GoingOn
from bot.store import LONGEST_WAIT

Work = TypeVar("Work")
_log = logging.getLogger(__name__)
_DOUBLED = 16  # times; the minute is reached long before
_FEW = 4  # times its slots are under way at a worker, where all but the slots wait for somebody else
_AT_ONCE = 8  # pieces of work: more would not be done sooner, and acks of new events would wait behind them


class RepeatedEndError(Exception):
    """Each try at this piece of work ended with the process: it is not tried again."""


@dataclass(frozen=True)
class Timings:
    """The times by which the bot works on Slack, in seconds; the defaults are for Slack itself, tests shorten them.

    A lease must outlast the longest call (`timeout`): whoever finds it run out may take over. Slack takes one
    message a second and conversation (`interval`), and a few at once (`burst`). `rest` lies between two looks for
    work that another process left behind, `look` between two at what is due to new colleagues, `follow`
    between two at the folder of rules and at what counts; the first is `due` after the bot began. What failed is tried
    again by `wait`, and `attempts` times at least before it is given up. Work that takes longer than `brisk` waits for
    somebody else. `drain` is what a container platform leaves before it kills (30 s); `settle` is for events that are
    acked to enter their listeners. A question that still cannot be stored `grace` after Slack brought it for the last
    time gets an apology; who answers one that was said longer than `late` ago looks whether there is one. Slack's last
    delivery is six minutes after. For `fresh` holds what an event told of its channel, and who was found to read there.
    A file may take `reading` to be fetched, and as long to be read; its lease, `file_lease`, outlasts both. Each
    `beat` a process says that it is there. Slack counts look-ups by the `minute`.
    """

    lease: float = 30.0
    timeout: float = 10.0
    interval: float = 1.0
    burst: int = 4
    rest: float = 2.0
    look: float = 60.0
    follow: float = 1.0
    due: float = 0.0
    again: float = 2.0
    longest: float = LONGEST_WAIT
    attempts: int = 8
    brisk: float = 0.25
    drain: float = 25.0
    reading: float = 120.0
    file_lease: float = 300.0
    settle: float = 0.1
    grace: float = 3.0
    late: float = 240.0
    fresh: float = 30.0
    beat: float = 10.0
    minute: float = 60.0

    @property
    def ahead(self) -> float:
        """Seconds for which what was posted to a conversation may count and it takes one more all the same."""
        return self.interval * (self.burst - 1)

    def wait(self, tries: int) -> float:
        """Seconds after so many failures in a row: `again` doubled with each, to `longest`, less up to half at random.

        Capped exponential backoff with jitter (Brooker): what failed together does not come back together.
        """
        seconds = min(self.again * 2.0 ** min(tries - 1, _DOUBLED), self.longest)
        return seconds * random.uniform(0.5, 1.0)  # noqa: S311  # no secret


class LeasedWorker(Generic[Work]):
    """Takes work in the order of the store and does up to `slots` pieces of it side by side.

    `take(n)` leases at most n pieces; `do(piece)` ends with the piece done or put off. A piece that takes longer than
    `brisk` seconds waits for somebody else: its slot is another's then. Between two looks at an idle store lie `rest`
    seconds, unless `wake` is called; `woken` is for whoever brings work and is built before. What raises is logged and
    comes back when its lease runs out. A slot that becomes free is a reason to look only where the last
    look took all that it asked for. Where nothing is known to wait, who brings a piece may have leased it for its
    `place` at once.
    """

    def __init__(  # noqa: PLR0913  # how it works, by name
        self,
        take: Callable[[int], Awaitable[Sequence[Work]]],
        do: Callable[[Work], Awaitable[None]],
        slots: int,
        rest: float,
        *,
        brisk: float = math.inf,
        woken: asyncio.Event | None = None,
    ) -> None:
        self._take = take
        self._do = do
        self._slots = slots
        self._rest = rest
        self._brisk = brisk
        self._woken = woken or asyncio.Event()
        self._may_be_more = True  # until somebody has looked
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_slots: set[asyncio.Task[None]] = set()
        self._places = 0  # slots that are kept for what is being brought
        self._is_taking = False

    def wake(self) -> None:
        """There is work."""
        self._woken.set()

    async def run(self) -> None:
        """Work until it is cancelled; what is under way then goes on."""
        try:
            while True:
                await self._look()
        finally:
            self._may_be_more = True  # nobody begins what would not end

    async def _look(self) -> None:
        self._woken.clear()
        free = self._free
        taken = await self._taken(free) if free else ()
        self._may_be_more = taken is None or len(taken) == free
        for piece in taken or ():
            self._begin(piece)
        if not taken or len(taken) < free:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._rest):
                    await self._woken.wait()

    @contextmanager
    def place(self) -> Iterator[Callable[[Work], None] | None]:
        """A slot for a piece that is being brought: what begins it, once it is leased. None where others come first."""
        if self._may_be_more or self._is_looking or not self._free:
            yield None
            return
        self._places += 1
        try:
            yield self._begin
        finally:
            self._places -= 1
            self._wake_for_more()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way, being brought or taken, or about to be looked for."""
        return bool(self._tasks or self._places) or self._is_looking

    @property
    def _is_looking(self) -> bool:
        return self._is_taking or self._woken.is_set()

    @property
    def _free(self) -> int:
        taken = self._places + len(self._in_slots)
        return max(0, min(self._slots - taken, _FEW * self._slots - self._places - len(self._tasks)))

    async def finished(self, seconds: float) -> int:
        """Wait at most so long for what is under way; how many pieces are left."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        return len(self._tasks)

    def _begin(self, piece: Work) -> None:
        task = asyncio.create_task(self._done(piece))
        late = asyncio.get_running_loop().call_later(self._brisk, self._leave_slot, task)

        def ended(_: object) -> None:
            late.cancel()
            self._tasks.discard(task)
            self._leave_slot(task)

        self._tasks.add(task)
        self._in_slots.add(task)
        task.add_done_callback(ended)

    def _leave_slot(self, task: asyncio.Task[None]) -> None:
        self._in_slots.discard(task)
        self._wake_for_more()

    def _wake_for_more(self) -> None:
        if self._may_be_more:
            self.wake()

    async def _taken(self, free: int) -> Sequence[Work] | None:
        """What could be taken; None where nobody could look."""
        self._is_taking = True
        try:
            with GoingOn(_log, "not taken"):
                return await self._take(free)
            return None
        finally:
            self._is_taking = False

    async def _done(self, piece: Work) -> None:
        with GoingOn(_log, "put back"):  # the lease runs out, and the piece is taken again
            await self._do(piece)


class InFlight:
    """Counts the pieces of work under way (`with in_flight.counted()`); eight of them `at_work` at a time.

    Bolt neither waits for running listeners nor says how many there are. Work that takes longer than `brisk` seconds
    waits for somebody else: its place is another's then. An event that is acked enters its listener within `settle`
    seconds.
    """

    def __init__(self, settle: float, brisk: float = math.inf) -> None:
        self._settle = settle
        self._brisk = brisk
        self.count = 0
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Work that is waited for at the end as well, but takes no place: its acknowledgement may not wait for one."""
        self.count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self.count -= 1
            if not self.count:
                self._idle.set()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Work that is counted and has a place, for which it waits."""
        with self.counted():
            await self._slots.acquire()
            with ExitStack() as place:
                place.callback(self._slots.release)
                late = asyncio.get_running_loop().call_later(self._brisk, place.close)
                place.callback(late.cancel)
                yield

    async def drained(self, seconds: float) -> None:
        """Wait until nothing is under way, at most `seconds`; `count` then says what is left."""
        await asyncio.sleep(self._settle)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
