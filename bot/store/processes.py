"""The bots at work on one database: what Slack allows the app as a whole, they share."""

from dataclasses import dataclass

from sqlalchemy import Engine, and_, delete, func, or_, select

from bot.store.database.locks import alone
from bot.store.database.opening import upsert
from bot.store.inquiries.leases import furthest
from bot.store.tables import process

MOST_SOCKETS = 10  # what Slack gives an app
COUNTING = 0x5052_4F43  # the key of PostgreSQL's lock: one process counts at a time


@dataclass(frozen=True)
class Share:
    """How many `processes` are at work, the one that asks too, and how many `sockets` of the app's are its own."""

    processes: int
    sockets: int


class Processes:
    """The processes on one database, each as long as it says again in time that it is there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def present(self, now: float, id: str, seconds: float, wanted: int) -> Share:  # noqa: A002  # the column's name
        """For so many seconds a process is there, which has `wanted` sockets, as far as others leave any.

        Those that it had stay its own as long as it says in time that it is there; later, others may have them.
        """
        passed = or_(process.c.lease_until <= now, process.c.lease_until > furthest(now, seconds))
        others = select(func.count(), func.coalesce(func.sum(process.c.sockets), 0)).where(process.c.id != id)
        with self._engine.begin() as db:
            alone(db, COUNTING)
            db.execute(delete(process).where(and_(process.c.id != id, passed)))
            count, taken = db.execute(others).one()
            sockets = max(0, min(wanted, MOST_SOCKETS - taken))
            upsert(db, process, [{"id": id, "sockets": sockets, "lease_until": now + seconds}])
        return Share(count + 1, sockets)

    def leave(self, id: str) -> None:  # noqa: A002  # the column's name
        """A process ends: its sockets are free for others."""
        with self._engine.begin() as db:
            db.execute(delete(process).where(process.c.id == id))
