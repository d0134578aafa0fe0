"""What is stored goes when its time is over, and not before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bot.inquiries import Asked, EscalationState, Outcome, Place, QuestionResult, Surface
from bot.store import Address, Parcel, Purged, Purpose, Retention, Store

from tests.databases import everything, rows
from tests.store.stored_questions import DAY, NOW, WORD, answer, ask, judge, pass_on, told

KEEP = Retention()


def test_nothing_is_removed_before_its_time(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    judge(any_store, question)
    pass_on(any_store, question)
    before = everything(any_store)
    assert any_store.purge(NOW + 0.9 * DAY, KEEP) == Purged()
    assert everything(any_store) == before


@pytest.mark.parametrize(
    ("table", "days"),
    [("claim", KEEP.events), ("thread", KEEP.threads), ("outbox", KEEP.parcels)],
    ids=["event claims", "states of conversations", "what was posted"],
)
def test_rows_go_after_their_days(any_store: Store, table: str, days: int) -> None:
    answer(any_store, ask(any_store))
    any_store.purge(NOW + days * DAY - 1, KEEP)
    assert rows(any_store, table)
    purged = any_store.purge(NOW + days * DAY + 1, KEEP)
    assert purged
    assert not rows(any_store, table)


def test_a_parcel_that_was_given_up_goes_and_one_that_waits_stays(any_store: Store) -> None:
    parcel = Parcel(Address("T1", "C1"), [{"text": WORD}])
    any_store.outbox.enqueue(NOW, parcel, "waits")
    any_store.outbox.enqueue(NOW, parcel, "lost")
    lost = any_store.outbox.find("lost")
    assert lost
    any_store.outbox.give_up(lost, "is_archived")
    any_store.purge(NOW + 15 * DAY, KEEP)
    assert [row["id"] for row in rows(any_store, "outbox")] == ["waits"]


def test_the_cards_of_a_path_stay_as_long_as_paths_do(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, Parcel(Address("T1", "U1"), [{"text": WORD}], Purpose.ONBOARDING), "card")
    [delivery] = any_store.outbox.lease(NOW, 1, 30)
    any_store.outbox.progress(delivery, [], is_whole=True)
    any_store.purge(NOW + (KEEP.onboarding - 1) * DAY, KEEP)
    assert any_store.outbox.find("card")
    any_store.purge(NOW + (KEEP.onboarding + 1) * DAY, KEEP)
    assert any_store.outbox.find("card") is None


def test_an_edit_lets_the_parcel_stay_from_then_on(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    later = NOW + 10 * DAY
    any_store.questions.revise(later, question.asked.key, "改了", "EvEdit", 9e9)
    [again] = any_store.questions.lease(later, 1, 30)
    answer(any_store, again, at=later)
    any_store.purge(NOW + 20 * DAY, KEEP)
    assert any_store.outbox.find(question.id)


def test_a_question_that_is_edited_when_its_parcel_is_gone_gets_a_new_answer(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    later = NOW + 20 * DAY
    any_store.purge(later, KEEP)
    assert any_store.questions.revise(later, question.asked.key, "改了", "EvEdit", 9e9)
    [again] = any_store.questions.lease(later, 1, 30)
    answer(any_store, again, at=later)
    delivery = any_store.outbox.find(question.id)
    assert delivery
    assert not delivery.sent


def test_a_question_whose_days_are_over_is_nobodys(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    judge(any_store, question, "U1")
    judge(any_store, question, "U2")
    any_store.escalations.end(
        NOW,
        replace(pass_on(any_store, question), state=EscalationState.CLOSED, reply=WORD, closed_by="U9"),
        told(),
    )
    purged = any_store.purge(NOW + 181 * DAY, KEEP)
    assert (purged.questions, purged.feedback) == (1, 3)
    [row] = rows(any_store, "question")
    left = {name: value for name, value in row.items() if value not in ("", 0, None)}
    day = NOW // DAY * DAY
    assert left == {
        "id": question.id,
        "surface": "mention",
        "asked_at": day,
        "settled_at": day,
        "state": "settled",
        "outcome": "answer",
        "clauses": "code/7.1",
        "confidence": 0.9,
    }
    whole = everything(any_store)
    assert not [word for word in (WORD, "'U1'", "'U2'", "'U9'", "C1", "https://") if word in whole]
    assert [bool(row["is_useful"]) for row in rows(any_store, "feedback")] == [False, False]


def test_of_when_it_was_asked_the_day_is_left_as_it_was_there(any_store: Store) -> None:
    """In the night when a month begins in Shanghai, it is the last of the month before in Greenwich."""
    zone = ZoneInfo("Asia/Shanghai")
    store, asked = any_store.of("T0A", zone), datetime(2026, 11, 1, 1, tzinfo=zone)
    place = Place("T1", "C1", "1")
    assert store.questions.take(asked.timestamp(), Asked("k", place, "1", "U1", Surface.MENTION, WORD), "Ev")
    [leased] = store.questions.lease(asked.timestamp(), 1, 30.0)
    store.questions.complete(asked.timestamp(), leased, QuestionResult(Outcome.REFUSAL), None)
    store.purge(asked.timestamp() + 181 * DAY, KEEP)
    [row] = rows(store, "question")
    assert datetime.fromtimestamp(row["asked_at"], zone) == datetime(2026, 11, 1, tzinfo=zone)


def test_the_rest_goes_two_years_later(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    judge(any_store, question)
    any_store.purge(NOW + (180 + 729) * DAY, KEEP)
    assert rows(any_store, "question")
    any_store.purge(NOW + (180 + 731) * DAY, KEEP)
    assert not rows(any_store, "question")
    assert not rows(any_store, "feedback")


def test_what_is_open_with_an_owner_stays_until_it_is_closed(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    opened = pass_on(any_store, question)
    delivery = any_store.outbox.find(opened.id)
    assert delivery
    any_store.outbox.progress(delivery, [], is_whole=True)
    much_later = NOW + 400 * DAY
    any_store.purge(much_later, KEEP)
    assert rows(any_store, "question")[0]["person"] == "U1"
    assert any_store.outbox.find(opened.id)
    found = any_store.escalations.find(opened.id)
    assert found
    assert found.note == WORD
    any_store.escalations.end(much_later, replace(found, state=EscalationState.CLOSED), told())
    any_store.purge(much_later, KEEP)
    assert WORD not in everything(any_store)


def test_the_days_of_questions_are_the_settings(any_store: Store) -> None:
    question = ask(any_store)
    answer(any_store, question)
    any_store.purge(NOW + 2 * DAY, Retention.of_questions(3))
    assert rows(any_store, "question")[0]["person"] == "U1"
    any_store.purge(NOW + 4 * DAY, Retention.of_questions(3))
    assert rows(any_store, "question")[0]["person"] == ""


@pytest.mark.alone
def test_many_rows_go_in_pieces(store: Store) -> None:
    with store.engine.begin() as db:
        db.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)"
            " INSERT INTO claim SELECT '', 'k' || i, 0 FROM n"
        )
    assert store.purge(NOW, KEEP).events == 1234


def test_two_processes_may_purge_at_once(any_store: Store) -> None:
    for _ in range(40):
        question = ask(any_store)
        answer(any_store, question)
        judge(any_store, question)
    later = NOW + 181 * DAY
    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(any_store.purge, later, KEEP) for _ in range(2)]
        purged = [one.result() for one in done]
    any_store.purge(later, KEEP)  # what one skipped because the other was at it
    assert sum(one.questions for one in purged) <= 40
    assert {row["person"] for row in rows(any_store, "question")} == {""}
    assert WORD not in everything(any_store)


@pytest.mark.parametrize(
    "remove",
    [
        pytest.param(lambda store: store.purge(NOW + 181 * DAY, KEEP), id="purge"),
        pytest.param(lambda store: store.privacy.erase(NOW, "U1", "cli:root"), id="erase"),
    ],
)
def test_what_was_removed_is_nowhere_in_the_files(
    store: Store, tmp_path: Path, remove: Callable[[Store], object]
) -> None:
    answer(store, ask(store))
    remove(store)
    files = list(tmp_path.glob("store.db*"))
    assert files
    assert not [file for file in files if WORD.encode() in file.read_bytes()]
