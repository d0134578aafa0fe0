"""A person's rights in what is stored about them: to see it, and to have it erased."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
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
from bot.store.database.locks import lock_rows
from bot.store.database.opening import truncate_journal
from bot.store.deliveries.parcels import Purpose
from bot.store.desk.chapter_reviews import chapter_review, forget_reviewer
from bot.store.desk.learned import forget_pairs
from bot.store.desk.pulses import forget_answers, surveys_of
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
from bot.store.publishing.following import follow, forget_followed
from bot.store.tables import account, escalation, feedback, moment, outbox, question, thread


class Privacy:
    """Exports and erases what is stored about people, beside a bot that works on the same database."""

    def __init__(self, engine: Engine, seal: Seal, zone: tzinfo) -> None:
        self._engine = engine
        self._seal = seal
        self._zone = zone

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
            all_opened(partial(_survey, seal), pulse),
            all_opened(partial(seal.read, ReviewData), read),
            tuple(
                AuditData(row.done_at, part, row.action)
                for row in done
                for part in ("actor", "target")
                if getattr(row, part) == person
            ),
        )
        sealed = (held.questions, held.feedback, held.escalations, held.desk, held.threads, held.parcels)
        opened = sum(map(len, (*sealed, held.pulse)))
        stored = sum(map(len, (asked, said, passed_on, desk, threads, parcels, pulse)))
        return replace(held, unreadable=stored - opened)

    def erase(self, now: float, person: str, by: str, *, only_own: bool = False) -> ErasureReport:
        """Remove a person and their words from everything but what they signed, and what is known of who did what.

        Else only counts without names stay. Who wanted it (`by`) is written down in the same transaction.

        What waits is cancelled: questions are not answered, and answers not posted, even those being worked on.
        `only_own`: what others look after (onboarding) or wait for (questions passed on to this person) stays.
        """
        if not person:  # what is everybody's has no person
            return ErasureReport()
        with self._engine.begin() as db:
            # What is begun while this goes on comes after it: nothing is touched below that is not held here.
            asked = lock_rows(db, question, question.c.person == person)
            paths = onboarding_data.lock_paths(db, person)
            forget_followed(db, person)
            forget_answers(db, person)
            if not only_own:
                forget_reviewer(db, person)
            about = _parcels_about(person)
            if only_own:
                others = select(escalation.c.id).where(_as_owner(person), ~_own_escalations(person))
                about &= outbox.c.purpose != Purpose.ONBOARDING
                about &= outbox.c.id.not_in(others) & outbox.c.subject.not_in(others)
            held = outbox.c.id.in_(lock_rows(db, outbox, about))
            cancelled = db.execute(delete(outbox).where(held, outbox.c.state == "due")).rowcount
            parcels = db.execute(delete(outbox).where(held)).rowcount
            places = lock_rows(db, thread, thread.c.place.in_(_places_of(person)))
            threads = db.execute(delete(thread).where(thread.c.place.in_(places))).rowcount
            desk = 0 if only_own else _erase_from_desk(db, person)
            escalations = _erase_escalations(db, person, now, only_own=only_own)
            opinions = 0
            while anonymised := anonymise_feedback(db, feedback.c.person == person):
                opinions += anonymised
            theirs = question.c.id.in_(asked)
            cancelled += db.execute(delete(question).where(theirs, question.c.state == "asked")).rowcount
            ids = db.scalars(select(question.c.id).where(theirs)).all()
            anonymise_questions(db, ids, self._zone)
            pairs = forget_pairs(db, now, asked)
            known = db.execute(delete(account).where(account.c.id == person)).rowcount
            signed = onboarding_data.signed(db, person)
            ended = 0 if only_own else onboarding_data.erase(db, person, paths)
            note(db, self._seal, AuditRecord(moment(now), by, Action.ERASED, person))
        truncate_journal(self._engine)
        return ErasureReport(
            len(ids), opinions, escalations, threads, parcels, cancelled, ended, signed, known, desk, pairs
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
        outbox.c.subject.in_(_digests_with(person)),
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


def _survey(seal: Seal, row: Row[Any]) -> PulseData:
    return PulseData(row.round, row.question, int(seal.open(row.sealed_score) or 0))


def _parcel(seal: Seal, row: Row[Any]) -> ParcelData:
    messages = json.loads(seal.open(row.sealed_messages))
    return seal.read(ParcelData, row, texts=tuple(str(message.get("text", "")) for message in messages))


def _erase_from_desk(db: Connection, person: str) -> int:
    """Of the items that they dealt with, or that were theirs, their name and reply go; how many they dealt with."""
    of_person = or_(desk_item.c.contact == person, desk_item.c.closed_by == person)
    change = update(desk_item).where(desk_item.c.id.in_(lock_rows(db, desk_item, of_person)))
    db.execute(change.where(desk_item.c.contact == person).values(contact=""))
    closed = change.where(desk_item.c.closed_by == person)
    return db.execute(closed.values(closed_by="", sealed_reply="")).rowcount


def _erase_escalations(db: Connection, person: str, now: float, *, only_own: bool) -> int:
    """Their own lose person and words. Of those that were theirs to deal with their name and their reply go.

    What waits for an owner who is erased has not reached anybody: it may be passed on again.
    """
    which = _own_escalations(person) if only_own else _escalations_of(person)
    held = lock_rows(db, escalation, which)
    change, is_open = update(escalation).where(escalation.c.id.in_(held)), escalation.c.state == "open"
    own = db.scalars(select(escalation.c.id).where(escalation.c.id.in_(held), _own_escalations(person))).all()
    closed = change.where(escalation.c.id.in_(own), is_open)
    db.execute(closed.values(state="closed", closed_at=now))
    anonymise_escalations(db, own)
    if not only_own:
        contact, closed_by = escalation.c.contact == person, escalation.c.closed_by == person
        db.execute(change.where(contact, is_open).values(state="undelivered", closed_at=now))
        db.execute(change.where(contact).values(contact=""))
        db.execute(change.where(closed_by).values(closed_by="", sealed_reply=""))
    return len(held)
