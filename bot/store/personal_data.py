"""What is stored about one person: where it is found, and how it is shown to them. Times are seconds since 1970."""

import json
from dataclasses import astuple, dataclass

from sqlalchemy import Connection, Select, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.store.onboarding import personal_data as onboarding_data
from bot.store.onboarding.personal_data import EnrolmentData, SignatureData
from bot.store.sealing import Seal
from bot.store.tables import escalation, feedback, outbox, question, thread
from bot.store.threads import place_key


@dataclass(frozen=True)
class QuestionData:
    """A question of theirs, and what became of it."""

    asked_at: float
    surface: str
    channel: str
    text: str
    outcome: str
    clauses: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class FeedbackData:
    """What they said about an answer."""

    given_at: float
    is_useful: bool
    reason: str
    comment: str


@dataclass(frozen=True)
class EscalationData:
    """A question that they passed on, or answered as its owner, or that was theirs."""

    opened_at: float
    owner: str
    state: str
    text: str
    note: str
    link: str
    reply: str


@dataclass(frozen=True)
class ThreadData:
    """What a conversation in which they asked has come to, as the answering side keeps it."""

    touched_at: float
    place: str
    state: str


@dataclass(frozen=True)
class ParcelData:
    """Messages to them, or about them, that were posted or are to be."""

    created_at: float
    channel: str
    state: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class PersonalData:
    """All that is stored about a person, each kind by time; false where there is nothing."""

    questions: tuple[QuestionData, ...]
    feedback: tuple[FeedbackData, ...]
    escalations: tuple[EscalationData, ...]
    threads: tuple[ThreadData, ...]
    parcels: tuple[ParcelData, ...]
    onboarding: tuple[EnrolmentData, ...]
    signatures: tuple[SignatureData, ...]

    def __bool__(self) -> bool:
        return any(astuple(self))


def personal_data(db: Connection, seal: Seal, person: str) -> PersonalData:
    """All about a person (a Slack id); raises SealError where no secret opens it."""
    return PersonalData(
        _questions(db, seal, person),
        _feedback(db, seal, person),
        _escalations(db, seal, person),
        _threads(db, seal, person),
        _parcels(db, seal, person),
        onboarding_data.enrolment_data(db, person),
        onboarding_data.signature_data(db, person),
    )


def parcels_about(person: str) -> ColumnElement[bool]:
    """Parcels that only they see, that stand in their direct conversation, or that are about them or what is theirs."""
    asked = select(question.c.id).where(question.c.person == person)
    direct = select(question.c.channel).where(question.c.person == person, question.c.channel.startswith("D"))
    passed_on = select(escalation.c.id).where(escalations_of(person))
    return or_(
        outbox.c.person == person,
        outbox.c.channel == person,
        outbox.c.channel.in_(direct),
        outbox.c.subject == person,
        outbox.c.subject.in_(asked.union(passed_on)),
        onboarding_data.parcels_about(person),
    )


def escalations_of(person: str) -> ColumnElement[bool]:
    """Escalations of their questions, and those that they opened or closed."""
    asked = select(question.c.id).where(question.c.person == person)
    return or_(
        escalation.c.person == person, escalation.c.closed_by == person, escalation.c.question.in_(asked)
    )


def places_of(person: str) -> Select[str]:
    """The keys of the conversations in which they asked."""
    return select(place_key(question)).where(question.c.person == person)


def _questions(db: Connection, seal: Seal, person: str) -> tuple[QuestionData, ...]:
    rows = db.execute(select(question).where(question.c.person == person).order_by(question.c.asked_at))
    return tuple(
        QuestionData(
            row.asked_at,
            row.surface,
            row.channel,
            seal.open(row.sealed_text),
            row.outcome,
            tuple(row.clauses.split()),
            round(row.confidence, 3),
        )
        for row in rows
    )


def _feedback(db: Connection, seal: Seal, person: str) -> tuple[FeedbackData, ...]:
    rows = db.execute(select(feedback).where(feedback.c.person == person).order_by(feedback.c.given_at))
    return tuple(
        FeedbackData(row.given_at, row.is_useful, row.reason, seal.open(row.sealed_comment)) for row in rows
    )


def _escalations(db: Connection, seal: Seal, person: str) -> tuple[EscalationData, ...]:
    rows = db.execute(select(escalation).where(escalations_of(person)).order_by(escalation.c.opened_at))
    return tuple(
        EscalationData(
            row.opened_at,
            row.owner,
            row.state,
            seal.open(row.sealed_text),
            seal.open(row.sealed_note),
            row.link,
            seal.open(row.sealed_reply),
        )
        for row in rows
    )


def _threads(db: Connection, seal: Seal, person: str) -> tuple[ThreadData, ...]:
    rows = db.execute(
        select(thread).where(thread.c.place.in_(places_of(person))).order_by(thread.c.touched_at)
    )
    return tuple(ThreadData(row.touched_at, row.place, seal.open(row.sealed_state)) for row in rows)


def _parcels(db: Connection, seal: Seal, person: str) -> tuple[ParcelData, ...]:
    rows = db.execute(select(outbox).where(parcels_about(person)).order_by(outbox.c.created_at))
    return tuple(
        ParcelData(
            row.created_at,
            row.channel,
            row.state,
            tuple(str(message.get("text", "")) for message in json.loads(seal.open(row.sealed_messages))),
        )
        for row in rows
    )
