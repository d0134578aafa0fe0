"""What new colleagues ask: who asked is known until enough have asked the same, and from then on nobody."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from bot.store.database.locks import alone
from bot.store.database.opening import added
from bot.store.onboarding.tables import asker, current, enrolment, question_count
from bot.tallies import ENOUGH_PEOPLE

_COUNTING = 0x5348_4351  # the key of PostgreSQL's lock


def count_question(engine: Engine, person: str, clauses: Iterable[str]) -> None:
    """Count that clauses (by name) answered a question of somebody on a path."""
    with engine.begin() as db:
        enrolled = current(db, person)
        if enrolled is None:
            return
        alone_with_askers(db)
        for clause in sorted(set(clauses)):
            _count(db, clause, enrolled.id)


def alone_with_askers(db: Connection) -> None:
    """Keep others from who asked: an asker beside a count that was just made would be lost."""
    alone(db, _COUNTING)


def most_asked(engine: Engine, limit: int) -> tuple[str, ...]:
    """The clauses that enough different people asked for, the most asked first, by name."""
    most = (
        select(question_count.c.clause)
        .order_by(question_count.c.count.desc(), question_count.c.clause)
        .limit(limit)
    )
    with engine.begin() as db:
        return tuple(db.scalars(most))


def _count(db: Connection, clause: str, by: str) -> None:
    grown = (
        update(question_count)
        .where(question_count.c.clause == clause)
        .values(count=question_count.c.count + 1)
    )
    if db.execute(grown).rowcount:
        return
    added(db, asker, {"clause": clause, "enrolment": by})
    heard = asker.c.clause == clause
    # Whoever begins their path anew has another enrolment, and is the same person.
    people = select(func.count(enrolment.c.person.distinct())).join(
        asker, asker.c.enrolment == enrolment.c.id
    )
    count = db.scalar(people.where(heard)) or 0
    if count >= ENOUGH_PEOPLE:
        db.execute(delete(asker).where(heard))
        db.execute(insert(question_count).values(clause=clause, count=count))
