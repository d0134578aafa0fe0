"""A message tells of several items: each is shown as it is, whatever becomes of the others meanwhile."""

from dataclasses import replace

from bot.desk import Item, ItemState
from bot.store import Closed, Closing, Store

from tests.store.desk.test_desk import PARCEL, refused, settled, sorted_in
from tests.store.stored_questions import NOW

DIGEST = "d" * 32
TOLD = {DIGEST: replace(PARCEL, messages=[{"text": "as it was"}])}


def told_together(store: Store) -> tuple[Item, Item]:
    items = [sorted_in(store, refused(store, person)) for person in ("U1", "U2")]
    assert store.desk.tell(NOW, "digest", items, {DIGEST: PARCEL}, DIGEST)
    first, second = (store.desk.find(item.id) or item for item in items)
    return first, second


def is_as_it_was(store: Store) -> bool:
    found = store.outbox.find(DIGEST)
    return found is not None and found.parcel == TOLD[DIGEST]


def test_beside_one_that_went_to_somebody_else_no_message_is_drawn_as_it_was_before(any_store: Store) -> None:
    gone, other = told_together(any_store)
    assert any_store.desk.route(NOW, gone, "食堂组", "#canteen", "U9", told={})
    assert not any_store.desk.redraw(NOW, [gone, other], TOLD[DIGEST], DIGEST)
    late = settled(other, told=TOLD, beside=[gone])
    assert any_store.desk.close(NOW, late) is Closed.OTHERS_ASKED
    assert not is_as_it_was(any_store)
    left = any_store.desk.told_by(DIGEST)
    assert [item.id for item in left] == [other.id]
    assert any_store.desk.close(NOW, replace(late, beside=[])) is Closed.DONE
    assert is_as_it_was(any_store)


def test_beside_one_that_was_dealt_with_nothing_goes_to_somebody_else_as_if_it_waited(
    any_store: Store,
) -> None:
    done, other = told_together(any_store)
    assert any_store.desk.close(NOW, settled(done)) is Closed.DONE
    assert not any_store.desk.route(NOW, other, "食堂组", "#canteen", "U9", told=TOLD, beside=[done])
    assert not is_as_it_was(any_store)
    by_now = any_store.desk.find(done.id) or done
    assert any_store.desk.route(NOW, other, "食堂组", "#canteen", "U9", told=TOLD, beside=[by_now])
    assert is_as_it_was(any_store)


def test_what_was_changed_meanwhile_is_not_drawn_as_still_to_be_changed(any_store: Store) -> None:
    item, _ = told_together(any_store)
    assert any_store.desk.close(NOW, settled(item, state=ItemState.CHANGING)) is Closed.DONE
    changing = any_store.desk.find(item.id) or item
    assert any_store.desk.close(NOW, Closing(changing, ItemState.CHANGED, "U9")) is Closed.DONE
    assert not any_store.desk.redraw(NOW, [changing], TOLD[DIGEST], DIGEST)
    assert not is_as_it_was(any_store)
