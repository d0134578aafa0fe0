"""A person's rights in what is stored about them: to see it, and to have it erased."""

from dataclasses import astuple, dataclass

from sqlalchemy import Connection, Engine, delete, select, update

from bot.store.onboarding import personal_data as onboarding_data
from bot.store.personal_data import PersonalData, escalations_of, parcels_about, personal_data, places_of
from bot.store.retention import (
    anonymise_escalations,
    anonymise_feedback,
    anonymise_questions,
    truncate_journal,
)
from bot.store.sealing import Seal
from bot.store.tables import escalation, feedback, outbox, question, thread


@dataclass(frozen=True)
class ErasureReport:
    """How many of each kind lost their person and words; `cancelled`: what was not answered or posted yet.

    `signatures` is how many were kept.
    """

    questions: int
    feedback: int
    escalations: int
    threads: int
    parcels: int
    cancelled: int
    onboarding: int
    signatures: int

    def __bool__(self) -> bool:
        return any(astuple(self))


class Privacy:
    """Exports and erases what is stored about people, beside a bot that works on the same database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def export(self, person: str) -> PersonalData:
        """Everything stored about a person (a Slack id); raises SealError where no secret opens it."""
        with self._engine.begin() as db:
            return personal_data(db, self._seal, person)

    def erase(self, now: float, person: str) -> ErasureReport:
        """Remove a person and their words from everything but what they signed; else only counts without names stay.

        What waits is cancelled: questions are not answered, and answers not posted, even those being worked on.
        """
        of_person = question.c.person == person
        with self._engine.begin() as db:
            # In the order of all transactions: two that meet in another one would wait for each other.
            db.execute(select(question.c.id).where(of_person).with_for_update())
            onboarding_data.locked(db, person)
            about = parcels_about(person)
            cancelled = db.execute(delete(outbox).where(about, outbox.c.state == "due")).rowcount
            parcels = db.execute(delete(outbox).where(about)).rowcount
            threads = db.execute(delete(thread).where(thread.c.place.in_(places_of(person)))).rowcount
            escalations = _erase_escalations(db, person, now)
            opinions = 0
            while anonymised := anonymise_feedback(db, feedback.c.person == person):
                opinions += anonymised
            waiting = delete(question).where(of_person, question.c.state == "asked")
            cancelled += db.execute(waiting).rowcount
            ids = db.scalars(select(question.c.id).where(of_person)).all()
            anonymise_questions(db, ids)
            paths, signed = onboarding_data.erase(db, person), onboarding_data.signed(db, person)
        truncate_journal(self._engine)
        return ErasureReport(len(ids), opinions, escalations, threads, parcels, cancelled, paths, signed)


def _erase_escalations(db: Connection, person: str, now: float) -> int:
    ids = db.scalars(select(escalation.c.id).where(escalations_of(person))).all()
    still_open = (escalation.c.id.in_(ids), escalation.c.state == "open")
    db.execute(update(escalation).where(*still_open).values(state="closed", closed_at=now))
    anonymise_escalations(db, ids)
    return len(ids)
