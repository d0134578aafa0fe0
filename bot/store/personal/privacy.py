"""A person's rights in what is stored about them: to see it, and to have it erased."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    CompoundSelect,
    Connection,
    Engine,
    Row,
    Select,
    delete,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.audit import Action, AuditRecord
from bot.store.audit import audit, note
from bot.store.database.opening import truncate_journal
from bot.store.deliveries.parcels import Purpose
from bot.store.desk.chapter_reviews import chapter_review
from bot.store.desk.learned import forget_pairs
from bot.store.desk.pulses import pulse_answer, pulse_invitation, surveys_of
from bot.store.desk.tables import desk_item, desk_voice
from bot.store.inquiries.threads import place_key
from bot.store.onboarding import personal_data as onboarding_data
from bot.store.personal.personal_data import (
    AccountData,
    AuditData,
    DeskData,
    ErasureReport,
    EscalationData,
    FeedbackData,
    FollowData,
    ParcelData,
    PersonalData,
    PulseData,
    QuestionData,
    ReviewData,
    ThreadData,
)
from bot.store.personal.retention import (
    anonymise_escalations,
    anonymise_feedback,
    anonymise_questions,
)
from bot.store.personal.sealing import Seal, all_opened
from bot.store.publishing.following import follow
from bot.store.tables import account, escalation, feedback, moment, outbox, question, thread


class Privacy:
    """Exports and erases what is stored about people, beside a bot that works on the same database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def export(self, person: str) -> PersonalData:
        """Everything stored about a person (a Slack id); nothing for "", by which nobody goes any more."""
        if not person:
            return PersonalData()
        seal = self._seal
        with self._engine.begin() as db:
            asked = _found(db, question.c.person == person, question.c.asked_at)
            said = _found(db, feedback.c.person == person, feedback.c.given_at)
            passed_on = _found(db, _escalations_of(person), escalation.c.opened_at)
            desk = _found(db, desk_item.c.closed_by == person, desk_item.c.closed_at)
            read = _found(db, chapter_review.c.reviewed_by == person, chapter_review.c.reviewed_at)
            threads = _found(db, thread.c.place.in_(_places_of(person)), thread.c.touched_at)
            parcels = _found(db, _parcels_about(person), outbox.c.created_at)
            known = _found(db, account.c.id == person, account.c.seen_at)
            pulse = db.execute(surveys_of(person)).all()
            follows = _found(db, follow.c.person == person, follow.c.name)
            paths = onboarding_data.enrolment_data(db, person)
            signed = onboarding_data.signature_data(db, person)
            asked_to_sign = onboarding_data.acknowledgement_data(db, person)
            done = _found(db, or_(audit.c.actor == person, audit.c.target == person), audit.c.done_at)
        held = PersonalData(
            all_opened(partial(_question, seal), asked),
            all_opened(partial(seal.read, FeedbackData), said),
            all_opened(partial(seal.read, EscalationData), passed_on),
            all_opened(partial(seal.read, DeskData), desk),
            all_opened(partial(seal.read, ThreadData), threads),
            all_opened(partial(_parcel, seal), parcels),
            paths,
            signed,
            asked_to_sign,
            all_opened(partial(seal.read, AccountData), known),
            all_opened(partial(seal.read, FollowData), follows),
            all_opened(partial(seal.read, PulseData), pulse),
            all_opened(partial(seal.read, ReviewData), read),
            tuple(
                AuditData(row.done_at, part, row.action)
                for row in done
                for part in ("actor", "target")
                if getattr(row, part) == person
            ),
        )
        sealed = (held.questions, held.feedback, held.escalations, held.desk, held.threads, held.parcels)
        opened = sum(map(len, sealed))
        stored = sum(map(len, (asked, said, passed_on, desk, threads, parcels)))
        return replace(held, unreadable=stored - opened)

    def erase(self, now: float, person: str, by: str, *, only_own: bool = False) -> ErasureReport:
        """Remove a person and their words from everything but what they signed, and what is known of who did what.

        Else only counts without names stay. Who wanted it (`by`) is written down in the same transaction.

        What waits is cancelled: questions are not answered, and answers not posted, even those being worked on.
        `only_own`: what others look after (onboarding) or wait for (questions passed on to this person) stays.
        """
        if not person:  # what is everybody's has no person
            return ErasureReport()
        of_person = question.c.person == person
        with self._engine.begin() as db:
            # In the order of all transactions: two that meet in another one would wait for each other.
            asked = db.scalars(select(question.c.id).where(of_person).with_for_update()).all()
            onboarding_data.locked(db, person)
            about = _parcels_about(person)
            if only_own:
                others = select(escalation.c.id).where(_as_owner(person), ~_own_escalations(person))
                about &= outbox.c.purpose != Purpose.ONBOARDING
                about &= outbox.c.id.not_in(others) & outbox.c.subject.not_in(others)
            cancelled = db.execute(delete(outbox).where(about, outbox.c.state == "due")).rowcount
            parcels = db.execute(delete(outbox).where(about)).rowcount
            threads = db.execute(delete(thread).where(thread.c.place.in_(_places_of(person)))).rowcount
            escalations = _erase_escalations(db, person, now, only_own=only_own)
            opinions = 0
            while anonymised := anonymise_feedback(db, feedback.c.person == person):
                opinions += anonymised
            waiting = delete(question).where(of_person, question.c.state == "asked")
            cancelled += db.execute(waiting).rowcount
            ids = db.scalars(select(question.c.id).where(of_person)).all()
            anonymise_questions(db, ids)
            for table in (follow, pulse_answer, pulse_invitation):
                db.execute(delete(table).where(table.c.person == person))
            pairs = forget_pairs(db, now, asked)
            desk = 0 if only_own else _erase_from_desk(db, person)
            known = db.execute(delete(account).where(account.c.id == person)).rowcount
            paths = 0 if only_own else onboarding_data.erase(db, person)
            signed = onboarding_data.signed(db, person)
            note(db, self._seal, AuditRecord(moment(now), by, Action.ERASED, person))
        truncate_journal(self._engine)
        return ErasureReport(
            len(ids), opinions, escalations, threads, parcels, cancelled, paths, signed, known, desk, pairs
        )


def _parcels_about(person: str) -> ColumnElement[bool]:
    """Parcels that only they see, that stand in their direct conversation, or that are about them or what is theirs."""
    asked = select(question.c.id).where(question.c.person == person)
    passed_on = select(escalation.c.id).where(_escalations_of(person))
    return or_(
        outbox.c.person == person,
        outbox.c.channel == person,
        outbox.c.channel.in_(_direct_with(person)),
        outbox.c.subject == person,
        outbox.c.subject.in_(asked.union(passed_on)),
        # What processes of a version before subjects write, beside this one: ids that are those of what they are about.
        outbox.c.id.in_(asked),
        passed_on.where(outbox.c.id.startswith(escalation.c.id)).correlate(outbox).exists(),
        onboarding_data.parcels_about(person),
        outbox.c.id.in_(_digests_with(person)),
    )


def _digests_with(person: str) -> Select[str]:
    """What owners were told in which their words stand: a question, what they passed on, or why they disliked it."""
    theirs = union(
        select(question.c.id).where(question.c.person == person),
        select(escalation.c.question).where(escalation.c.person == person),
        select(feedback.c.question).where(feedback.c.person == person),
    )
    items = select(desk_voice.c.item).where(desk_voice.c.question.in_(theirs))
    return select(desk_item.c.digest).where(desk_item.c.id.in_(items), desk_item.c.digest != "")


def _direct_with(person: str) -> CompoundSelect[str]:
    """Their direct conversation: where they asked, were asked as an owner, or got a reply."""
    asked = select(question.c.channel).where(question.c.person == person)
    put = outbox.alias()
    as_owner = select(put.c.channel).join(escalation, escalation.c.id == put.c.id)
    replied = select(put.c.channel).join(escalation, escalation.c.id == put.c.subject)
    conversations = (
        (asked, question.c.channel),
        (as_owner.where(escalation.c.contact == person), put.c.channel),
        (replied.where(put.c.purpose == Purpose.REPLY, escalation.c.person == person), put.c.channel),
    )
    return union(*(found.where(channel.startswith("D")) for found, channel in conversations))


def _escalations_of(person: str) -> ColumnElement[bool]:
    """Escalations of their questions, those that they opened, and those that went to them or were closed by them."""
    return or_(_own_escalations(person), _as_owner(person))


def _as_owner(person: str) -> ColumnElement[bool]:
    return or_(escalation.c.contact == person, escalation.c.closed_by == person)


def _own_escalations(person: str) -> ColumnElement[bool]:
    asked = select(question.c.id).where(question.c.person == person)
    return or_(escalation.c.person == person, escalation.c.question.in_(asked))


def _places_of(person: str) -> Select[str]:
    """The keys of the conversations in which they asked."""
    return select(place_key(question)).where(question.c.person == person)


def _found(db: Connection, which: ColumnElement[bool], by: Column[Any]) -> Sequence[Row[Any]]:
    """The rows of the table of a column, in its order; those of one moment in that of their keys."""
    return db.execute(select(by.table).where(which).order_by(by, *by.table.primary_key)).all()


def _question(seal: Seal, row: Row[Any]) -> QuestionData:
    clauses, confidence = tuple(row.clauses.split()), round(row.confidence, 3)
    return seal.read(QuestionData, row, clauses=clauses, confidence=confidence)


def _parcel(seal: Seal, row: Row[Any]) -> ParcelData:
    messages = json.loads(seal.open(row.sealed_messages))
    return seal.read(ParcelData, row, texts=tuple(str(message.get("text", "")) for message in messages))


def _erase_from_desk(db: Connection, person: str) -> int:
    """Of the items that they dealt with, or that were theirs, their name and reply go; how many they dealt with."""
    db.execute(update(desk_item).where(desk_item.c.contact == person).values(contact=""))
    read = update(chapter_review).where(chapter_review.c.reviewed_by == person)
    db.execute(read.values(reviewed_by=""))
    theirs = update(desk_item).where(desk_item.c.closed_by == person)
    return db.execute(theirs.values(closed_by="", sealed_reply="")).rowcount


def _erase_escalations(db: Connection, person: str, now: float, *, only_own: bool) -> int:
    """Their own lose person and words. Of those that were theirs to deal with their name and their reply go.

    What waits for an owner who is erased has not reached anybody: it may be passed on again.
    """
    count = len(db.scalars(select(escalation.c.id).where(_escalations_of(person))).all())
    own = db.scalars(select(escalation.c.id).where(_own_escalations(person))).all()
    is_open = escalation.c.state == "open"
    closed = update(escalation).where(escalation.c.id.in_(own), is_open)
    db.execute(closed.values(state="closed", closed_at=now))
    anonymise_escalations(db, own)
    if only_own:
        return len(own)
    contact = escalation.c.contact == person
    db.execute(update(escalation).where(contact, is_open).values(state="undelivered", closed_at=now))
    db.execute(update(escalation).where(contact).values(contact=""))
    db.execute(
        update(escalation).where(escalation.c.closed_by == person).values(closed_by="", sealed_reply="")
    )
    return count
