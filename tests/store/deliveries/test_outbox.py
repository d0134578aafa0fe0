"""The outbox holds what Slack is to show, until it does."""

from dataclasses import replace
from functools import partial
from threading import Lock

import pytest
from bot.store import Address, Parcel, Seal, Sent, Store
from bot.store.deliveries.outbox import enqueue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.databases import at_once, on_each_database, opened

HERE = Parcel(Address("T", "C1", "1.1"), [{"text": "一", "blocks": []}])
THERE = replace(HERE, address=Address("T", "C2"))
NOW = 1_000.0


def test_one_parcel_a_channel_is_at_work_and_none_where_a_channel_rests(any_store: Store) -> None:
    outbox = any_store.outbox
    first, second, third = (outbox.enqueue(NOW + i, parcel) for i, parcel in enumerate((HERE, HERE, THERE)))
    [at_work] = outbox.lease(NOW + 9, 5, 30.0, resting=["C2/"])
    assert at_work.id == first
    assert [one.id for one in outbox.lease(NOW + 9, 5, 30.0, resting=["C1/"])] == [third]
    assert outbox.lease(NOW + 9, 5, 30.0) == (), "another process is at the one before it"
    outbox.progress(at_work, [Sent("2.2", "d")], is_whole=True)
    assert [one.id for one in outbox.lease(NOW + 9, 5, 30.0)] == [second]


def test_what_others_post_for_long_keeps_nobody_else_waiting(any_store: Store) -> None:
    """As many are under way as one look reads."""
    for number in range(64):
        any_store.outbox.enqueue(NOW, replace(HERE, address=Address("T", f"hangs{number}")))
    assert len(any_store.outbox.lease(NOW, 64, 30.0)) == 64
    last = any_store.outbox.enqueue(NOW + 1, HERE)
    assert [one.id for one in any_store.outbox.lease(NOW + 1, 5, 30.0)] == [last]


def test_what_is_put_before_a_parcel_at_work_waits_for_it(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW + 1, HERE)
    assert any_store.outbox.lease(NOW + 2, 5, 30.0)
    with any_store.engine.begin() as db:  # what answers an older question
        enqueue(db, Seal(), "older", HERE, NOW + 2, since=NOW)
    assert not any_store.outbox.lease(NOW + 2, 5, 30.0)


def test_what_stands_behind_a_dead_process_or_a_parcel_that_is_put_off_goes_on(any_store: Store) -> None:
    outbox = any_store.outbox
    first, second, third = (outbox.enqueue(NOW + i, HERE) for i in range(3))
    assert outbox.lease(NOW + 9, 5, 30.0)
    [again] = outbox.lease(NOW + 40, 5, 30.0)
    assert again.id == first
    outbox.put_off(NOW + 40, again, 50.0, "TimeoutError", counts=True, is_uncertain=True)
    [next_one] = outbox.lease(NOW + 41, 5, 30.0)
    outbox.progress(next_one, [Sent("2.2", "d")], is_whole=True)
    assert next_one.id == second
    assert [one.id for one in outbox.lease(NOW + 95, 5, 30.0)] == [first]
    assert outbox.lease(NOW + 95, 5, 30.0) == (), third


@on_each_database
def test_processes_side_by_side_keep_the_order_of_a_conversation(database: str) -> None:
    """More than one read takes in, so that who finds some of them held would come to later ones."""
    with opened(database) as store:
        ids = [store.outbox.enqueue(NOW + i, HERE, f"parcel {i:03}") for i in range(100)]

    turn, posted = Lock(), list[str]()

    def deliver(store: Store) -> bool:
        is_alone = True
        while len(posted) < len(ids):
            for delivery in store.outbox.lease(NOW + 200, 4, 30.0):
                if is_mine := turn.acquire(blocking=False):
                    store.outbox.find(delivery.id)  # takes a moment, as Slack does
                    turn.release()
                is_alone &= is_mine
                posted.append(delivery.id)
                store.outbox.progress(delivery, [Sent("2.2", "d")], is_whole=True)
        return is_alone

    assert all(at_once(database, deliver))
    assert posted == ids


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


def test_it_is_known_how_often_a_parcel_was_tried_and_whether_it_may_have_arrived(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    [first] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.put_off(NOW, first, 5.0, "rate_limited", counts=False, is_uncertain=False)
    assert any_store.outbox.lease(NOW + 4, 1, 30.0) == ()
    [second] = any_store.outbox.lease(NOW + 5, 1, 30.0)
    assert (second.attempts, second.is_uncertain) == (1, False)
    any_store.outbox.put_off(NOW + 5, second, 1.0, "ClientConnectorError", counts=True, is_uncertain=False)
    [third] = any_store.outbox.lease(NOW + 6, 1, 30.0)
    assert (third.attempts, third.is_uncertain) == (2, False)
    any_store.outbox.put_off(NOW + 6, third, 1.0, "TimeoutError", counts=True, is_uncertain=True)
    [fourth] = any_store.outbox.lease(NOW + 7, 1, 30.0)
    assert (fourth.attempts, fourth.is_uncertain) == (3, True)
    any_store.outbox.put_off(NOW + 7, fourth, 1.0, "rate_limited", counts=False, is_uncertain=False)
    [fifth] = any_store.outbox.lease(NOW + 8, 1, 30.0)
    assert (fifth.attempts, fifth.is_uncertain) == (3, True)


def test_a_dead_process_leaves_its_parcel_to_the_next_which_knows_that_it_was_tried(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    any_store.outbox.lease(NOW, 1, 30.0)
    assert any_store.outbox.lease(NOW + 29, 1, 30.0) == ()
    [heir] = any_store.outbox.lease(NOW + 31, 1, 30.0)
    assert (heir.attempts, heir.is_uncertain) == (2, True)


@pytest.mark.parametrize("ahead", [300.0, 86_400.0], ids=["five minutes", "a day"])
def test_what_a_clock_that_was_ahead_has_leased_or_put_off_waits_for_nobody(
    any_store: Store, ahead: float
) -> None:
    outbox, then = any_store.outbox, NOW + ahead
    outbox.enqueue(then, HERE, "leased")
    outbox.enqueue(then, THERE, "put off")
    _, other = outbox.lease(then, 5, 30.0)
    outbox.put_off(then, other, 60.0, "TimeoutError", counts=True, is_uncertain=False)
    outbox.enqueue(then, replace(HERE, address=Address("T", "C3")), "new")
    assert {one.id for one in outbox.lease(NOW, 5, 30.0)} == {"leased", "put off", "new"}
    assert not outbox.lease(NOW, 5, 30.0)


def test_what_another_machine_has_just_leased_is_left_to_it_though_its_clock_is_ahead(
    any_store: Store,
) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    assert any_store.outbox.lease(NOW + 20, 5, 30.0)
    assert not any_store.outbox.lease(NOW, 5, 30.0)


def test_what_is_put_off_for_long_is_tried_after_a_minute(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    [first] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.put_off(NOW, first, 9_999.0, "TimeoutError", counts=True, is_uncertain=True)
    assert not any_store.outbox.lease(NOW + 59, 1, 30.0)
    assert any_store.outbox.lease(NOW + 60, 1, 30.0)


def test_only_some_channels_can_be_looked_at(any_store: Store) -> None:
    first, second = any_store.outbox.enqueue(NOW, HERE), any_store.outbox.enqueue(NOW + 1, THERE)
    assert [one.id for one in any_store.outbox.lease(NOW + 9, 5, 30.0, among=["C2/"])] == [second]
    assert not any_store.outbox.lease(NOW + 9, 5, 30.0, ["C1/"], among=["C1/"])
    assert [one.id for one in any_store.outbox.lease(NOW + 9, 5, 30.0, among=["C1/", "C2/"])] == [first]


def test_a_parcel_of_an_older_version_is_due_since_it_was_made(any_store: Store) -> None:
    id_ = any_store.outbox.enqueue(NOW, HERE)
    with any_store.engine.begin() as db:
        db.execute(text("UPDATE outbox SET due_since = 0"))
    found = any_store.outbox.find(id_)
    assert found
    assert found.due_since == any_store.backlog().oldest_parcel_at == NOW


def test_what_is_given_up_is_due_no_more(any_store: Store) -> None:
    any_store.outbox.enqueue(NOW, HERE)
    [delivery] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.give_up(delivery, "is_archived")
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


def test_what_one_person_sees_alone_does_not_wait_for_what_stands_in_the_channel(any_store: Store) -> None:
    alone = [replace(HERE, address=replace(HERE.address, person=who)) for who in ("U1", "U2", "U1")]
    ids = [any_store.outbox.enqueue(NOW + at, parcel) for at, parcel in enumerate([HERE, HERE, *alone])]
    busy = [HERE.address.lane]
    leased = [one.id for one in any_store.outbox.lease(NOW + 9, 9, 30.0, resting=busy)]
    assert leased == [ids[2], ids[3]], "each of them in the order in which it was put"
    for one in any_store.outbox.lease(NOW + 9, 9, 30.0):
        assert one.id == ids[0]
        any_store.outbox.progress(one, [Sent("2.2", "d")], is_whole=True)
    assert [one.id for one in any_store.outbox.lease(NOW + 9, 9, 30.0)] == [ids[1]]


def test_what_was_changed_meanwhile_is_not_given_up(any_store: Store) -> None:
    put = any_store.outbox.enqueue(NOW, HERE)
    [tried] = any_store.outbox.lease(NOW, 1, 30.0)
    any_store.outbox.enqueue(NOW, replace(HERE, messages=[]), put)  # its question was deleted
    any_store.outbox.give_up(tried, "msg_too_long")
    [again] = any_store.outbox.lease(NOW, 1, 30.0)
    assert (again.id, again.parcel.messages) == (put, [])


def posted(store: Store, now: float, *, interval: float = 1.0, burst: int = 4, messages: int = 1) -> bool:
    """Whether some process may post now what is due first; it does so."""
    for delivery in store.outbox.lease(now, 1, 30.0, ahead=interval * (burst - 1)):
        sent = [Sent("2.2", "d")] * messages
        store.outbox.progress(delivery, sent, is_whole=True, now=now, counts=interval * messages)
        return True
    return False


def test_after_a_burst_a_conversation_rests_in_all_processes_and_others_do_not(any_store: Store) -> None:
    for number in range(6):
        any_store.outbox.enqueue(NOW + number / 100, HERE)
    assert [posted(any_store, NOW + 9) for _ in range(5)] == [True, True, True, True, False]
    any_store.outbox.enqueue(NOW + 1, THERE)
    assert [posted(any_store, NOW + 9.5) for _ in range(2)] == [True, False], "there, not here"
    assert [posted(any_store, NOW + 10) for _ in range(2)] == [True, False]


def test_a_parcel_of_several_messages_counts_as_many(any_store: Store) -> None:
    for number in range(3):
        any_store.outbox.enqueue(NOW + number / 100, HERE)
    assert [posted(any_store, NOW + 9, messages=3) for _ in range(3)] == [True, True, False]
    assert [posted(any_store, NOW + second) for second in (11.9, 12)] == [False, True]


@pytest.mark.parametrize("is_late", [False, True], ids=["while it is posted", "when it stands there"])
def test_what_was_posted_counts_though_it_is_changed(any_store: Store, *, is_late: bool) -> None:
    put = any_store.outbox.enqueue(NOW, HERE)
    any_store.outbox.enqueue(NOW + 0.1, HERE, "next")

    def change() -> None:
        any_store.outbox.enqueue(NOW, replace(HERE, messages=[{"text": "二", "blocks": []}]), put)

    [delivery] = any_store.outbox.lease(NOW, 1, 30.0, ahead=0.0)
    if not is_late:
        change()
    any_store.outbox.progress(delivery, [Sent("2.2", "d")], is_whole=True, now=NOW, counts=1.0)
    if is_late:
        change()
    assert not any_store.outbox.lease(NOW + 0.9, 2, 30.0, ahead=0.0)
    [edit] = any_store.outbox.lease(NOW + 1, 2, 30.0, ahead=0.0)
    any_store.outbox.progress(edit, [Sent("2.2", "e")], is_whole=True, now=NOW + 1)
    assert [one.id for one in any_store.outbox.lease(NOW + 1, 1, 30.0, ahead=0.0)] == ["next"], (
        "it is no post"
    )


@pytest.mark.parametrize("ahead", [0.0, 3.0])
def test_while_slack_wants_nothing_of_a_conversation_no_process_takes_anything_for_it(
    any_store: Store, ahead: float
) -> None:
    first = any_store.outbox.enqueue(NOW, HERE)
    for at, parcel in enumerate((HERE, THERE), 1):
        any_store.outbox.enqueue(NOW + at, parcel, f"after it {parcel.address.channel}")
    lease = partial(any_store.outbox.lease, seconds=30.0, ahead=ahead)
    [delivery] = lease(NOW, 1)
    any_store.outbox.put_off(
        NOW, delivery, 5.0, "rate_limited", counts=False, is_uncertain=False, ahead=ahead
    )
    any_store.outbox.enqueue(NOW + 1, replace(HERE, messages=[]), first)  # its question was deleted
    assert [one.id for one in lease(NOW + 4.9, 5)] == ["after it C2"]
    assert [one.id for one in lease(NOW + 5, 5)] == [first]


def test_no_conversation_rests_for_what_a_clock_wrote_that_was_set_back(any_store: Store) -> None:
    for number in range(2):
        any_store.outbox.enqueue(NOW + number / 100, HERE)
    once = partial(posted, any_store, burst=1)
    assert [once(NOW + 3_600), once(NOW + 3_600), once(NOW + 9)] == [True, False, True]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example empties it
@given(
    st.floats(0.1, 5),
    st.integers(1, 6),
    st.lists(st.floats(0, 3, allow_subnormal=False), min_size=5, max_size=30),
)
def test_no_window_holds_more_than_a_burst_and_one_each_interval(
    store: Store, interval: float, burst: int, pauses: list[float]
) -> None:
    with store.engine.begin() as db:
        db.execute(text("DELETE FROM outbox"))
    for number in range(len(pauses)):
        store.outbox.enqueue(NOW + number / 100, HERE)
    now, times = NOW + 9, list[float]()
    for pause in pauses:
        now += pause
        if posted(store, now, interval=interval, burst=burst):
            times.append(now)
    for first, start in enumerate(times):
        for last, end in enumerate(times[first:], first):
            assert last - first + 1 <= burst + (end - start) / interval + 1e-6
