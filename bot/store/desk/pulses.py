"""What staff are asked now and then: who was asked, what they answer while a round is open, and counts afterwards.

While a round is open an answer is its person's, who may change it. When it closes there remain counts of what enough
people answered, and nobody.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.pulse import PulseQuestion, QuestionResult, Round, RoundResult, counted
from bot.store.database.locks import lock_rows
from bot.store.database.opening import added, truncate_journal, upsert
from bot.store.database.tenancy import refers, tenant
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.personal.sealing import Seal, all_opened
from bot.store.tables import metadata

pulse_round = Table(
    "pulse_round",
    metadata,
    tenant(),
    Column("id", String(16), primary_key=True),
    Column("closes", Date, nullable=False),
    Column("questions", Text, nullable=False),  # JSON: [id, text] each, as they were asked
    Column("is_closed", Boolean, nullable=False),
    Column("asked", Integer, nullable=False),  # how many people, once it is closed
)

pulse_invitation = Table(
    "pulse_invitation",
    metadata,
    tenant(),
    Column("round", String(16), primary_key=True),
    Column("person", String(32), primary_key=True),
    refers("round", "pulse_round", goes_along=True),
)

pulse_answer = Table(
    "pulse_answer",
    metadata,
    tenant(),
    Column("round", String(16), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("sealed_score", Text, nullable=False),
    refers("round", "pulse_round", goes_along=True),
)

pulse_count = Table(
    "pulse_count",
    metadata,
    tenant(),
    Column("round", String(16), primary_key=True),
    Column("question", String(200), primary_key=True),
    Column("score", Integer, primary_key=True),
    Column("people", Integer, nullable=False),
    refers("round", "pulse_round", goes_along=True),
)


class Pulses:
    """The rounds of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def open(self, round_: Round) -> None:
        """A round begins; as it was begun it stays, whatever the file says later."""
        questions = json.dumps([[each.id, each.text] for each in round_.questions], ensure_ascii=False)
        row = {
            "id": round_.id,
            "closes": round_.closes,
            "questions": questions,
            "is_closed": False,
            "asked": 0,
        }
        with self._engine.begin() as db:
            added(db, pulse_round, row)

    def invited(self, round_id: str) -> frozenset[str]:
        """Who was asked in an open round."""
        asked = select(pulse_invitation.c.person).where(pulse_invitation.c.round == round_id)
        with self._engine.begin() as db:
            return frozenset(db.scalars(asked))

    def invite(self, now: float, round_id: str, person: str, parcel: Parcel, parcel_id: str) -> bool:
        """Ask somebody, once; False where another process did, or the round is over."""
        is_open = select(pulse_round.c.id).where(
            pulse_round.c.id == round_id, pulse_round.c.is_closed.is_(False)
        )
        with self._engine.begin() as db:
            if not db.scalar(is_open.with_for_update()):
                return False
            is_new = added(db, pulse_invitation, {"round": round_id, "person": person})
            if is_new:
                enqueue(db, self._seal, parcel_id, parcel, now)
        return is_new

    def answer(self, round_id: str, person: str, question: str, score: int) -> bool:
        """Keep what somebody answers, in the place of what they answered before; False where they cannot any more."""
        invited = (pulse_invitation.c.round == round_id, pulse_invitation.c.person == person)
        key = {"round": round_id, "person": person, "question": question}
        with self._engine.begin() as db:
            is_open = db.scalar(
                select(pulse_round.c.id)
                .where(pulse_round.c.id == round_id, pulse_round.c.is_closed.is_(False))
                .with_for_update()
            )
            if not is_open or not db.scalar(select(func.count()).where(*invited)):
                return False
            upsert(db, pulse_answer, [key | {"sealed_score": self._seal.seal(str(score))}])
        return True

    def answers(self, round_id: str, person: str) -> Mapping[str, int]:
        """What somebody answered so far in an open round, by the questions' ids."""
        theirs = (pulse_answer.c.round == round_id, pulse_answer.c.person == person)
        with self._engine.begin() as db:
            rows = db.execute(select(pulse_answer).where(*theirs)).all()
        return dict(all_opened(self._score, rows))

    def find(self, round_id: str) -> Round | None:
        """A round as it was begun, while it is open."""
        found = select(pulse_round).where(pulse_round.c.id == round_id, pulse_round.c.is_closed.is_(False))
        with self._engine.begin() as db:
            row = db.execute(found).one_or_none()
        return Round(row.id, row.closes, row.closes, _questions(row.questions)) if row else None

    def close_until(self, today: date) -> int:
        """Close the rounds whose day has come: of answers only counts stay, and those of enough people; how many."""
        due = select(pulse_round).where(pulse_round.c.closes <= today, pulse_round.c.is_closed.is_(False))
        with self._engine.begin() as db:
            rows = db.execute(due.order_by(pulse_round.c.id).with_for_update()).all()
            for row in rows:
                asked = db.scalar(select(func.count()).where(pulse_invitation.c.round == row.id)) or 0
                scores: dict[str, list[int]] = defaultdict(list)
                answers = db.execute(select(pulse_answer).where(pulse_answer.c.round == row.id))
                for question, score in all_opened(self._score, answers):
                    scores[question].append(score)
                counts = [
                    {"round": row.id, "question": question, "score": score, "people": count}
                    for question, given in scores.items()
                    for score, count in counted(given).items()
                ]
                if counts:
                    db.execute(insert(pulse_count), counts)
                for table in (pulse_answer, pulse_invitation):
                    db.execute(delete(table).where(table.c.round == row.id))
                over = update(pulse_round).where(pulse_round.c.id == row.id)
                db.execute(over.values(is_closed=True, asked=asked))
        if rows:
            truncate_journal(self._engine)  # where it still stands who gave which score
        return len(rows)

    def _score(self, row: Row[Any]) -> tuple[str, int]:
        """The question's id and the score that was given."""
        return row.question, int(self._seal.open(row.sealed_score))

    def results(self) -> Sequence[RoundResult]:
        """What came of the rounds that are closed, the newest first."""
        over = select(pulse_round).where(pulse_round.c.is_closed).order_by(pulse_round.c.id.desc())
        counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        with self._engine.begin() as db:
            rounds = db.execute(over).all()
            for row in db.execute(select(pulse_count)):
                counts[row.round, row.question][row.score] = row.people
        return [
            RoundResult(
                row.id,
                row.asked,
                [
                    QuestionResult(each, counts.get((row.id, each.id), {}))
                    for each in _questions(row.questions)
                ],
            )
            for row in rounds
        ]


def forget_answers(db: Connection, person: str) -> None:
    """Remove that somebody was asked, and what they answered."""
    asked = select(pulse_invitation.c.round).where(pulse_invitation.c.person == person)
    lock_rows(db, pulse_round, pulse_round.c.id.in_(asked))
    for table in (pulse_answer, pulse_invitation):
        db.execute(delete(table).where(table.c.person == person))


def surveys_of(person: str) -> Select[tuple[str, str, str]]:
    """The rounds that are open in which somebody was asked, with each of their answers, sealed, or "" for none."""
    same = (
        pulse_answer.c.round == pulse_invitation.c.round,
        pulse_answer.c.person == pulse_invitation.c.person,
    )
    question, score = pulse_answer.c.question, pulse_answer.c.sealed_score
    columns = (
        pulse_invitation.c.round,
        func.coalesce(question, "").label("question"),
        func.coalesce(score, "").label("sealed_score"),
    )
    asked = select(*columns).outerjoin(pulse_answer, and_(*same)).where(pulse_invitation.c.person == person)
    return asked.order_by(pulse_invitation.c.round, question)


def _questions(written: str) -> tuple[PulseQuestion, ...]:
    return tuple(PulseQuestion(id_, text) for id_, text in json.loads(written))
