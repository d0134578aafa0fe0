"""Questions with owners: passed on once, ended once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from bot.inquiries import Escalation, EscalationState
from bot.store import Address, Parcel, Purpose, Store
from cryptography.fernet import Fernet
from sqlalchemy import text

from tests.databases import opened
from tests.store.stored_questions import NOW, answered

DAY = 86_400.0
PARCEL = Parcel(Address("T1", "C9"), [{"text": "有人问", "blocks": []}], Purpose.ESCALATION)
TOLD = Parcel(Address("T1", "D1"), [{"text": "答复", "blocks": []}], Purpose.REPLY)


def new(question: str, id_: str = "e1", person: str = "U1") -> Escalation:
    return Escalation(
        id_, question, person, "客服组", "#cs", "迟到怎么处理？", "急", "https://x/p1", opened_at=NOW
    )


def closed(there: Escalation, by: str = "U9", reply: str = "按 4.2 办") -> Escalation:
    return replace(there, state=EscalationState.CLOSED, reply=reply, closed_at=NOW + 60, closed_by=by)


def test_a_question_knows_its_clauses_and_who_passed_it_on(any_store: Store) -> None:
    question = answered(any_store, "T1/C1/1.0", "code/7.1", "code/7.2")
    before = any_store.escalations.question(question)
    assert before
    assert (before.clauses, before.text, before.escalation) == (
        ("code/7.1", "code/7.2"),
        "迟到怎么处理？",
        None,
    )
    assert any_store.escalations.open(NOW, new(question), PARCEL) == new(question)
    after = any_store.escalations.question(question)
    assert after
    assert after.escalation == new(question)
    assert any_store.escalations.find("e1") == new(question)


def test_a_question_is_passed_on_once_however_many_try(any_store: Store) -> None:
    question = answered(any_store)
    with ThreadPoolExecutor(8) as threads:
        tries = [new(question, f"e{number}", f"U{number}") for number in range(8)]
        opened = list(threads.map(lambda one: any_store.escalations.open(NOW, one, PARCEL), tries))
    assert len(set(opened)) == 1
    assert any_store.backlog().parcels == 1


def test_only_the_first_end_counts(any_store: Store) -> None:
    there = new(answered(any_store))
    any_store.escalations.open(NOW, there, PARCEL)
    with ThreadPoolExecutor(8) as threads:
        ends = [closed(there, f"U{number}") for number in range(8)]
        first = list(threads.map(lambda one: any_store.escalations.end(NOW + 60, one, TOLD), ends))
    assert first.count(True) == 1
    assert any_store.escalations.find("e1") == ends[first.index(True)]
    assert any_store.backlog().parcels == 2


def test_one_that_did_not_arrive_may_be_tried_again(any_store: Store) -> None:
    question = answered(any_store)
    any_store.escalations.open(NOW, new(question), PARCEL)
    assert any_store.escalations.end(NOW, replace(new(question), state=EscalationState.UNDELIVERED), TOLD)
    assert any_store.escalations.open(NOW, new(question, "e2"), PARCEL) == new(question, "e2")


@pytest.mark.parametrize("how", ["never asked", "forgotten"])
def test_a_question_that_is_gone_cannot_be_passed_on(any_store: Store, how: str) -> None:
    question = answered(any_store) if how == "forgotten" else "0" * 32
    with any_store.engine.begin() as db:
        db.execute(text("UPDATE question SET person = ''"))
    assert any_store.escalations.question(question) is None
    assert any_store.escalations.open(NOW, new(question), PARCEL) is None
    assert any_store.backlog().parcels == 0


def test_a_person_sees_what_is_open_and_what_was_closed_within_two_weeks_newest_first(
    any_store: Store,
) -> None:
    for number, (person, state) in enumerate(
        [
            ("U1", EscalationState.OPEN),
            ("U1", EscalationState.CLOSED),
            ("U2", EscalationState.OPEN),
            ("U1", EscalationState.UNDELIVERED),
            ("U1", EscalationState.OPEN),
        ]
    ):
        there = new(answered(any_store, f"T1/C1/{number}.0"), f"e{number}", person)
        any_store.escalations.open(NOW + number, there, PARCEL)
        if state is not EscalationState.OPEN:
            any_store.escalations.end(NOW + number, replace(there, state=state), TOLD)

    def listed(now: float) -> list[str]:
        return [one.id for one in any_store.escalations.open_for(now, "U1")]

    assert listed(NOW + 10) == ["e4", "e1", "e0"]
    assert listed(NOW + 15 * DAY) == ["e4", "e0"]


def test_words_are_stored_sealed(any_database: str) -> None:
    with opened(any_database, Fernet.generate_key().decode()) as store:
        there = replace(new(answered(store)), text="canary 一", note="canary 二")
        store.escalations.open(NOW, there, PARCEL)
        ended = closed(there, reply="canary 三")
        store.escalations.end(NOW + 60, ended, TOLD)
        with store.engine.begin() as db:
            assert "canary" not in str(db.execute(text("SELECT * FROM escalation")).all())
        assert store.escalations.find("e1") == ended
