"""What is stored about one person: shown to them, or removed."""

import json

from sqlalchemy import Connection, Engine, Select, delete, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.store.held import (
    Erased,
    Held,
    HeldEscalation,
    HeldFeedback,
    HeldParcel,
    HeldQuestion,
    HeldThread,
)
from bot.store.onboarding import people
from bot.store.retention import forget_escalations, forget_feedback, forget_questions, written_over
from bot.store.sealing import Seal, SealError
from bot.store.tables import escalation, feedback, outbox, question, thread


class Privacy:
    """Finds and removes what is stored about people, beside a bot that works on the same database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def held(self, person: str) -> Held:
        """Everything stored about a person (a Slack id); raises SealError where no secret opens it."""
        with self._engine.begin() as db:
            return Held(
                self._questions(db, person),
                self._feedback(db, person),
                self._escalations(db, person),
                self._threads(db, person),
                self._parcels(db, person),
                people.held_enrolments(db, person),
                people.held_signatures(db, person),
            )

    def erase(self, now: float, person: str) -> Erased:
        """Remove a person and their words from everything but what they signed; else only counts without names stay.

        What waits is cancelled: questions are not answered, and answers not posted, even those being worked on.
        """
        of_person = question.c.person == person
        with self._engine.begin() as db:
            # In the order of all transactions: two that meet in another one would wait for each other.
            db.execute(select(question.c.id).where(of_person).with_for_update())
            people.locked(db, person)
            about = _about(person)
            cancelled = db.execute(delete(outbox).where(about, outbox.c.state == "due")).rowcount
            parcels = db.execute(delete(outbox).where(about)).rowcount
            threads = db.execute(delete(thread).where(thread.c.place.in_(_places(person)))).rowcount
            escalations = _forget_escalations(db, person, now)
            voices = 0
            while forgotten := forget_feedback(db, feedback.c.person == person):
                voices += forgotten
            waiting = delete(question).where(of_person, question.c.state == "asked")
            cancelled += db.execute(waiting).rowcount
            ids = db.scalars(select(question.c.id).where(of_person)).all()
            forget_questions(db, ids)
            paths, signed = people.forget(db, person), people.signed(db, person)
        written_over(self._engine)
        return Erased(len(ids), voices, escalations, threads, parcels, cancelled, paths, signed)

    def fits(self) -> bool:
        """Whether the secrets open what was stored last."""
        newest = select(question.c.sealed_text).order_by(question.c.asked_at.desc()).limit(1)
        with self._engine.begin() as db:
            sealed = db.scalar(newest) or ""
        try:
            self._seal.open(sealed)
        except SealError:
            return False
        return True

    def _questions(self, db: Connection, person: str) -> tuple[HeldQuestion, ...]:
        rows = db.execute(select(question).where(question.c.person == person).order_by(question.c.asked_at))
        return tuple(
            HeldQuestion(
                row.asked_at,
                row.surface,
                row.channel,
                self._seal.open(row.sealed_text),
                row.outcome,
                tuple(row.clauses.split()),
                round(row.confidence, 3),
            )
            for row in rows
        )

    def _feedback(self, db: Connection, person: str) -> tuple[HeldFeedback, ...]:
        rows = db.execute(select(feedback).where(feedback.c.person == person).order_by(feedback.c.given_at))
        return tuple(
            HeldFeedback(row.given_at, row.is_useful, row.reason, self._seal.open(row.sealed_comment))
            for row in rows
        )

    def _escalations(self, db: Connection, person: str) -> tuple[HeldEscalation, ...]:
        found = select(escalation).where(_concerns(person)).order_by(escalation.c.opened_at)
        return tuple(
            HeldEscalation(
                row.opened_at,
                row.owner,
                row.state,
                self._seal.open(row.sealed_text),
                self._seal.open(row.sealed_note),
                row.link,
                self._seal.open(row.sealed_reply),
            )
            for row in db.execute(found)
        )

    def _threads(self, db: Connection, person: str) -> tuple[HeldThread, ...]:
        found = select(thread).where(thread.c.place.in_(_places(person))).order_by(thread.c.touched_at)
        return tuple(
            HeldThread(row.touched_at, row.place, self._seal.open(row.sealed_state))
            for row in db.execute(found)
        )

    def _parcels(self, db: Connection, person: str) -> tuple[HeldParcel, ...]:
        rows = db.execute(select(outbox).where(_about(person)).order_by(outbox.c.created_at))
        return tuple(
            HeldParcel(row.created_at, row.channel, row.state, self._texts(row.sealed_messages))
            for row in rows
        )

    def _texts(self, sealed: str) -> tuple[str, ...]:
        return tuple(str(message.get("text", "")) for message in json.loads(self._seal.open(sealed)))


def _about(person: str) -> ColumnElement[bool]:
    """Parcels that answer them, that only they see, or that pass on what they asked."""
    theirs = select(question.c.id).where(question.c.person == person)
    direct = select(question.c.channel).where(question.c.person == person, question.c.channel.startswith("D"))
    passed_on = select(escalation.c.id).where(_concerns(person))
    return or_(
        outbox.c.person == person,
        outbox.c.channel == person,
        outbox.c.channel.in_(direct),
        outbox.c.subject == person,
        outbox.c.subject.in_(theirs.union(passed_on)),
        people.parcels_about(person),
    )


def _places(person: str) -> Select[str]:
    """Conversations in which they asked."""
    place = question.c.team + "/" + question.c.channel + "/" + question.c.thread
    return select(place).where(question.c.person == person)


def _concerns(person: str) -> ColumnElement[bool]:
    asked = select(question.c.id).where(question.c.person == person)
    return or_(
        escalation.c.person == person, escalation.c.closed_by == person, escalation.c.question.in_(asked)
    )


def _forget_escalations(db: Connection, person: str, now: float) -> int:
    ids = db.scalars(select(escalation.c.id).where(_concerns(person))).all()
    still_open = (escalation.c.id.in_(ids), escalation.c.state == "open")
    db.execute(update(escalation).where(*still_open).values(state="closed", closed_at=now))
    forget_escalations(db, ids)
    return len(ids)
