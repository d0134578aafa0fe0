"""Parcels that were given up are listed without a word of theirs, and are sent again or dropped, each once."""

from dataclasses import replace

import pytest
from bot.inquiries import EscalationState
from bot.store import Address, Parcel, PlaceKind, Purpose, Store, apology_id

from tests.databases import everything, rows
from tests.store.stored_questions import NOW, WORD, ask, pass_on, told

HERE = Parcel(Address("T", "C1", "1.1"), [{"text": WORD}])


def given_up(store: Store, parcel: Parcel = HERE, id_: str = "") -> str:
    """A dead letter."""
    key = store.outbox.enqueue(NOW, parcel, id_)
    delivery = store.outbox.find(key)
    assert delivery
    store.outbox.give_up(delivery, "is_archived")
    return key


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (Address("T", "C1", "1.1"), PlaceKind.CHANNEL),
        (Address("T", "D1"), PlaceKind.DIRECT),
        (Address("T", "U1"), PlaceKind.DIRECT),
        (Address("T", "C1", "", "U1"), PlaceKind.ASIDE),
        (Address("T", "C1", response_url="https://hooks"), PlaceKind.COMMAND),
    ],
)
def test_they_are_listed_by_what_kind_of_place_they_were_for(
    any_store: Store, address: Address, kind: PlaceKind
) -> None:
    id_ = given_up(any_store, replace(HERE, address=address))
    [letter] = any_store.dead_letters.all()
    assert (letter.id, letter.place, letter.purpose) == (id_, kind, Purpose.ANSWER)
    assert (letter.why, letter.due_since) == ("is_archived", NOW)
    assert WORD not in repr(letter)


def test_one_is_sent_again_as_if_it_had_just_become_due(any_store: Store) -> None:
    id_ = given_up(any_store)
    assert any_store.dead_letters.retry(NOW + 99, id_, "cli:root")
    assert not any_store.dead_letters.retry(NOW + 99, id_, "cli:root"), "it is due already"
    assert not any_store.dead_letters.drop(NOW, id_, "cli:root")
    [delivery] = any_store.outbox.lease(NOW + 99, 5, 30.0)
    assert (delivery.id, delivery.attempts, delivery.due_since) == (id_, 1, NOW + 99)
    assert any_store.dead_letters.all() == ()


@pytest.mark.parametrize("version", [0, 1])
def test_what_was_said_in_its_place_goes_when_it_is_sent_again(any_store: Store, version: int) -> None:
    id_ = given_up(any_store)
    for _ in range(version):
        given_up(any_store, HERE, id_)
    any_store.outbox.enqueue(NOW, replace(HERE, purpose=Purpose.APOLOGY), apology_id(id_, version))
    assert any_store.dead_letters.retry(NOW + 99, id_, "cli:root")
    apology = any_store.outbox.find(apology_id(id_, version))
    assert apology
    assert apology.parcel.messages == []
    assert {row["state"] for row in rows(any_store, "outbox")} == {"due"}


def test_nor_does_the_asker_of_an_escalation_go_on_reading_that_it_did_not_arrive(any_store: Store) -> None:
    first = pass_on(any_store, ask(any_store))
    given_up(any_store, HERE, first.id)
    undelivered = replace(first, state=EscalationState.UNDELIVERED, closed_at=NOW)
    assert any_store.escalations.end(NOW, undelivered, replace(told(), purpose=Purpose.REPLY))
    [reply] = [row["id"] for row in rows(any_store, "outbox") if row["purpose"] == Purpose.REPLY]
    assert any_store.dead_letters.retry(NOW, first.id, "cli:root")
    found = any_store.outbox.find(reply)
    assert found
    assert found.parcel.messages == []


def test_one_that_is_dropped_is_gone(any_store: Store) -> None:
    id_ = given_up(any_store)
    assert any_store.dead_letters.drop(NOW, id_, "cli:root")
    assert not any_store.dead_letters.drop(NOW, id_, "cli:root")
    assert WORD not in everything(any_store)


def test_an_escalation_is_open_again_with_its_card_unless_there_is_another(any_store: Store) -> None:
    question = ask(any_store)
    first = pass_on(any_store, question)
    given_up(any_store, HERE, first.id)
    undelivered = replace(first, state=EscalationState.UNDELIVERED, closed_at=NOW)
    assert any_store.escalations.end(NOW, undelivered, told())
    assert any_store.dead_letters.retry(NOW, first.id, "cli:root")
    assert any_store.escalations.find(first.id) == replace(first, state=EscalationState.OPEN, opened_at=NOW)

    given_up(any_store, HERE, first.id)
    assert any_store.escalations.end(NOW, undelivered, told())
    second = replace(first, id="second")
    assert any_store.escalations.open(NOW, second, HERE) is second
    assert not any_store.dead_letters.retry(NOW, first.id, "cli:root")


def test_how_much_is_due_and_why_the_oldest_is_are_told(any_store: Store) -> None:
    assert any_store.dead_letters.waiting().count == 0
    any_store.outbox.enqueue(NOW, HERE)
    [delivery] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.put_off(NOW, delivery, 9.0, "token_revoked", counts=False, is_uncertain=False)
    any_store.outbox.enqueue(NOW + 5, HERE)
    waiting = any_store.dead_letters.waiting()
    assert (waiting.count, waiting.due_since, waiting.why) == (2, NOW, "token_revoked")
