"""Of two processes that are at one conversation at the same instant, one posts there, and the other sees that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from bot.inquiries import Asked, Outcome, Place, QuestionResult, Surface
from bot.store import Address, Completion, Hold, Parcel, Sent, Store
from sqlalchemy import Connection, event

from tests.databases import on_postgresql, opened

NOW = 1_000.0
HERE = Parcel(Address("T", "C1", "1"), [{"text": "第四章第二条", "blocks": []}])
THERE = replace(HERE, address=Address("T", "C2", "1"))
ANSWERED = QuestionResult(Outcome.ANSWER, ("code/4.2",), 0.9)
pytestmark = on_postgresql


@pytest.fixture
def processes(database: str) -> Iterator[tuple[Store, Store]]:
    """The stores of two processes."""
    with opened(database) as one, opened(database) as other:
        yield one, other


@contextmanager
def as_it_ends(store: Store, do: Callable[[], None]) -> Iterator[None]:
    """At the end of the next transaction, when it has done everything and nobody has seen it yet."""
    waiting = [do]

    def ends(_: Connection) -> None:
        if waiting:
            waiting.pop()()

    event.listen(store.engine, "commit", ends)
    yield
    event.remove(store.engine, "commit", ends)
    assert not waiting, "there was none"


def answering(store: Store, number: int, parcel: Parcel) -> Callable[[], Completion | None]:
    """A question that a process has taken, to be answered by it."""
    asked = Asked(
        f"T/C/{number}", Place("T", "C", "1"), f"{number}", f"U{number}", Surface.MENTION, "迟到怎么算"
    )
    taken = store.questions.take(NOW, asked, f"Ev{number}", 30.0)
    assert taken
    return lambda: store.questions.complete(NOW, taken, ANSWERED, parcel, hold=Hold(30.0, 3.0))


@pytest.mark.parametrize(("parcel", "posts"), [(HERE, False), (THERE, True)])
def test_of_two_that_answer_in_one_conversation_one_posts_at_once(
    processes: tuple[Store, Store], parcel: Parcel, *, posts: bool
) -> None:
    one, other = processes
    first, second = answering(one, 1, HERE), answering(other, 2, parcel)
    found: list[Completion | None] = []
    with as_it_ends(one, lambda: found.append(second())):
        done = first()
    assert done
    assert done.delivery
    [beside] = found
    assert beside
    assert bool(beside.delivery) is posts
    assert not other.outbox.lease(NOW, 5, 30.0), "it waits, or is at work"
    one.outbox.progress(done.delivery, [Sent("1", "")], is_whole=True)
    assert len(other.outbox.lease(NOW, 5, 30.0)) == (0 if posts else 1)


def test_what_is_put_meanwhile_is_not_taken_beside_it(processes: tuple[Store, Store]) -> None:
    one, other = processes
    first, taken = answering(one, 1, HERE), []

    def meanwhile() -> None:
        other.outbox.enqueue(NOW, HERE)
        taken.append(other.outbox.lease(NOW, 5, 30.0))

    with as_it_ends(one, meanwhile):
        done = first()
    assert done
    assert done.delivery
    assert taken == [()]


def test_who_takes_a_parcel_keeps_nobody_from_other_conversations(
    processes: tuple[Store, Store],
) -> None:
    one, other = processes
    one.outbox.enqueue(NOW, THERE)
    second, found = answering(other, 2, HERE), []
    with as_it_ends(one, lambda: found.append(second())):
        assert one.outbox.lease(NOW, 5, 30.0)
    assert found[0]
    assert found[0].delivery
