"""The worker takes what waits as slots become free, and outlives whatever goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

from bot.slack.process.work import InFlight, LeasedWorker


@asynccontextmanager
async def running(worker: LeasedWorker[int]) -> AsyncIterator[None]:
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(seen: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not seen():
            await asyncio.sleep(0.005)


async def test_everything_is_done_and_never_more_at_once_than_there_are_places() -> None:
    waiting, done, under_way, most = list(range(50)), list[int](), 0, 0

    async def take(slots: int) -> Sequence[int]:
        taken, waiting[:] = waiting[:slots], waiting[slots:]
        return taken

    async def do(piece: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1
        done.append(piece)

    async with running(LeasedWorker(take, do, slots=4, rest=9.0)):
        await until(lambda: len(done) == 50)
    assert sorted(done) == list(range(50))
    assert most == 4


async def test_it_rests_until_it_is_woken() -> None:
    waiting, looks, done = list[int](), 0, list[int]()

    async def take(slots: int) -> Sequence[int]:
        nonlocal looks
        looks += 1
        taken, waiting[:] = waiting[:slots], waiting[slots:]
        return taken

    async def do(piece: int) -> None:
        done.append(piece)

    worker = LeasedWorker(take, do, slots=2, rest=60.0)
    async with running(worker):
        await until(lambda: looks)
        await asyncio.sleep(0.05)
        assert (looks, worker.is_busy) == (1, False)
        waiting.append(1)
        worker.wake()
        assert worker.is_busy, "it has not looked yet"
        await until(lambda: done)


async def test_a_slot_that_becomes_free_is_no_reason_to_look_where_all_was_taken() -> None:
    waiting, looks, done = [1, 2, 3], list[int](), list[int]()

    async def take(slots: int) -> Sequence[int]:
        looks.append(slots)
        taken, waiting[:] = waiting[:slots], waiting[slots:]
        return taken

    async def do(piece: int) -> None:
        done.append(piece)

    async with running(LeasedWorker(take, do, slots=2, rest=60.0)):
        await until(lambda: len(done) == 3)
        await asyncio.sleep(0.02)
    assert looks == [2, 2]


async def test_what_is_brought_is_begun_without_a_look_where_nothing_waits() -> None:
    looks, done = list[int](), list[int]()

    async def take(slots: int) -> Sequence[int]:
        looks.append(slots)
        return []

    async def do(piece: int) -> None:
        done.append(piece)

    worker = LeasedWorker(take, do, slots=2, rest=60.0)
    async with running(worker):
        await until(lambda: looks)
        for piece in range(9):
            with worker.place() as begin:
                assert begin, "nobody is before it"
                assert worker.is_busy, "it is waited for at the end"
                begin(piece)
            await until(partial(done.__contains__, piece))
    assert looks == [2]
    assert done == list(range(9))


async def test_nothing_is_begun_before_what_waits_nor_without_a_slot_nor_where_nobody_works() -> None:
    waiting, begun, gate = list[int](), list[int](), asyncio.Event()

    async def take(slots: int) -> Sequence[int]:
        taken, waiting[:] = waiting[:slots], waiting[slots:]
        return taken

    async def do(piece: int) -> None:
        begun.append(piece)
        await gate.wait()

    def has_place() -> bool:
        with worker.place() as begin:
            return begin is not None

    worker = LeasedWorker(take, do, slots=3, rest=60.0)
    assert not has_place(), "nobody has looked"
    async with running(worker):
        await until(has_place)
        waiting.append(1)
        worker.wake()
        assert not has_place(), "something waits"
        await until(lambda: begun == [1])
        assert has_place()
        with worker.place() as begin, worker.place() as another:
            assert begin
            assert another
            assert not has_place(), "the last slots are kept"
            waiting.append(3)
            worker.wake()
            begin(2)
        await until(lambda: begun == [1, 2, 3])
        gate.set()
        await until(has_place)
    assert not has_place(), "it would not end"


async def test_neither_a_store_that_is_away_nor_a_piece_that_fails_ends_it() -> None:
    calls, done = 0, list[int]()

    async def take(_: int) -> Sequence[int]:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise OSError
        return [calls] if calls < 5 else []

    async def do(piece: int) -> None:
        if piece == 2:
            raise ValueError
        done.append(piece)

    async with running(LeasedWorker(take, do, slots=1, rest=0.01)):
        await until(lambda: done == [3, 4])


async def test_after_a_look_that_failed_nothing_is_begun_before_what_may_wait() -> None:
    waiting, looks, done = [1], 0, list[int]()

    async def take(slots: int) -> Sequence[int]:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise OSError
        taken, waiting[:] = waiting[:slots], waiting[slots:]
        return taken

    async def do(piece: int) -> None:
        done.append(piece)

    worker = LeasedWorker(take, do, slots=2, rest=60.0)
    async with running(worker):
        await until(lambda: looks and not worker.is_busy)
        with worker.place() as begin:
            assert begin is None, "another may wait"
        waiting.append(2)
        worker.wake()
        await until(lambda: done == [1, 2])


async def test_what_is_under_way_at_the_end_is_waited_for_and_counted() -> None:
    gate = asyncio.Event()
    pieces = [1, 2]

    async def take(slots: int) -> Sequence[int]:
        taken, pieces[:] = pieces[:slots], pieces[slots:]
        return taken

    async def do(_: int) -> None:
        await gate.wait()

    worker = LeasedWorker(take, do, slots=2, rest=9.0)
    async with running(worker):
        await until(lambda: not pieces)
    assert await worker.finished(0.01) == 2
    gate.set()
    assert await worker.finished(1.0) == 0


async def test_what_waits_for_somebody_else_leaves_its_place_to_others_but_not_without_end() -> None:
    waiting, over = list(range(20)), asyncio.Event()
    begun = list[int]()

    async def take(slots: int) -> Sequence[int]:
        taken, waiting[:] = waiting[:slots], waiting[slots:]
        return taken

    async def do(piece: int) -> None:
        begun.append(piece)
        if piece < 12:
            await over.wait()

    worker = LeasedWorker(take, do, slots=2, rest=60.0, brisk=0.001)
    async with running(worker):
        await until(lambda: len(begun) == 8)  # four times its places
        await asyncio.sleep(0.05)
        assert len(begun) == 8
        over.set()
        await until(lambda: len(begun) == 20)


async def test_work_that_was_cancelled_while_it_waited_is_not_under_way() -> None:
    in_flight, over = InFlight(0.0), asyncio.Event()

    async def work() -> None:
        async with in_flight.at_work():
            await over.wait()

    tasks = [asyncio.create_task(work()) for _ in range(9)]  # eight are at work, the last waits
    await until(lambda: in_flight.count == 9)
    tasks[-1].cancel()
    await asyncio.gather(tasks[-1], return_exceptions=True)
    assert in_flight.count == 8
    over.set()
    await in_flight.drained(1.0)
    assert in_flight.count == 0
