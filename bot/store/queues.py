"""What waits in the store: for health and metrics."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from bot.store.tables import outbox, question


@dataclass(frozen=True)
class Queues:
    """How many questions wait to be answered and parcels to be posted, and since when (seconds since 1970; 0: none)."""

    waiting: int
    due: int
    oldest: float


def queues(engine: Engine) -> Queues:
    """What waits at this moment, in all processes."""
    asked = select(func.count(), func.min(question.c.asked_at)).where(question.c.state == "asked")
    posting = select(func.count(), func.min(outbox.c.created_at)).where(outbox.c.state == "due")
    with engine.begin() as db:
        (waiting, since), (due, since_due) = db.execute(asked).one(), db.execute(posting).one()
    return Queues(waiting, due, min((each for each in (since, since_due) if each), default=0.0))
