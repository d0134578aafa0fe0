"""What onboarding holds about one person: shown to them, or removed.

Signatures are shown and stay. They are the evidence of what somebody agreed to, and one that is missing breaks the
chain for everybody after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.store.database.locks import lock_rows
from bot.store.onboarding.acknowledgements import acknowledgement, signer
from bot.store.onboarding.question_tally import alone_with_askers
from bot.store.onboarding.signatures import records
from bot.store.onboarding.tables import asker, enrolment, posted, signature, step
from bot.store.tables import moment, outbox

_OTHERS = ("buddy", "manager", "enrolled_by")


@dataclass(frozen=True)
class EnrolmentData:
    """A path that they are or were on (`part` is person): since when, and what they did, were told and asked on it.

    Or their `part` in that of somebody else: buddy, manager, enrolled_by.
    """

    enrolled_at: float
    part: str
    path: str
    role: str = ""
    start: str = ""
    zone: str = ""
    buddy: str = ""
    manager: str = ""
    pauses: str = ""
    ended: str = ""
    done: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class AcknowledgementData:
    """What they were asked to sign of a book that changed, how often they were reminded, and when they signed."""

    asked_at: float
    book: str
    reminders: int
    signed: str


@dataclass(frozen=True)
class SignatureData:
    """What they signed: clauses with the version of their book, and the hash of the record."""

    signed_at: float
    stage: str
    clauses: tuple[str, ...]
    hash: str


def enrolment_data(db: Connection, person: str) -> tuple[EnrolmentData, ...]:
    """The paths that they are or were on, and those of others in which they have a part: of these only that part."""
    rows = db.execute(select(enrolment).where(_concerns(person)).order_by(enrolment.c.enrolled_at))
    return tuple(
        _own(db, row) if part == "person" else EnrolmentData(row.enrolled_at, part, row.path)
        for row in rows.all()
        for part in ("person", *_OTHERS)
        if getattr(row, part) == person
    )


def acknowledgement_data(db: Connection, person: str) -> tuple[AcknowledgementData, ...]:
    """What they were asked to sign of what was published, oldest first."""
    theirs = (
        select(signer, acknowledgement.c.book)
        .join(acknowledgement, acknowledgement.c.id == signer.c.acknowledgement)
        .where(signer.c.person == person)
        .order_by(signer.c.asked_at, signer.c.acknowledgement)
    )
    return tuple(
        AcknowledgementData(
            row.asked_at, row.book, row.reminders, _written(row.signed_at) if row.signed_at else ""
        )
        for row in db.execute(theirs)
    )


def signature_data(db: Connection, person: str) -> tuple[SignatureData, ...]:
    """What they signed, oldest first."""
    theirs = records(db, select(signature.c.place).where(signature.c.person == person))
    return tuple(
        SignatureData(
            each.record.at.timestamp(),
            each.record.stage,
            tuple(f"{clause.name} ({clause.version})" for clause in each.record.clauses),
            each.hash,
        )
        for each in theirs.values()
    )


def lock_paths(db: Connection, person: str) -> Sequence[str]:
    """Let nobody else write about them on any path that there is before this transaction ends; the paths' ids."""
    paths = lock_rows(db, enrolment, _concerns(person))
    lock_rows(db, signer, signer.c.person == person)
    return paths


def erase(db: Connection, person: str, paths: Sequence[str]) -> int:
    """Remove those that are theirs of paths that are locked, with all that they did there, and their name from others.

    How many paths that were.
    """
    db.execute(delete(signer).where(signer.c.person == person))
    alone_with_askers(db)
    db.execute(delete(enrolment).where(enrolment.c.id.in_(paths), enrolment.c.person == person))
    for part in _OTHERS:
        column = enrolment.c[part]
        named = (enrolment.c.id.in_(paths), column == person)
        db.execute(update(enrolment).where(*named).values({column: ""}))
    return len(paths)


def signed(db: Connection, person: str) -> int:
    """How many signatures they gave."""
    return db.scalar(select(func.count()).where(signature.c.person == person)) or 0


def parcels_about(person: str) -> ColumnElement[bool]:
    """Parcels to them on their path, and those that told others of it, or that they have not signed something."""
    channels = select(enrolment.c.channel).where(enrolment.c.person == person, enrolment.c.channel != "")
    paths = select(enrolment.c.id).where(enrolment.c.person == person)
    to_sign = select(signer.c.acknowledgement).where(signer.c.person == person)
    is_named = (" " + posted.c.parcels + " ").contains(" " + outbox.c.id + " ")
    of_before = select(posted.c.parcels).where(posted.c.enrolment.in_(paths), is_named).correlate(outbox)
    return or_(outbox.c.channel.in_(channels), outbox.c.subject.in_(paths.union(to_sign)), of_before.exists())


def _concerns(person: str) -> ColumnElement[bool]:
    return or_(*(enrolment.c[part] == person for part in ("person", *_OTHERS)))


def _own(db: Connection, row: Row[Any]) -> EnrolmentData:
    done = db.execute(select(step).where(step.c.enrolment == row.id).order_by(step.c.id))
    told = db.execute(select(posted).where(posted.c.enrolment == row.id).order_by(posted.c.sent_at))
    asked = select(asker.c.clause).where(asker.c.enrolment == row.id).order_by(asker.c.clause)
    return EnrolmentData(
        row.enrolled_at,
        "person",
        row.path,
        row.role,
        row.start_on,
        row.zone,
        row.buddy,
        row.manager,
        row.pauses,
        _written(row.ended_at) if row.ended_at else "",
        tuple(f"{_written(each.done_at)} {each.kind} {each.entry}" for each in done),
        tuple(f"{_written(each.sent_at)} {each.word} {each.stage} {each.doer}" for each in told),
        tuple(db.scalars(asked)),
    )


def _written(seconds: float) -> str:
    return moment(seconds).isoformat(timespec="seconds")
