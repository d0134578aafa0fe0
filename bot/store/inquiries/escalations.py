"""Questions that were passed on to the owner of a rule, from then until somebody has dealt with them."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, or_, select, update

from bot.inquiries import AnsweredQuestion, Escalation, EscalationState
from bot.store.database.locks import lock_rows
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.desk.tables import desk_voice
from bot.store.personal.sealing import Seal, all_opened, opened
from bot.store.tables import escalation, outbox, question

_SHOWN = 14 * 86_400.0  # seconds for which a question that was dealt with is still listed


class Escalations:
    """The escalations of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def question(self, question_id: str) -> AnsweredQuestion | None:
        """A question that may be passed on; None where it is gone, taken back, or nobody's any more."""
        with self._engine.begin() as db:
            row = db.execute(select(question).where(question.c.id == question_id)).one_or_none()
            if row is None or not row.person or row.is_withdrawn:
                return None
            known = {"clauses": tuple(row.clauses.split()), "escalation": self._earlier(db, question_id)}
        return opened(lambda row: self._seal.read(AnsweredQuestion, row, **known), row)

    def open(self, now: float, new: Escalation, parcel: Parcel) -> Escalation | None:
        """Pass a question on, with what its owner is to be shown; once: the earlier escalation where there is one.

        None where the question is gone.
        """
        of = (question.c.id == new.question, question.c.is_withdrawn.is_(False))
        asked = select(question.c.person).where(*of).with_for_update()
        with self._engine.begin() as db:
            if not db.scalar(asked):  # gone, taken back, or nobody's any more
                return None
            earlier = self._earlier(db, new.question)
            if earlier is not None:
                return earlier
            values = {**self._seal.columns(escalation, new), "opened_at": now}
            db.execute(insert(escalation).values(values))
            enqueue(db, self._seal, new.id, replace(parcel, subject=new.id), now)
        return new

    def end(
        self, now: float, ended: Escalation, to_asker: Parcel | None, to_owner: Parcel | None = None
    ) -> bool:
        """Write down how an escalation ended (its state, reply, by whom), and what is posted for it.

        `to_asker` is posted (None: nothing), `to_owner` takes the place of what the owner was shown (None: that
        stays). Only the first end counts: False where it has ended already.
        """
        values = {
            "state": ended.state,
            "sealed_reply": self._seal.seal(ended.reply),
            "closed_at": now,
            "closed_by": ended.closed_by,
        }
        still_open = (escalation.c.id == ended.id, escalation.c.state == EscalationState.OPEN)
        with self._engine.begin() as db:
            lock_rows(db, outbox, outbox.c.id == ended.id)
            if not db.execute(update(escalation).where(*still_open).values(values)).rowcount:
                return False
            if to_asker is not None:
                enqueue(db, self._seal, uuid.uuid4().hex, replace(to_asker, subject=ended.id), now)
            if ended.state is EscalationState.CLOSED:
                told = update(desk_voice).where(desk_voice.c.question == ended.question)
                db.execute(told.values(told_at=now))
            if to_owner is not None:
                enqueue(db, self._seal, ended.id, to_owner, now)
        return True

    def find(self, id: str) -> Escalation | None:  # noqa: A002  # the column's name
        """An escalation by its id."""
        with self._engine.begin() as db:
            row = db.execute(select(escalation).where(escalation.c.id == id)).one_or_none()
        return opened(self._escalation, row)

    def open_for(self, now: float, person: str) -> Sequence[Escalation]:
        """What a person has passed on and is open, or was dealt with in the last 14 days; newest first."""
        is_recent = (escalation.c.state == EscalationState.CLOSED) & (escalation.c.closed_at > now - _SHOWN)
        listed = (
            select(escalation)
            .where(escalation.c.person == person, or_(escalation.c.state == EscalationState.OPEN, is_recent))
            .order_by(escalation.c.opened_at.desc())
        )
        with self._engine.begin() as db:
            rows = db.execute(listed).all()
        return all_opened(self._escalation, rows)

    def _earlier(self, db: Connection, question_id: str) -> Escalation | None:
        """The escalation of a question; one that did not arrive does not count, and may be tried again."""
        arrived = (escalation.c.question == question_id, escalation.c.state != EscalationState.UNDELIVERED)
        rows = db.execute(select(escalation).where(*arrived).order_by(escalation.c.opened_at.desc())).all()
        return next(iter(all_opened(self._escalation, rows)), None)

    def _escalation(self, row: Row[Any]) -> Escalation:
        return self._seal.read(Escalation, row)
