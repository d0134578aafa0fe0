"""The store: all repositories over one database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, case, event, func, select, union
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.audit import Audit, audit
from bot.store.chains import renew_macs
from bot.store.database.condition import Condition, condition_of, is_intact
from bot.store.database.opening import DatabaseError, insert_new, upsert
from bot.store.database.sqlite_connections import has_moved, hurry
from bot.store.database.tenancy import ALONE, bound, unbound
from bot.store.deliveries.dead_letters import DeadLetters
from bot.store.deliveries.outbox import Outbox
from bot.store.desk import ChapterReviews, Items, LearnedPairs, Pulses, Reviews, Suggestions
from bot.store.desk.learned import pairs_count
from bot.store.desk.tables import learned_pair
from bot.store.history import Histories
from bot.store.inquiries.claims import Claims
from bot.store.inquiries.escalations import Escalations
from bot.store.inquiries.feedback import Feedback
from bot.store.inquiries.questions import Questions
from bot.store.inquiries.threads import Threads
from bot.store.installations import Installation, Installations
from bot.store.onboarding import Acknowledgements, Onboardings, Signatures
from bot.store.onboarding.tables import signature
from bot.store.personal.accounts import Accounts
from bot.store.personal.kept import Kept, remember, remembered
from bot.store.personal.privacy import Privacy
from bot.store.personal.retention import DAY, Purged, Retention, purge
from bot.store.personal.rotation import Rotation, SealCounts, rotate, seal_counts
from bot.store.personal.sealing import Seal
from bot.store.processes import Processes
from bot.store.publishing.following import Following
from bot.store.publishing.publications import Publications, publication
from bot.store.reader_changes import ReaderChanges
from bot.store.tables import ASKED, DUE, GIVEN_UP, installation, outbox, question, reader_change

_LOOKED_THROUGH = 10.0  # seconds


@dataclass(frozen=True)
class Backlog:
    """How many questions and parcels wait or are at work, and since when (seconds since 1970; 0.0: nothing waits).

    `given_up`: how many parcels are dead letters.
    """

    questions: int
    parcels: int
    given_up: int
    oldest_question_at: float
    oldest_parcel_at: float

    @property
    def oldest_at(self) -> float:
        """Since when the oldest of all has waited."""
        return min(filter(None, (self.oldest_question_at, self.oldest_parcel_at)), default=0.0)

    @property
    def total(self) -> int:
        """How much is to be done in all."""
        return self.questions + self.parcels


@dataclass(frozen=True)
class Store:
    """The repositories, for the rows of one tenant; each method is one transaction, and days are those in `zone`."""

    engine: Engine
    seal: Seal
    zone: tzinfo
    questions: Questions
    outbox: Outbox
    dead_letters: DeadLetters
    threads: Threads
    feedback: Feedback
    escalations: Escalations
    onboarding: Onboardings
    signatures: Signatures
    acknowledgements: Acknowledgements
    privacy: Privacy
    accounts: Accounts
    audit: Audit
    claims: Claims
    publications: Publications
    following: Following
    desk: Items
    learned: LearnedPairs
    suggestions: Suggestions
    pulses: Pulses
    chapter_reviews: ChapterReviews
    histories: Histories
    reviews: Reviews
    installations: Installations
    processes: Processes
    reader_changes: ReaderChanges

    @classmethod
    def over(cls, engine: Engine, seal: Seal, tenant: str = ALONE, zone: tzinfo = UTC) -> "Store":
        """The store of a tenant over an open database."""
        engine, seal = bound(engine, tenant), seal.of(tenant)
        return cls(
            engine,
            seal,
            zone,
            Questions(engine, seal),
            Outbox(engine, seal),
            DeadLetters(engine, seal),
            Threads(engine, seal, Retention().threads * DAY),
            Feedback(engine, seal),
            Escalations(engine, seal),
            Onboardings(engine, seal),
            Signatures(engine, seal),
            Acknowledgements(engine, seal),
            Privacy(engine, seal, zone),
            Accounts(engine),
            Audit(engine, seal),
            Claims(engine),
            Publications(engine, seal),
            Following(engine, seal),
            Items(engine, seal),
            LearnedPairs(engine, seal, zone),
            Suggestions(engine, seal),
            Pulses(engine, seal),
            ChapterReviews(engine, seal),
            Histories(engine),
            Reviews(engine, seal),
            Installations(engine, seal),
            Processes(engine),
            ReaderChanges(engine),
        )

    def of(self, tenant: str, zone: tzinfo | None = None) -> "Store":
        """The store of another tenant in the same database, whose days are those in `zone`."""
        return Store.over(self.engine, self.seal, tenant, zone or self.zone)

    def tenants(self) -> tuple[Installation, ...]:
        """The installations of all tenants, by their ids and without tokens, those too that ended lately."""
        return Installations(self._of_all, self.seal).all()

    def tenants_with_tokens(self) -> tuple[Installation, ...]:
        """The same with their tokens, but for those that no secret opens."""
        return Installations(self._of_all, self.seal).all_with_tokens()

    @cached_property
    def _of_all(self) -> Engine:
        return unbound(self.engine)

    @property
    def threads_at_once(self) -> int:
        """How many transactions are worth being under way side by side."""
        return 1 if self.engine.dialect.name == "sqlite" else 4

    def backlog(self, *, of_all: bool = False) -> Backlog:
        """What waits at this moment, in all processes; with `of_all` what is of all tenants."""
        asked = select(func.count(), func.min(question.c.asked_at)).where(ASKED)
        # An older version beside this one does not say since when a parcel is due.
        since = case((outbox.c.due_since > 0, outbox.c.due_since), else_=outbox.c.created_at)
        due = select(func.count(), func.min(since)).where(DUE)
        lost = select(func.count()).where(GIVEN_UP)
        with (self._of_all if of_all else self.engine).begin() as db:
            (questions, asked_at), (parcels, due_at) = db.execute(asked).one(), db.execute(due).one()
            given_up = db.scalar(lost) or 0
        return Backlog(questions, parcels, given_up, asked_at or 0.0, due_at or 0.0)

    def purge(self, now: float, keep: Retention) -> Purged:
        """Remove what has been kept long enough; may take many short transactions."""
        return purge(self.engine, now, keep, self.zone)

    def remember(self, now: float, kept: Kept) -> None:
        """Remember for how long what is stored is kept, where the tenant is there."""
        remember(self.engine, now, kept)

    def remembered(self) -> Kept | None:
        """What was remembered last; None where nothing was."""
        return remembered(self.engine)

    def at_hand(self, now: float) -> int:
        """How many questions and parcels any process could take at this moment: due, and at work nowhere."""
        asked = select(func.count()).where(ASKED, question.c.lease_until <= now)
        due = (DUE, outbox.c.not_before <= now, outbox.c.lease_until <= now)
        with self.engine.begin() as db:
            return (db.scalar(asked) or 0) + (db.scalar(select(func.count()).where(*due)) or 0)

    def tenants_at_hand(self, now: float) -> frozenset[str]:
        """The tenants of whom something is so at hand."""
        asked = select(question.c.tenant).where(ASKED, question.c.lease_until <= now)
        due = select(outbox.c.tenant).where(DUE, outbox.c.not_before <= now, outbox.c.lease_until <= now)
        with self._of_all.begin() as db:
            return frozenset(db.scalars(union(asked, due)))

    def tenants_of_changed_readers(self, since: float) -> frozenset[str]:
        """The tenants in which an account, or who reads a channel, changed after that moment."""
        changed = select(reader_change.c.tenant).where(reader_change.c.changed_at > since)
        with self._of_all.begin() as db:
            return frozenset(db.scalars(changed.distinct()))

    def rules_versions(self) -> Mapping[str, tuple[int, int]]:
        """By tenant, what grows with all that becomes of generations, and with every pair learned or dropped."""
        placed = select(publication.c.tenant, func.max(publication.c.place)).group_by(publication.c.tenant)
        learned = select(learned_pair.c.tenant, pairs_count()).group_by(learned_pair.c.tenant)
        with self._of_all.begin() as db:
            places = {row[0]: int(row[1]) for row in db.execute(placed)}
            pairs = {row[0]: int(row[1]) for row in db.execute(learned)}
        return {tenant: (places.get(tenant, 0), pairs.get(tenant, 0)) for tenant in {*places, *pairs}}

    def unfinished(self) -> int | None:
        """How much of all tenants is left to be done; None where the database does not tell."""
        try:
            return self.backlog(of_all=True).total
        except SQLAlchemyError:
            return None

    def team(self, present: str) -> str:
        """The workspace whose data this is: the first that it was opened for. Raises DatabaseError."""
        first = select(installation.c.value).where(installation.c.name == "team")
        try:
            with self.engine.begin() as db:
                insert_new(db, installation, [{"name": "team", "value": present}])
                return db.scalar(first) or present
        except SQLAlchemyError as error:
            raise self.unusable(condition_of(error)) from error

    def unusable(self, condition: Condition) -> DatabaseError:
        """The error that says what is wrong with this database."""
        return DatabaseError(self.engine.url.render_as_string(hide_password=True), condition, condition)

    def condition(self, now: float) -> Condition:
        """What the database is like: a row is written in earnest, and the file is the one that was opened."""
        try:
            with self.engine.begin() as db:
                if has_moved(db):
                    return Condition.REPLACED
                upsert(db, installation, [{"name": "written_at", "value": f"{now:.3f}"}])
        except SQLAlchemyError as error:
            return condition_of(error)
        return Condition.GOOD

    def is_intact(self) -> bool:
        """Whether SQLite's file is in order, as far as ten seconds go; PostgreSQL sees to its own."""
        file = self.engine.url.database
        return self.engine.dialect.name != "sqlite" or not file or is_intact(Path(file), _LOOKED_THROUGH)

    def seal_counts(self) -> SealCounts:
        """How many texts and records are each secret's; looks at those of all tenants."""
        return seal_counts(self._of_all, self.seal)

    def rotate(self, done: Callable[[int], None] = lambda _: None) -> Rotation:
        """Seal what is of all tenants anew with today's secret, and have it vouch for their chains.

        `done` is told after each short transaction how many rows were looked at.
        """
        with self._of_all.begin() as db:
            for chain in (signature, audit):
                renew_macs(db, chain, self.seal.mac_keys)
        return rotate(self._of_all, self.seal, done)

    def hurry(self) -> None:
        """Wait no more for what other processes write: this one ends, and is given little time for it."""
        hurry(self.engine)

    def close(self) -> None:
        """Close all connections, those in use when they come back."""
        event.listen(self.engine.pool, "checkin", _closed)
        self.engine.dispose()


def _closed(_: object, entry: ConnectionPoolEntry) -> None:
    entry.close()
