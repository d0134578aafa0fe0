"""The parcels that Slack is to show, each delivered exactly once however often it is tried."""

import json
import math
import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Double,
    Engine,
    Executable,
    FromClause,
    Row,
    Select,
    Update,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.store.database.opening import insert_into, one_statement
from bot.store.deliveries.parcels import Address, Delivery, Parcel, Sent
from bot.store.inquiries.leases import SHUT, furthest, has_passed, is_free, is_held
from bot.store.personal.sealing import SHUT_FOR, Seal, all_opened, opened
from bot.store.tables import DUE, HELD, outbox

LONGEST_WAIT = 60.0  # seconds between two tries: whoever waits has it a minute after Slack is well again
_READ_AT_ONCE = 64
_WORD = 64  # characters that are kept of why
_LANE = outbox.c.channel + "/" + outbox.c.person  # as Address says it


class Outbox:
    """The parcels of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def enqueue(self, now: float, parcel: Parcel, id: str = "") -> str:  # noqa: A002  # the column's name
        """Have a parcel delivered; one with the same id is changed to it. Returns the id."""
        key = id or uuid.uuid4().hex
        with self._engine.begin() as db:
            enqueue(db, self._seal, key, parcel, now)
        return key

    def lease(  # noqa: PLR0913  # which parcels, by name
        self,
        now: float,
        limit: int,
        seconds: float,
        resting: Collection[str] = (),
        *,
        among: Collection[str] | None = None,
        ahead: float = math.inf,
    ) -> tuple[Delivery, ...]:
        """The oldest parcels that are due, for this caller alone: one a lane, none where a lane is `resting`.

        Nor is one taken where another process is still at what stands before it in its lane, or what was posted there
        counts for more than `ahead` seconds yet. `among`: only in these lanes. Those that no secret opens are left
        alone for an hour.
        """
        which: dict[str, Any] = {
            "now": now,
            "furthest_lease": furthest(now, seconds),
            "furthest": furthest(now, LONGEST_WAIT),
            "limit": limit,
            "ahead": now + ahead,
            "resting": list(resting),
        }
        if among is not None:
            which |= {"among": list(among)}
        with self._engine.begin() as db:
            first = db.execute(_first(is_among=among is not None), which)
            found = {row.id: row for row in first}
            if not found:
                return ()
            held = {"ids": list(found), "until": now + seconds}
            rows = {row.id: row for row in db.execute(_leased(), held)}
            taken = all_opened(self._delivery, (rows[id_] for id_ in found))
            if shut := rows.keys() - {each.id for each in taken}:
                left_alone = update(outbox).where(outbox.c.id.in_(shut))
                db.execute(left_alone.values(lease_until=now + SHUT_FOR, attempts=SHUT))
        return tuple(
            replace(each, is_uncertain=found[each.id].is_uncertain, is_followed=found[each.id].in_lane > 1)
            for each in taken
        )

    def progress(
        self,
        delivery: Delivery,
        sent: Sequence[Sent],
        *,
        is_whole: bool,
        now: float = 0.0,
        counts: float = 0.0,
    ) -> None:
        """Write down what Slack shows now; `is_whole`: that is all, unless the parcel was changed meanwhile.

        What was posted `now` `counts` for so many seconds to the pace of its conversation, after all that counts yet:
        the generic cell rate algorithm, whose theoretical arrival time is the last of them.
        """
        shown = {"of": delivery.id, "sent": json.dumps([asdict(one) for one in sent])}
        done = {"lease_until": 0.0, "attempts": 0, "is_uncertain": False, "why": ""}
        with one_statement(self._engine) as db:
            if is_whole:
                known = shown | done | {"in_version": delivery.version}
                if counts:
                    known |= {"counts": counts, "after": now, "furthest": furthest(now, LONGEST_WAIT)}
                    known |= {"in_lane": delivery.parcel.address.lane}
                db.execute(_whole(is_paced=counts > 0), known)
            else:
                db.execute(_change(), shown)

    def put_off(  # noqa: PLR0913  # what became of a try, by name
        self,
        now: float,
        delivery: Delivery,
        seconds: float,
        why: str,
        *,
        counts: bool,
        is_uncertain: bool,
        ahead: float | None = None,
    ) -> None:
        """Try again in so many seconds, a minute at most; `why` it was put off, in a word of Slack's or the system's.

        `counts`: as an attempt; `is_uncertain`: Slack may have taken it. With `ahead`, as `lease` has it, the whole
        conversation rests for as long, in all processes.
        """
        wait = min(seconds, LONGEST_WAIT)
        rests = {} if ahead is None else {"paced_until": now + wait + ahead}
        self._update(
            delivery,
            lease_until=0.0,
            not_before=now + wait,
            attempts=delivery.attempts - int(not counts),
            is_uncertain=delivery.is_uncertain or is_uncertain,
            why=why[:_WORD],
            **rests,
        )

    def give_up(self, delivery: Delivery, why: str) -> None:
        """Slack will never take it, or did not for too long: a dead letter, unless it was changed meanwhile."""
        state = case((outbox.c.version == delivery.version, "given_up"), else_="due")
        is_uncertain = delivery.is_uncertain
        self._update(delivery, state=state, lease_until=0.0, is_uncertain=is_uncertain, why=why[:_WORD])

    def find(self, id: str) -> Delivery | None:  # noqa: A002  # the column's name
        """A parcel by its id."""
        with self._engine.begin() as db:
            row = db.execute(select(outbox).where(outbox.c.id == id)).one_or_none()
        return opened(self._delivery, row)

    def together(self, key: str) -> Sequence[Delivery]:
        """The parcel of this id, or those that are about it."""
        which = select(outbox).where(or_(outbox.c.id == key, outbox.c.subject == key)).order_by(outbox.c.id)
        with self._engine.begin() as db:
            rows = db.execute(which).all() if key else []
        return all_opened(self._delivery, rows)

    def last_number(self, series: str) -> int:
        """The number of the last parcel of a series; 0 where none is there."""
        with self._engine.begin() as db:
            return db.scalar(select(func.max(outbox.c.number)).where(outbox.c.series == series)) or 0

    def _update(self, delivery: Delivery, **values: object) -> None:
        with self._engine.begin() as db:
            db.execute(update(outbox).where(outbox.c.id == delivery.id).values(values))

    def _delivery(self, row: Row[Any]) -> Delivery:
        address = self._seal.read(Address, row)
        messages = json.loads(self._seal.open(row.sealed_messages))
        parcel = self._seal.read(Parcel, row, address=address, messages=messages)
        sent = tuple(Sent(**one) for one in json.loads(row.sent))
        # An older version beside this one does not say since when.
        since = max(row.due_since, row.created_at)
        return self._seal.read(Delivery, row, parcel=parcel, sent=sent, due_since=since, is_followed=False)


# A statement takes longer to build than to run: what every parcel needs is built once.
@cache
def _first(*, is_among: bool) -> Select[Any]:
    """The first parcels of their lanes, the oldest first: those that are due, outside of `resting` and held lanes.

    Which parcel is the first is told before any is locked: the second is none, though another has locked the first.
    """
    is_time, free = has_passed(outbox.c.not_before, "furthest"), is_free(outbox, "furthest_lease")
    of_lanes = [_LANE.in_(bindparam("among", expanding=True))] if is_among else []
    resting = select(_LANE).where(*_counting(outbox, "ahead"))
    held = select(_LANE).where(HELD, is_held(outbox, "furthest_lease"))
    oldest = (
        select(outbox.c.id, _LANE.label("lane"), outbox.c.created_at)
        .where(DUE, is_time, free, _LANE.not_in(held), _LANE.not_in(resting))
        .where(_LANE.not_in(bindparam("resting", expanding=True)), *of_lanes)
        .order_by(outbox.c.created_at)
        .limit(_READ_AT_ONCE)
        .cte("oldest")
    )
    place = func.row_number().over(partition_by=oldest.c.lane, order_by=oldest.c.created_at)
    in_lane = func.count().over(partition_by=oldest.c.lane).label("in_lane")
    placed = select(oldest.c.id, place.label("place"), in_lane).cte("placed")
    return (
        select(outbox.c.id, outbox.c.is_uncertain, placed.c.in_lane)
        .join(placed, placed.c.id == outbox.c.id)
        .where(placed.c.place == 1, DUE, free)
        .order_by(outbox.c.created_at)
        .limit(bindparam("limit"))
        .with_for_update(of=outbox, skip_locked=True)
    )


@cache
def _leased() -> ReturningUpdate[Any]:
    leased = update(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    at_work = leased.values(lease_until=bindparam("until"), attempts=outbox.c.attempts + 1)
    return at_work.values(is_uncertain=True).returning(outbox)  # until it is known how the try ended


@cache
def _change() -> Update:
    return update(outbox).where(outbox.c.id == bindparam("of"))


@cache
def _whole(*, is_paced: bool) -> Update:
    """Sent, unless it was changed meanwhile."""
    is_same = outbox.c.version == bindparam("in_version")
    whole = _change().values(state=case((is_same, "sent"), else_="due"))
    if not is_paced:
        return whole
    other = outbox.alias("other")
    is_there = other.c.channel + "/" + other.c.person == bindparam("in_lane")
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
def _put(dialect: str) -> Executable:
    """A parcel put, or put again: due since it first was, and where nothing stands yet, maybe for other eyes."""
    new, old = insert_into(dialect, outbox), outbox.c
    again = {name: new.excluded[name] for name in ("sealed_messages", "state", "not_before")}
    since = case((old.state == "due", old.due_since), else_=new.excluded.due_since)
    person = case((old.sent == "[]", new.excluded.person), else_=old.person)
    changed = again | {"version": old.version + 1, "due_since": since, "person": person}
    return new.on_conflict_do_update(index_elements=outbox.primary_key, set_=changed)


def enqueue(  # noqa: PLR0913  # what a row needs
    db: Connection,
    seal: Seal,
    id: str,  # noqa: A002  # the column's name
    parcel: Parcel,
    now: float,
    *,
    since: float | None = None,
    may_be_said: bool = False,
) -> None:
    """Write a parcel within a transaction: a new one, or new messages for one that is there.

    `since` is when somebody began to wait for it, if that was earlier; one that `may_be_said` is looked up before.
    """
    new = seal.columns(outbox, parcel.address) | {
        "id": id,
        "purpose": parcel.purpose,
        "subject": parcel.subject,
        "series": parcel.series,
        "number": parcel.number,
        "sealed_messages": seal.seal(json.dumps(list(parcel.messages), ensure_ascii=False)),
        "state": "due",
        "not_before": now,
        "created_at": now if since is None else since,
        "due_since": now,
        "is_uncertain": may_be_said,
    }
    db.execute(_put(db.dialect.name), new)
