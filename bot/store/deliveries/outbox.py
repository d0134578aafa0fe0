"""The parcels that Slack is to show, each delivered exactly once however often it is tried."""

import json
import math
import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, case, func, or_, select, update

from bot.store.database.opening import one_statement
from bot.store.deliveries import statements
from bot.store.deliveries.parcels import Address, Delivery, Hold, Parcel, Sent
from bot.store.inquiries.leases import SHUT, furthest
from bot.store.personal.sealing import SHUT_FOR, Seal, all_opened, opened
from bot.store.tables import outbox

LONGEST_WAIT = 60.0  # seconds between two tries: whoever waits has it a minute after Slack is well again
_WORD = 64  # characters that are kept of why


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
            locks = db.dialect.name == "postgresql"
            first = db.execute(statements.first(is_among=among is not None, locks=locks), which)
            found = {row.id: row for row in first}
            if not found:
                return ()
            held = {"ids": list(found), "until": now + seconds}
            if locks:
                held |= {"now": now, "furthest_lease": which["furthest_lease"]}
            rows = {row.id: row for row in db.execute(statements.leased(locks=locks), held)}
            taken = all_opened(self._delivery, (rows[id_] for id_ in found if id_ in rows))
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
                db.execute(statements.whole(is_paced=counts > 0), known)
            else:
                db.execute(statements.change(), shown)

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


def enqueue(  # noqa: PLR0913  # what a row needs
    db: Connection,
    seal: Seal,
    id: str,  # noqa: A002  # the column's name
    parcel: Parcel,
    now: float,
    *,
    since: float | None = None,
    may_be_said: bool = False,
    hold: Hold | None = None,
) -> Delivery | None:
    """Write a parcel within a transaction: a new one, or new messages for one that is there.

    `since` is when somebody began to wait for it, if that was earlier; one that `may_be_said` is looked up before. A
    new one that is to be held is leased where its lane is free, and returned; the caller is alone there.
    """
    waits_since = now if since is None else since
    is_held = hold is not None and _is_free(db, parcel.address.lane, now + hold.ahead, now)
    new = seal.columns(outbox, parcel.address) | {
        "id": id,
        "purpose": parcel.purpose,
        "subject": parcel.subject,
        "series": parcel.series,
        "number": parcel.number,
        "sealed_messages": seal.seal(json.dumps(list(parcel.messages), ensure_ascii=False)),
        "state": "due",
        "not_before": now,
        "created_at": waits_since,
        "due_since": now,
        "is_uncertain": may_be_said or is_held,  # until it is known how the try ended
        "lease_until": now + hold.seconds if hold and is_held else 0.0,
        "attempts": int(is_held),
    }
    version = db.scalar(statements.put(db.dialect.name), new)
    if version or not is_held:
        return None
    return Delivery(id, parcel, (), 0, 1, may_be_said, waits_since, max(now, waits_since))


def _is_free(db: Connection, lane: str, ahead: float, now: float) -> bool:
    which = {"in_lane": lane, "ahead": ahead, "furthest": furthest(now, LONGEST_WAIT)}
    return bool(db.scalar(statements.lane_is_free(), which))
