"""Parcels that were given up, for whoever runs the bot: to look at (never at what they say), to send again, to drop."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, exists, func, or_, select, update

from bot.audit import Action, AuditRecord
from bot.inquiries import EscalationState
from bot.store.audit import note
from bot.store.database.locks import lock_rows
from bot.store.deliveries.parcels import Purpose, apology_id
from bot.store.personal.sealing import Seal
from bot.store.tables import GIVEN_UP, escalation, moment, outbox

_NO_URL = {"", Seal().seal("")}


class PlaceKind(StrEnum):
    """What kind of place a parcel was to go to."""

    CHANNEL = "channel"
    DIRECT = "direct"  # a conversation with one person
    ASIDE = "aside"  # in a channel, for one person's eyes
    COMMAND = "command"  # where a command was run, for who ran it


@dataclass(frozen=True)
class DeadLetter:
    """A parcel that was given up, `why` in Slack's word for it (or "overdue"), and since when it had been due."""

    id: str
    purpose: Purpose
    place: PlaceKind
    why: str
    due_since: float


@dataclass(frozen=True)
class Waiting:
    """How many parcels are due; since when the oldest is, and why it was put off last ("": it was not)."""

    count: int
    due_since: float = 0.0
    why: str = ""


class DeadLetters:
    """The dead letters of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def all(self) -> tuple[DeadLetter, ...]:
        """All of them, the oldest first."""
        given_up = select(outbox).where(GIVEN_UP).order_by(outbox.c.due_since, outbox.c.id)
        with self._engine.begin() as db:
            return tuple(_dead_letter(row) for row in db.execute(given_up))

    def waiting(self) -> Waiting:
        """What is still due."""
        due = outbox.c.state == "due"
        oldest = select(outbox.c.due_since, outbox.c.why).where(due).order_by(outbox.c.due_since).limit(1)
        with self._engine.begin() as db:
            count, row = db.scalar(select(func.count()).where(due)) or 0, db.execute(oldest).one_or_none()
        return Waiting(count, row.due_since, row.why) if row else Waiting(0)

    def retry(self, now: float, id: str, by: str) -> bool:  # noqa: A002  # the column's name
        """Have one delivered after all, as if it had just become due; what was said instead of it goes.

        `by` is who wants it.

        False where there is no such dead letter, or the question that it passes on was passed on again meanwhile.
        """
        # The asker of a question that did not reach its owner was told so by a reply.
        undelivered = and_(outbox.c.purpose == Purpose.REPLY, outbox.c.subject == id)
        with self._engine.begin() as db:
            versions = db.scalars(select(outbox.c.version).where(*_of(id))).all()
            apologies = {apology_id(id), *(apology_id(id, version) for version in versions)}
            instead = or_(outbox.c.id.in_(apologies), undelivered)
            lock_rows(db, outbox, or_(outbox.c.id == id, instead))
            purpose = db.scalar(select(outbox.c.purpose).where(*_of(id)))
            if purpose is None or (purpose == Purpose.ESCALATION and not _reopened(db, id)):
                return False
            again = {"state": "due", "due_since": now, "not_before": now, "attempts": 0, "why": ""}
            db.execute(update(outbox).where(*_of(id)).values(again))
            unsaid = again | {"sealed_messages": self._seal.seal("[]"), "version": outbox.c.version + 1}
            db.execute(update(outbox).where(instead).values(unsaid))
            note(db, self._seal, AuditRecord(moment(now), by, Action.RETRIED, id))
        return True

    def drop(self, now: float, id: str, by: str) -> bool:  # noqa: A002  # the column's name
        """Forget one, as `by` wants; False where there is no such dead letter."""
        with self._engine.begin() as db:
            is_dropped = bool(db.execute(delete(outbox).where(*_of(id))).rowcount)
            if is_dropped:
                note(db, self._seal, AuditRecord(moment(now), by, Action.DROPPED, id))
        return is_dropped


def _of(id_: str) -> tuple[Any, ...]:
    return (outbox.c.id == id_, GIVEN_UP)


def _reopened(db: Connection, id_: str) -> bool:
    """Whether the escalation is open again, or still."""
    other = escalation.alias()
    again = exists().where(
        other.c.question == escalation.c.question,
        other.c.id != escalation.c.id,
        other.c.state != EscalationState.UNDELIVERED,
    )
    reopen = update(escalation).where(
        escalation.c.id == id_, escalation.c.state != EscalationState.CLOSED, ~again
    )
    return bool(db.execute(reopen.values(state=EscalationState.OPEN, closed_at=0.0)).rowcount)


def _dead_letter(row: Row[Any]) -> DeadLetter:
    return DeadLetter(row.id, Purpose(row.purpose), _place(row), row.why, row.due_since or row.created_at)


def _place(row: Row[Any]) -> PlaceKind:
    if row.sealed_response_url not in _NO_URL:
        return PlaceKind.COMMAND
    if row.channel.startswith(("D", "U", "W")):
        return PlaceKind.DIRECT
    return PlaceKind.ASIDE if row.person else PlaceKind.CHANNEL
