"""Questions, from the moment they are asked until they are completed.

A question is taken before Slack hears that its event has arrived, and from then on belongs to whichever process leases
it: what one process left undone when it died, another (or the next) does when the lease runs out.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Engine, Row, insert, select, update

from bot.inquiries import Asked, AskedWords, Outcome, Place, Question, QuestionResult
from bot.store.database.locks import alone
from bot.store.database.opening import one_statement
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Delivery, Hold, Parcel
from bot.store.inquiries import statements
from bot.store.inquiries.asked_words import asked_words
from bot.store.inquiries.claims import mark_processed, processed_now
from bot.store.inquiries.leases import SHUT, furthest
from bot.store.inquiries.threads import place_key, save_thread, stop_thread
from bot.store.personal.sealing import SHUT_FOR, Seal, all_opened, opened
from bot.store.tables import question, thread
from bot.tallies import ENOUGH_PEOPLE

# Begins the keys of PostgreSQL's locks by which one person's questions are counted one by one.
_ASKING = 1 << 32


def question_id(key: str) -> str:
    """The id of the question with this key; whoever could not store it knows it, too."""
    return uuid.uuid5(uuid.NAMESPACE_OID, key).hex


@dataclass(frozen=True)
class Arrival:
    """A question that has just arrived (`at`, in seconds since 1970), by an `event` of Slack's.

    Who answers it at once leases it for so many seconds (`lease`); 0 where it waits.
    """

    at: float
    asked: Asked
    event: str
    lease: float = 0.0


@dataclass(frozen=True)
class Completion:
    """What became of a question is written down; `delivery` is what its caller is to post, if it is theirs."""

    delivery: Delivery | None


class Questions:
    """The questions of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def take(self, now: float, asked: Asked, event: str, lease: float = 0.0) -> Question | None:
        """Keep a question that has just arrived; None if it was taken before, in whatever shape it came.

        With a `lease` in seconds it is the caller's to answer at once, as by `lease`.
        """
        [taken] = self.take_all([Arrival(now, asked, event, lease)])
        return taken

    def take_all(self, arrivals: Sequence[Arrival]) -> Sequence[Question | None]:
        """Keep questions in one transaction, as `take` each."""
        claims = {key: one.at for one in reversed(arrivals) for key in (one.event, one.asked.key)}
        with self._engine.begin() as db:
            free = processed_now(db, claims)
            are_new = [_is_new(one, free) for one in arrivals]
            new = [one for one, is_new in zip(arrivals, are_new, strict=True) if is_new]
            recent = _recent(db, max(one.at for one in arrivals), *(one.asked.person for one in new))
            taken: dict[str, Question] = {}
            rows: list[dict[str, Any]] = []
            for one in new:
                known = taken[one.asked.key] = _taken(one, recent[one.asked.person])
                until = one.at + one.lease if one.lease else 0.0
                leased = {"lease_until": until, "attempts": known.attempts, "id": known.id}
                rows.append(self._row(one.at, one.asked, known.recent) | leased)
                recent[one.asked.person] += 1
            if rows:
                db.execute(statements.new(), rows)
        return [
            taken[one.asked.key] if is_new else None for one, is_new in zip(arrivals, are_new, strict=True)
        ]

    def revise(  # noqa: PLR0913  # what an event tells of an edit
        self, now: float, key: str, text: str, event: str, said_at: float, *, is_shared: bool = False
    ) -> bool:
        """Have an edited question answered again; events of several edits may overtake each other.

        False if it is none of ours, or this edit, or a later one (`said_at`, by Slack's clock), was taken before.
        """
        changes = {"sealed_text": self._seal.seal(text), "said_at": said_at, "is_shared": is_shared}
        changes |= {"recent": statements.recent_at_edit(now)}
        later = (question.c.said_at < said_at, question.c.is_withdrawn.is_(False))
        return self._reopen(key, later, changes, event, now)

    def withdraw(self, now: float, key: str, event: str) -> bool:
        """A question was deleted: its words are gone at once, and what answers it is to go, too.

        False if it is none of ours; where its own event is still to come, it will not be taken.
        """
        places = select(place_key(question)).where(question.c.key == key)
        with self._engine.begin() as db:
            mark_processed(db, now, key)
            db.execute(update(thread).where(thread.c.place.in_(places)).values(sealed_state=""))
        return self._reopen(key, (), {"is_withdrawn": True, "sealed_text": ""}, event, now)

    def _reopen(
        self, key: str, only: Sequence[ColumnElement[bool]], changes: dict[str, Any], event: str, now: float
    ) -> bool:
        again = changes | {"state": "asked", "lease_until": 0.0, "attempts": 0}
        found = (question.c.key == key, *only)
        with self._engine.begin() as db:
            if not db.scalar(select(question.c.id).where(*found).with_for_update()):
                return False
            if not mark_processed(db, now, event):
                return False
            db.execute(update(question).where(*found).values(**again, revision=question.c.revision + 1))
        return True

    def lease(self, now: float, limit: int, seconds: float, *, files: bool = False) -> tuple[Question, ...]:
        """The oldest questions that wait, at most `limit`, for this caller alone until the lease runs out.

        With `files` those that are a file somebody dropped, else all others. Those that no secret opens are left alone
        for an hour.
        """
        which = {"now": now, "furthest": furthest(now, seconds), "limit": limit, "until": now + seconds}
        with one_statement(self._engine) as db:
            rows = db.execute(statements.lease(files=files), which).all()
        taken = all_opened(self._question, rows)
        ids = {each.id for each in taken}
        if shut := [row.id for row in rows if row.id not in ids]:
            left_alone = update(question).where(question.c.id.in_(shut))
            with self._engine.begin() as db:
                db.execute(left_alone.values(lease_until=now + SHUT_FOR, attempts=SHUT))
        return tuple(sorted(taken, key=lambda each: each.asked_at))

    def put_off(self, now: float, asked: Question, seconds: float) -> None:
        """Have it taken again after so long; this try does not count."""
        again = update(question).where(question.c.id == asked.id, question.c.revision == asked.revision)
        with self._engine.begin() as db:
            db.execute(again.values(lease_until=now + seconds, attempts=question.c.attempts - 1))

    def complete(  # noqa: PLR0913  # what is settled in one piece
        self,
        now: float,
        asked: Question,
        result: QuestionResult,
        parcel: Parcel | None,
        aside: Parcel | None = None,
        *,
        may_be_said: bool = False,
        hold: Hold | None = None,
    ) -> Completion | None:
        """Write down what became of it, what is to be posted, and what its conversation has come to, in one piece.

        `aside` is what the asker alone is to be shown besides. `may_be_said`: something may stand in the place of what
        is to be posted; with a `hold` it may be the caller's to post. None where the question was edited or deleted
        meanwhile: that revision waits to be answered, and nothing of this one counts.
        """
        place = asked.asked.place
        same = {"of": asked.id, "in_revision": asked.revision}
        done = {**_result(result, now), "sealed_response_url": self._seal.seal("")}
        with self._engine.begin() as db:
            locks = hold is not None and parcel is not None and db.dialect.name == "postgresql"
            in_lane = {"in_lane": parcel.address.lane} if parcel and locks else {}
            found = db.execute(statements.done(locks=locks), same | done | in_lane).one_or_none()
            if found is None:
                return None
            held = hold if found.is_alone else None
            delivery = None
            if parcel is not None:
                answer, since = replace(parcel, subject=asked.id), asked.asked_at
                delivery = enqueue(
                    db, self._seal, asked.id, answer, now, since=since, may_be_said=may_be_said, hold=held
                )
            if aside is not None:
                beside = replace(aside, subject=asked.id)
                enqueue(db, self._seal, uuid.uuid5(uuid.NAMESPACE_OID, asked.id).hex, beside, now)
            if result.thread is not None:
                save_thread(db, place, self._seal.seal(result.thread), now)
            if result.outcome is Outcome.STOPPED and place.channel:  # on a page there is no talk to stop
                stop_thread(db, place, now)
            if result.outcome is Outcome.NOT_ADDRESSED:
                db.execute(statements.unmeant(), same)
        return Completion(delivery)

    def decide_again(self, now: float, id: str, fresh: float) -> bool:  # noqa: A002  # the column's name
        """Have a question answered again that was settled longer than `fresh` seconds ago; True while it is to be.

        One that seems to have been settled as far ahead was so before the clock was set back.
        """
        with self._engine.begin() as db:
            found = (question.c.id == id, question.c.is_withdrawn.is_(False))
            row = db.execute(select(question).where(*found).with_for_update()).one_or_none()
            if row is None or (row.state == "settled" and abs(now - row.settled_at) < fresh):
                return False
            if row.state == "settled":
                again = {"state": "asked", "lease_until": 0.0, "attempts": 0, "revision": row.revision + 1}
                db.execute(update(question).where(question.c.id == id).values(again))
        return True

    def begin(self, now: float, asked: Asked) -> Question:
        """Keep a question that is answered where it is asked: until `complete` tells what became of it, it failed.

        It counts from now on: who asks several at once does not get around the limit.
        """
        failed = _result(QuestionResult(Outcome.FAILED), now)
        with self._engine.begin() as db:
            recent = _recent(db, now, asked.person)[asked.person]
            new = insert(question).values(self._row(now, asked, recent) | failed).returning(question)
            return self._question(db.execute(new).one())

    def is_first(self, asked: Question) -> bool:
        """Whether nothing else is stored that this person asked before; what they took back does not count."""
        them = {"by": asked.asked.person, "at": asked.asked_at, "of": asked.id}
        with one_statement(self._engine) as db:
            return db.scalar(statements.asked_before(), them) is None

    def most_cited(self, since: float, limit: int) -> tuple[str, ...]:
        """The clauses that answered most questions since then, the most useful first, by name; of enough people."""
        which = {"since": since, "enough": ENOUGH_PEOPLE, "limit": limit}
        with self._engine.begin() as db:
            cited = db.scalars(statements.most_cited(), which)
            return tuple(clauses.split()[0] for clauses in cited if clauses)

    def asked_words(self, since: float, most: int | None = None) -> Sequence[AskedWords]:
        """What was asked since then and got a reply, each words once: of the newest questions, at most so many."""
        return asked_words(self._engine, self._seal, since, most)

    def find(self, id: str) -> Question | None:  # noqa: A002  # the column's name
        """A question by its id."""
        with self._engine.begin() as db:
            row = db.execute(select(question).where(question.c.id == id)).one_or_none()
        return opened(self._question, row)

    def _row(self, now: float, asked: Asked, recent: int) -> dict[str, Any]:
        """A new question; `recent`: how many its person asked in the minute before."""
        return {
            **asdict(asked.place),
            **self._seal.columns(question, asked),
            "id": uuid.uuid4().hex,
            "asked_at": now,
            "recent": recent,
            "said_at": float(asked.ts or 0.0),
        }

    def _question(self, row: Row[Any]) -> Question:
        asked = self._seal.read(Asked, row, place=Place(row.team, row.channel, row.thread))
        return self._seal.read(Question, row, asked=asked)


def _taken(one: Arrival, recent: int) -> Question:
    attempts = int(one.lease > 0)
    return Question(question_id(one.asked.key), one.asked, one.at, recent, 0, attempts, is_withdrawn=False)


def _is_new(one: Arrival, free: set[str]) -> bool:
    """Whether nothing of it was taken before; what it claims is `free` no more."""
    own = {one.event, one.asked.key}
    is_new = own <= free
    free -= own
    return is_new


def _recent(db: Connection, now: float, *people: str) -> Counter[str]:
    """How many questions these people asked in the last minute; until this transaction ends nobody else counts them.

    Of two questions of a person at the same moment neither would count the other.
    """
    if not people:
        return Counter()
    alone(db, *(_ASKING + crc32(person.encode()) for person in people))
    lately = {"since": now - statements.MINUTE, "until": now, "people": sorted(set(people))}
    return Counter({row.person: row.count_ for row in db.execute(statements.asked_between(), lately)})


def _result(result: QuestionResult, now: float) -> dict[str, Any]:
    """The columns that tell what became of a question."""
    return {
        "state": "settled",
        "outcome": result.outcome,
        "clauses": " ".join(result.clauses),
        "confidence": result.confidence,
        "incident": result.incident,
        "generation": result.generation,
        "settled_at": now,
    }
