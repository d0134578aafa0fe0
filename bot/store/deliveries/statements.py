"""What every parcel asks of the database: a statement takes longer to build than to run, and is built once.

Their parameters are named in the docstrings.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    Double,
    FromClause,
    Select,
    Update,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.store.database.locks import is_alone_in
from bot.store.database.opening import insert_into
from bot.store.inquiries.leases import has_passed, is_free, is_held
from bot.store.tables import DUE, outbox

_READ_AT_ONCE = 64


def _lane(table: FromClause) -> ColumnElement[str]:
    """`Address.lane` of the columns."""
    return table.c.channel + "/" + table.c.person


_LANE = _lane(outbox)


@cache
def first(*, is_among: bool, locks: bool) -> Select[Any]:
    """The first parcels of their lanes, the oldest first: those that are due, outside of `resting` and held lanes.

    Parameters: `now`, `furthest_lease`, `furthest`, `limit`, `ahead`, `resting`, `among` if it `is_among` these lanes.
    Which parcel is the first is told before any is locked: the second is none, though another has locked the first.
    With `locks` their lanes are locked, too: what somebody puts there meanwhile to post it is not seen yet.
    """
    is_time, free = has_passed(outbox.c.not_before, "furthest"), is_free(outbox, "furthest_lease")
    of_lanes = [_LANE.in_(bindparam("among", expanding=True))] if is_among else []
    resting = select(_LANE).where(*_counting(outbox, "ahead"))
    oldest = (
        select(outbox.c.id, _LANE.label("lane"), outbox.c.created_at)
        .where(DUE, is_time, free, _LANE.not_in(_held(outbox)), _LANE.not_in(resting))
        .where(_LANE.not_in(bindparam("resting", expanding=True)), *of_lanes)
        .order_by(outbox.c.created_at)
        .limit(_READ_AT_ONCE)
        .cte("oldest")
    )
    place = func.row_number().over(partition_by=oldest.c.lane, order_by=oldest.c.created_at)
    in_lane = func.count().over(partition_by=oldest.c.lane).label("in_lane")
    placed = select(oldest.c.id, place.label("place"), in_lane).cte("placed")
    found = (
        select(outbox.c.id, outbox.c.is_uncertain, placed.c.in_lane)
        .join(placed, placed.c.id == outbox.c.id)
        .where(placed.c.place == 1, DUE, free)
        .order_by(outbox.c.created_at)
        .limit(bindparam("limit"))
        .with_for_update(of=outbox, skip_locked=True)
    )
    if not locks:
        return found
    chosen = found.add_columns(outbox.c.tenant, _LANE.label("lane")).cte("chosen")
    is_alone = is_alone_in(chosen.c.tenant, chosen.c.lane)
    return select(chosen.c.id, chosen.c.is_uncertain, chosen.c.in_lane).where(is_alone)


def _held(table: FromClause) -> Select[str]:
    """The lanes in which somebody holds a parcel."""
    is_due = table.c.state == literal_column("'due'")
    is_leased = table.c.lease_until > literal_column("0")  # as the index says it
    return select(_lane(table)).where(is_due, is_leased, is_held(table, "furthest_lease"))


@cache
def leased(*, locks: bool) -> ReturningUpdate[Any]:
    """The parcels `ids`, held `until`; where `first` `locks`, those of lanes that nobody held by then."""
    leased = update(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    if locks:
        leased = leased.where(_LANE.not_in(_held(outbox.alias("other"))))
    at_work = leased.values(lease_until=bindparam("until"), attempts=outbox.c.attempts + 1)
    return at_work.values(is_uncertain=True).returning(outbox)  # until it is known how the try ended


@cache
def lane_is_free() -> Select[bool]:
    """Whether nothing is due in the lane `in_lane`, and nothing there counts after `ahead` (to `furthest`)."""
    in_lane = bindparam("in_lane") == _LANE
    is_due = exists(select(outbox.c.id).where(DUE, in_lane))
    return select(~or_(is_due, exists(select(outbox.c.id).where(*_counting(outbox, "ahead"), in_lane))))


@cache
def change() -> Update:
    """What becomes of a parcel: `of`."""
    return update(outbox).where(outbox.c.id == bindparam("of"))


@cache
def whole(*, is_paced: bool) -> Update:
    """Sent, unless it was changed since `in_version`.

    Where it `is_paced`, it `counts` for so many seconds `after` then, and after all that counts `in_lane`.
    """
    is_same = outbox.c.version == bindparam("in_version")
    whole = change().values(state=case((is_same, "sent"), else_="due"))
    if not is_paced:
        return whole
    other = outbox.alias("other")
    is_there = _lane(other) == bindparam("in_lane")
    last = select(func.max(other.c.paced_until)).where(*_counting(other, "after"), is_there)
    until = func.coalesce(last.scalar_subquery(), bindparam("after", type_=Double())) + bindparam("counts")
    return whole.values(paced_until=until)


def _counting(table: FromClause, since: str) -> tuple[ColumnElement[bool], ...]:
    """What counts to the pace of its conversation after the parameter that is named.

    What lies ahead of all that can count was written before the clock was set back.
    """
    until = table.c.paced_until
    return until > literal_column("0"), until > bindparam(since), until <= bindparam("furthest")


@cache
def put(dialect: str) -> ReturningInsert[tuple[int]]:
    """A parcel put, or put again: due since it first was, and where nothing stands yet, maybe for other eyes.

    Its version: 0 where it is new.
    """
    new, old = insert_into(dialect, outbox), outbox.c
    again = {name: new.excluded[name] for name in ("sealed_messages", "state", "not_before")}
    since = case((old.state == "due", old.due_since), else_=new.excluded.due_since)
    person = case((old.sent == "[]", new.excluded.person), else_=old.person)
    changed = again | {"version": old.version + 1, "due_since": since, "person": person}
    on_conflict = new.on_conflict_do_update(index_elements=outbox.primary_key, set_=changed)
    return on_conflict.returning(old.version)
