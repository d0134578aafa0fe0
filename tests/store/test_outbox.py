"""The outbox holds what Slack is to show, until it does."""

from dataclasses import replace

from bot.store import Address, Parcel, Sent, Store
from sqlalchemy import text

HERE = Parcel(Address("T", "C1", "1.1"), [{"text": "一", "blocks": []}])
THERE = replace(HERE, address=Address("T", "C2"))
NOW = 1_000.0


def test_one_parcel_a_channel_is_at_work_and_none_where_a_channel_rests(any_store: Store) -> None:
    outbox = any_store.outbox
    first, second, third = (outbox.enqueue(NOW + i, parcel) for i, parcel in enumerate((HERE, HERE, THERE)))
    assert [one.id for one in outbox.lease(NOW + 9, 5, 30.0, resting=["C2"])] == [first]
    assert [one.id for one in outbox.lease(NOW + 9, 5, 30.0, resting=["C1"])] == [third]
    assert [one.id for one in outbox.lease(NOW + 9, 5, 30.0)] == [second]
    assert outbox.lease(NOW + 9, 5, 30.0) == ()


def test_a_delivered_parcel_is_due_no_more(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    [delivery] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.progress(delivery, [Sent("2.2", "d")], is_whole=True)
    assert any_store.backlog().parcels == 0
    found = any_store.outbox.find(delivery.id)
    assert found
    assert found.sent == (Sent("2.2", "d"),)


def test_a_parcel_that_changed_while_it_was_delivered_is_due_again(any_store: Store) -> None:
    id_ = any_store.outbox.enqueue(NOW, HERE)
    [delivery] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.enqueue(NOW + 1, replace(HERE, messages=[]), id_)
    any_store.outbox.progress(delivery, [Sent("2.2", "d")], is_whole=True)
    [again] = any_store.outbox.lease(NOW + 2, 1, 30.0)
    assert (again.parcel.messages, again.sent, again.attempts) == ([], (Sent("2.2", "d"),), 1)


def test_a_try_that_may_have_happened_counts_and_one_that_did_not_does_not(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    [first] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.put_off(first, NOW + 5, may_have_happened=False)
    assert any_store.outbox.lease(NOW + 4, 1, 30.0) == ()
    [second] = any_store.outbox.lease(NOW + 5, 1, 30.0)
    assert second.attempts == 1
    any_store.outbox.put_off(second, NOW + 6, may_have_happened=True)
    [third] = any_store.outbox.lease(NOW + 6, 1, 30.0)
    assert third.attempts == 2


def test_a_dead_process_leaves_its_parcel_to_the_next_which_knows_that_it_was_tried(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    any_store.outbox.lease(NOW, 1, 30.0)
    assert any_store.outbox.lease(NOW + 29, 1, 30.0) == ()
    [heir] = any_store.outbox.lease(NOW + 31, 1, 30.0)
    assert heir.attempts == 2


def test_what_is_given_up_is_due_no_more(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    [delivery] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.give_up(delivery)
    assert any_store.backlog().parcels == 0
    assert any_store.outbox.lease(NOW + 99, 1, 30.0) == ()


def test_the_last_of_a_series_is_known_also_when_those_before_are_gone(any_store: Store) -> None:
    assert any_store.outbox.last_number("card") == 0
    for number in (1, 2, 3):
        any_store.outbox.enqueue(NOW, replace(HERE, series="card", number=number), f"card {number}")
    any_store.outbox.enqueue(NOW, replace(HERE, series="another", number=4))
    with any_store.engine.begin() as db:
        db.execute(text("DELETE FROM outbox WHERE id = 'card 1'"))
    assert any_store.outbox.last_number("card") == 3
