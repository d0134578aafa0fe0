"""Who was asked to sign what a publication changed, how often, and who has: each written with what is posted of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Double,
    Engine,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.onboarding.acknowledgements import Acknowledgement, Signer
from bot.onboarding.signatures import Signature, SignedClause
from bot.store.database.opening import added
from bot.store.database.tenancy import index, refers, tenant, tenant_of
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.onboarding.signatures import appended
from bot.store.onboarding.tables import signature
from bot.store.personal.sealing import Seal
from bot.store.tables import metadata, moment

acknowledgement = Table(
    "acknowledgement",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),
    Column("book", String(200), nullable=False),
    Column("place", Integer, nullable=False),  # in the log of publications
    Column("day", String(10), nullable=False),
    Column("due", String(10), nullable=False),
    Column("who", Text, nullable=False),  # JSON: keys of audiences; []: all
    Column("begun_at", Double, nullable=False),
    Column("closed_at", Double, nullable=False),  # 0: it goes on
)

acknowledged_clause = Table(
    "acknowledged_clause",
    metadata,
    tenant(),
    Column("acknowledgement", String(32), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("old", String(200), nullable=False),  # its name before; empty: it is new
    refers("acknowledgement", "acknowledgement", goes_along=True),
)

signer = Table(
    "signer",
    metadata,
    tenant(),
    Column("acknowledgement", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("asked_at", Double, nullable=False),
    Column("reminders", Integer, nullable=False),
    Column("reminded_at", Double, nullable=False),
    Column("signed_at", Double, nullable=False),  # 0: not yet
    refers("acknowledgement", "acknowledgement", goes_along=True),
    index("person"),
    index("asked_at"),
)
# Whether somebody has signed, the chain says alone: what stands in their row can be altered unseen.
_IN_CHAIN = (
    select(func.min(signature.c.signed_at))
    .where(signature.c.person == signer.c.person, signature.c.enrolment == signer.c.acknowledgement)
    .correlate(signer)
    .scalar_subquery()
)
_SIGNERS = select(signer, func.coalesce(_IN_CHAIN, 0.0).label("in_chain"))
Parcels = Mapping[str, Parcel]


class Acknowledgements:
    """What is signed, in all processes on one database. Parcels are given by their ids."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def begin(self, now: float, new: Acknowledgement) -> bool:
        """From now on people are asked; False where another process began it."""
        row = {
            "id": new.id,
            "book": new.book,
            "place": new.place,
            "day": new.day.isoformat(),
            "due": new.due.isoformat(),
            "who": json.dumps(new.who, ensure_ascii=False),
            "begun_at": now,
            "closed_at": 0.0,
        }
        clauses = [
            {"acknowledgement": new.id, "position": position, "name": name, "old": old}
            for position, (name, old) in enumerate(new.clauses.items())
        ]
        with self._engine.begin() as db:
            if not added(db, acknowledgement, row):
                return False
            db.execute(insert(acknowledged_clause), clauses)
        return True

    def known(self) -> frozenset[str]:
        """The ids of all that was ever begun."""
        with self._engine.begin() as db:
            return frozenset(db.scalars(select(acknowledgement.c.id)))

    def all(self, *, is_open: bool = False) -> Sequence[Acknowledgement]:
        """All, or those that go on, the oldest first."""
        which = (acknowledgement.c.closed_at == 0,) if is_open else ()
        found = (
            select(acknowledgement).where(*which).order_by(acknowledgement.c.begun_at, acknowledgement.c.id)
        )
        with self._engine.begin() as db:
            return [_read(db, row) for row in db.execute(found).all()]

    def signed_late(self, now: float, seconds: float) -> Sequence[Acknowledgement]:
        """Those that somebody signed in the last so many seconds, after they were closed."""
        is_late = (signer.c.signed_at > now - seconds, signer.c.signed_at >= acknowledgement.c.closed_at)
        signed = select(signer.c.acknowledgement).where(
            signer.c.acknowledgement == acknowledgement.c.id, *is_late
        )
        found = select(acknowledgement).where(acknowledgement.c.closed_at > 0, signed.exists())
        with self._engine.begin() as db:
            return [_read(db, row) for row in db.execute(found).all()]

    def find(self, id: str) -> Acknowledgement | None:  # noqa: A002  # the column's name
        """One of them."""
        with self._engine.begin() as db:
            row = db.execute(select(acknowledgement).where(acknowledgement.c.id == id)).one_or_none()
            return _read(db, row) if row else None

    def signers(self, id: str) -> Mapping[str, Signer]:  # noqa: A002  # the column's name
        """Who was asked, by their ids."""
        with self._engine.begin() as db:
            rows = db.execute(_SIGNERS.where(signer.c.acknowledgement == id).order_by(signer.c.person))
            return {row.person: _signer(row) for row in rows}

    def signer(self, id: str, person: str) -> Signer | None:  # noqa: A002  # the column's name
        """One of them."""
        theirs = (signer.c.acknowledgement == id, signer.c.person == person)
        with self._engine.begin() as db:
            row = db.execute(_SIGNERS.where(*theirs)).one_or_none()
            return _signer(row) if row else None

    def asked_within(self, now: float, seconds: float) -> int:
        """How many people were asked or reminded in the last so many seconds, by all processes."""
        lately = or_(
            (signer.c.asked_at > now - seconds) & (signer.c.asked_at <= now),
            (signer.c.reminded_at > now - seconds) & (signer.c.reminded_at <= now),
        )
        with self._engine.begin() as db:
            return db.scalar(select(func.count()).where(lately)) or 0

    def ask(self, now: float, id: str, person: str, parcels: Parcels) -> bool:  # noqa: A002  # as above
        """Ask somebody; False where another process did, or they signed before all about them was erased."""
        row = {"acknowledgement": id, "person": person, "asked_at": now}
        signed = select(signature.c.signed_at).where(
            signature.c.person == person, signature.c.enrolment == id
        )
        with self._engine.begin() as db:
            before = db.scalar(signed.limit(1)) or 0.0
            is_new = added(db, signer, row | {"reminders": 0, "reminded_at": 0.0, "signed_at": before})
            return is_new and not before and self._posted(db, now, parcels)

    def remind(self, now: float, id: str, person: str, number: int, parcels: Parcels) -> bool:  # noqa: A002  # as above
        """Remind somebody for the `number`-th time; False where another process did, or they have signed."""
        values = {"reminders": number, "reminded_at": now}
        with self._engine.begin() as db:
            is_due = update(signer).where(*_waits(id, person), signer.c.reminders == number - 1)
            return bool(db.execute(is_due.values(values)).rowcount) and self._posted(db, now, parcels)

    def sign(
        self,
        now: float,
        id: str,  # noqa: A002  # as above
        person: str,
        clauses: Sequence[SignedClause],
        parcels: Parcels,
    ) -> bool:
        """Append their signature to the chain; False where they have signed, or were not asked."""
        with self._engine.begin() as db:
            book = db.scalar(select(acknowledgement.c.book).where(acknowledgement.c.id == id)) or ""
            done = update(signer).where(*_waits(id, person)).values(signed_at=now)
            if not db.execute(done).rowcount:
                return False
            self._posted(db, now, parcels)
            new = Signature(person, book, tuple(clauses), moment(now), id)
            appended(db, new, self._seal.mac_keys(tenant_of(db)))
        return True

    def release(self, now: float, id: str, person: str, parcels: Parcels) -> bool:  # noqa: A002  # as above
        """Somebody is asked no more: they may not see it, or have left."""
        with self._engine.begin() as db:
            gone = db.execute(delete(signer).where(*_waits(id, person))).rowcount
            return bool(gone) and self._posted(db, now, parcels)

    def close(self, now: float, id: str, parcels: Parcels) -> bool:  # noqa: A002  # as above
        """Nobody is asked or reminded any more, and whoever looks after it is told; False where it is closed."""
        is_open = (acknowledgement.c.id == id, acknowledgement.c.closed_at == 0)
        with self._engine.begin() as db:
            closed = db.execute(update(acknowledgement).where(*is_open).values(closed_at=now)).rowcount
            return bool(closed) and self._posted(db, now, parcels)

    def signing(self, person: str) -> frozenset[str]:
        """The names of the clauses that somebody is asked to sign, and has not, as they are called today and were."""
        theirs = (
            select(acknowledged_clause.c.name, acknowledged_clause.c.old)
            .join(signer, signer.c.acknowledgement == acknowledged_clause.c.acknowledgement)
            .join(acknowledgement, acknowledgement.c.id == signer.c.acknowledgement)
            .where(signer.c.person == person, signer.c.signed_at == 0, acknowledgement.c.closed_at == 0)
        )
        with self._engine.begin() as db:
            return frozenset(name for row in db.execute(theirs) for name in row if name)

    def _posted(self, db: Connection, now: float, parcels: Parcels) -> bool:
        for id_, parcel in parcels.items():
            enqueue(db, self._seal, id_, parcel, now)
        return True


def _waits(id_: str, person: str) -> tuple[Any, ...]:
    return signer.c.acknowledgement == id_, signer.c.person == person, signer.c.signed_at == 0


def _read(db: Connection, row: Row[Any]) -> Acknowledgement:
    clauses = (
        select(acknowledged_clause)
        .where(acknowledged_clause.c.acknowledgement == row.id)
        .order_by(acknowledged_clause.c.position)
    )
    return Acknowledgement(
        row.id,
        row.book,
        row.place,
        date.fromisoformat(row.day),
        date.fromisoformat(row.due),
        {each.name: each.old for each in db.execute(clauses)},
        tuple(json.loads(row.who)),
    )


def _signer(row: Row[Any]) -> Signer:
    reminded, signed = (moment(each) if each else None for each in (row.reminded_at, row.in_chain))
    return Signer(row.person, moment(row.asked_at), row.reminders, reminded, signed)
