"""What every question needs of the database is found by an index, however much is stored beside it."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from bot.inquiries import Asked, Outcome, Place, QuestionResult, Surface
from bot.store import Address, Parcel, Sent, Store
from bot.store.tables import metadata
from sqlalchemy import event, text

from tests.databases import POSTGRESQL

SETTLED, WAITING = 20_000, 200
NOW = 1_000_000.0
_PLACE = Place("T", "C", "1")
ASKED = Asked("T/C/new", _PLACE, "1", "U1", Surface.MENTION, "迟到怎么算")
_SETTLED = {"state": "settled", "settled_at": 1.0, "outcome": "answer", "clauses": "code/7.1"}


def _filled(store: Store) -> None:
    """Many questions were settled and posted long ago, few wait; the planner has seen both."""
    with store.engine.begin() as db:
        for table, state in (("question", "asked"), ("outbox", "due")):
            columns = [column.name for column in metadata.tables[table].columns if not column.foreign_keys]
            values = {name: _value(table, name, state) for name in columns}
            db.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(values)}) "  # noqa: S608  # our own words
                    f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {SETTLED}) "
                    f"SELECT {', '.join(values.values())} FROM n"
                )
            )
        db.execute(text("ANALYZE"))


def _value(table: str, column: str, state: str) -> str:
    """An SQL expression over the row's number `i`: each of the last rows waits."""
    kind = metadata.tables[table].c[column].type.python_type
    moment = f"{NOW} - {SETTLED} + i"
    values = {
        "state": f"CASE WHEN i > {SETTLED - WAITING} THEN '{state}' ELSE 'settled' END",
        "id": "'id' || i",
        "key": "'key' || i",
        "person": "'U' || (i % 500)",
        "channel": "'C' || (i % 80)",
        "asked_at": moment,
        "created_at": moment,
        "not_before": moment,
        "sealed_messages": "'[]'",
        "surface": "'mention'",
        "purpose": "'answer'",
        "sent": "'[]'",
    }
    return values.get(column) or {str: "''", bool: "false"}.get(kind, "0")


@contextmanager
def _statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
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
    _filled(any_store)
    return any_store


def test_what_waits_is_leased_by_an_index_of_what_waits_alone(filled: Store) -> None:
    [questions, *_] = _plans(filled, lambda: filled.questions.lease(NOW, 4, 30.0))
    [parcels, *_] = _plans(filled, lambda: filled.outbox.lease(NOW, 16, 30.0, ["C1", "C2"]))
    assert "ix_question_waiting" in questions
    assert "ix_outbox_due" in parcels


def test_no_statement_of_a_questions_way_reads_a_whole_table(filled: Store) -> None:
    def way() -> None:
        filled.questions.take(NOW, ASKED, "Ev")
        filled.threads.is_followed(NOW, _PLACE)
        filled.threads.at(NOW, _PLACE)
        [question] = filled.questions.lease(NOW, 1, 30.0)
        parcel = Parcel(Address.at(_PLACE), [{"text": "x"}])
        filled.questions.complete(NOW, question, QuestionResult(Outcome.ANSWER, thread="[]"), parcel)
        [delivery] = filled.outbox.lease(NOW, 1, 30.0)
        filled.outbox.progress(delivery, [Sent("1.1", "d")], is_whole=True)
        filled.outbox.last_number("series")
        filled.questions.revise(NOW, question.asked.key, "早退", "Ev2", NOW)
        filled.questions.withdraw(NOW, question.asked.key, "Ev3")
        filled.backlog()

    whole = re.compile(r"(Seq Scan on|SCAN) (question|outbox|claim)\b(?! USING)")
    assert not [plan for plan in _plans(filled, way) if whole.search(plan)]
