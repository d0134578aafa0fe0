"""What every question needs of the database is found by an index, however much is stored beside it."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from bot.inquiries import Asked, Outcome, Place, QuestionResult, Surface
from bot.store import Address, Hold, Parcel, Sent, Store
from sqlalchemy import event

from tests.databases import POSTGRESQL
from tests.store.many_stored import NOW, fill

pytestmark = pytest.mark.alone  # each statement is looked at
SETTLED, WAITING = 20_000, 200
_PLACE = Place("T", "C", "1")
ASKED = Asked("T/C/new", _PLACE, "1", "U1", Surface.MENTION, "迟到怎么算")


@contextmanager
def _statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        if statement.startswith(
            ("WITH", "SELECT", "UPDATE", "DELETE", "INSERT")
        ) and not statement.startswith("SELECT pg_advisory"):
            seen.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(store.engine, "before_cursor_execute", note)


def _plans(store: Store, work: Callable[[], object]) -> Sequence[str]:
    """How the database finds the rows of each statement that some work sends."""
    explain = "EXPLAIN " if store.engine.dialect.name == POSTGRESQL else "EXPLAIN QUERY PLAN "
    with _statements(store) as seen:
        work()
    with store.engine.begin() as db:
        return [
            "\n".join(str(row) for row in db.exec_driver_sql(explain + statement, parameters))
            for statement, parameters in seen
        ]


@pytest.fixture
def filled(any_store: Store) -> Store:
    """A store with much that was settled."""
    fill(any_store, SETTLED, WAITING)
    return any_store


def test_what_waits_is_leased_by_an_index_of_what_waits_alone(filled: Store) -> None:
    [questions, *_] = _plans(filled, lambda: filled.questions.lease(NOW, 4, 30.0))
    [parcels, *_] = _plans(filled, lambda: filled.outbox.lease(NOW, 16, 30.0, ["C1", "C2"]))
    assert "ix_question_waiting" in questions
    assert "ix_outbox_due" in parcels


def test_whether_a_conversation_is_free_is_told_by_indexes_of_what_waits_and_what_counts(
    filled: Store,
) -> None:
    [question] = filled.questions.lease(NOW, 1, 30.0)
    parcel = Parcel(Address.at(_PLACE), [{"text": "x"}])
    complete = partial(filled.questions.complete, NOW, question, QuestionResult(Outcome.ANSWER), parcel)
    [_, is_free, *_] = _plans(filled, lambda: complete(hold=Hold(30.0, 3.0)))
    assert "ix_outbox_due" in is_free
    assert "ix_outbox_paced" in is_free


def test_no_statement_of_a_questions_way_reads_a_whole_table(filled: Store) -> None:
    def way() -> None:
        filled.questions.take(NOW, ASKED, "Ev")
        filled.threads.is_followed(NOW, _PLACE)
        filled.threads.at(NOW, _PLACE)
        [question] = filled.questions.lease(NOW, 1, 30.0)
        parcel = Parcel(Address.at(_PLACE), [{"text": "x"}])
        filled.questions.complete(
            NOW, question, QuestionResult(Outcome.ANSWER, thread="[]"), parcel, hold=Hold(30.0, 3.0)
        )
        [delivery] = filled.outbox.lease(NOW, 1, 30.0)
        filled.outbox.progress(delivery, [Sent("1.1", "d")], is_whole=True)
        filled.outbox.last_number("series")
        filled.questions.revise(NOW, question.asked.key, "早退", "Ev2", NOW)
        filled.questions.withdraw(NOW, question.asked.key, "Ev3")
        filled.backlog()

    whole = re.compile(r"(Seq Scan on|SCAN) (question|outbox|claim)\b(?! USING)")
    assert not [plan for plan in _plans(filled, way) if whole.search(plan)]
