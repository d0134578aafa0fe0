"""Questions that arrive together are written together, and each is told how it went with its own."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from threading import Event
from time import sleep
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from bot.inquiries import Asked, Place, Question, Surface
from bot.store import AsyncStore, Store, StoreError
from bot.store.inquiries.arrivals import Arrivals
from bot.store.inquiries.questions import Arrival
from sqlalchemy import event, text

from tests.databases import at_once, on_each_database, on_postgresql, opened, rows

if TYPE_CHECKING:
    from _typeshed import TraceFunction

NOW = 1_000.0
ASKED = Asked("T/C/1", Place("T", "C", "1"), "1", "U1", Surface.MENTION, "迟到怎么算")


def numbered(number: int) -> Asked:
    return replace(ASKED, key=f"T/C/{number}", person=f"U{number % 7}")


@asynccontextmanager
async def at_work(store: Store) -> AsyncIterator[AsyncStore]:
    working = AsyncStore(store, lambda: NOW)
    try:
        yield working
    finally:
        working.close()


async def while_busy(store: AsyncStore, begin: Callable[[], Sequence[Awaitable[object]]]) -> Sequence[object]:
    """What becomes of questions that all arrive while each of the store's threads is at something else."""
    is_over = Event()
    others = [store.run(lambda _: is_over.wait()) for _ in range(store.sync.threads_at_once)]
    taken = asyncio.gather(*begin(), return_exceptions=True)
    await asyncio.sleep(0)
    is_over.set()
    await asyncio.gather(*others)
    return await taken


def commits(store: Store) -> list[object]:
    """Grows with each commit."""
    seen: list[object] = []
    event.listen(store.engine, "commit", seen.append)
    return seen


async def test_what_arrives_together_is_one_transaction_up_to_256(store: Store) -> None:
    async with at_work(store) as working:
        seen = commits(store)
        taken = await while_busy(
            working, lambda: [working.questions.take(numbered(i), f"Ev{i}") for i in range(300)]
        )
        assert len(seen) == 2
    assert all(isinstance(one, Question) for one in taken)
    assert store.backlog().questions == 300


def test_what_arrives_before_a_write_begins_calls_for_no_other(store: Store) -> None:
    arrivals = Arrivals()
    first, second = (arrivals.add(Arrival(NOW, numbered(i), f"Ev{i}")) for i in range(2))
    assert (first[1], second[1]) == (True, False)
    assert arrivals.write(store.questions) == 2
    assert arrivals.add(Arrival(NOW, numbered(2), "Ev2"))[1]


def test_a_write_that_begins_at_any_step_of_an_arrival_leaves_none_behind(store: Store) -> None:
    numbers, steps, has_begun = count(), 0, True
    while has_begun:
        arrivals = Arrivals()
        write = partial(arrivals.write, store.questions)

        def arrives(to: Arrivals = arrivals) -> bool:
            number = next(numbers)
            return to.add(Arrival(NOW, numbered(number), f"Ev{number}"))[1]

        assert arrives()
        is_first, has_begun = _with_another(write, steps, arrives)
        if is_first or not has_begun:
            write()
        if arrives():
            write()
        steps += 1
    assert steps > 10
    assert store.backlog().questions == 3 * steps


def _with_another(act: Callable[[], object], steps: int, call: Callable[[], bool]) -> tuple[bool, bool]:
    """What a call returns, and whether it takes so many steps in `add` that another thread's act falls in between."""
    left, has_begun = count(steps, -1), False

    def step(frame: FrameType, what: str, _: object) -> "TraceFunction | None":
        nonlocal has_begun
        if frame.f_code is not Arrivals.add.__code__:
            return None
        frame.f_trace_opcodes = True
        if what == "opcode" and next(left) == 0:
            has_begun = True
            act()
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        return call(), has_begun
    finally:
        sys.settrace(before)


async def test_of_twins_that_arrive_together_one_is_new(any_store: Store) -> None:
    async with at_work(any_store) as working:
        taken = await while_busy(
            working, lambda: [working.questions.take(numbered(i // 2), f"Ev{i}") for i in range(20)]
        )
    assert sorted(one is not None for one in taken) == [False] * 10 + [True] * 10
    assert any_store.backlog().questions == 10


async def test_one_that_cannot_be_written_fails_alone(any_store: Store) -> None:
    async with at_work(any_store) as working:
        asked = [numbered(i) for i in range(6)]
        asked[3] = replace(asked[3], ts="no moment")
        taken = await while_busy(
            working, lambda: [working.questions.take(one, f"Ev of {one.key}") for one in asked]
        )
    assert [one for one in taken if not isinstance(one, Question)] == [taken[3]]
    assert isinstance(taken[3], ValueError)
    assert any_store.backlog().questions == 5


@pytest.mark.alone
async def test_where_the_database_fails_all_of_them_hear_of_it_at_once(store: Store) -> None:
    with store.engine.begin() as db:
        db.execute(text("DROP TABLE claim"))
    tries: list[object] = []
    event.listen(store.engine, "rollback", tries.append)
    async with at_work(store) as working:
        taken = await while_busy(
            working, lambda: [working.questions.take(numbered(i), f"Ev{i}") for i in range(9)]
        )
    assert {type(one) for one in taken} == {StoreError}
    assert len(tries) == 1


@on_each_database
def test_processes_that_take_the_same_questions_in_another_order_do_not_wait_for_each_other_for_ever(
    database: str,
) -> None:
    some, turns = [Arrival(NOW, numbered(i), f"Ev{i}") for i in range(50)], count()
    taken = at_once(database, lambda store: store.questions.take_all(some[:: (-1) ** next(turns)]))
    assert sum(len(list(filter(None, each))) for each in taken) == 50


@on_postgresql
async def test_one_that_a_write_under_way_takes_along_waits_for_that_one(database: str) -> None:
    with opened(database) as store:
        async with at_work(store) as working:
            others = [working.run(lambda _: sleep(0.002)) for _ in range(100)]
            taken = []
            for number in range(300):
                taken.append(asyncio.ensure_future(working.questions.take(numbered(number), f"Ev{number}")))
                await asyncio.sleep(0.0005)
            assert all(await asyncio.gather(*taken))
            await asyncio.gather(*others)


def test_how_many_a_person_asked_counts_those_that_arrive_together(any_store: Store) -> None:
    any_store.questions.take(NOW, ASKED, "Ev")
    more = [Arrival(NOW + 1, replace(ASKED, key=str(i)), f"Ev{i}") for i in range(3)]
    assert all(any_store.questions.take_all(more))
    assert sorted(row["recent"] for row in rows(any_store, "question")) == [0, 1, 2, 3]


def test_many_people_who_ask_at_once_need_no_more_statements_than_one(any_store: Store) -> None:
    sent: list[object] = []
    event.listen(any_store.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))

    def statements(count: int) -> int:
        people = [replace(ASKED, key=f"{count}/{i}", person=f"U{i}") for i in range(count)]
        sent.clear()
        any_store.questions.take_all([Arrival(NOW, asked, f"Ev{asked.key}") for asked in people])
        return len(sent)

    assert statements(100) == statements(1)
