"""Which events are taken already: Slack delivers some of them twice."""

from sqlalchemy import Connection, Engine, delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import claim


class Claims:
    """Keys that were taken, by whichever process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, now: float, *keys: str) -> bool:
        """Take all the keys of one piece of work; False if any of them was taken before."""
        with self._engine.begin() as db:
            return claimed(db, now, *keys)

    def release(self, *keys: str) -> None:
        """Give keys back: the work was not done and may be tried again."""
        with self._engine.begin() as db:
            db.execute(delete(claim).where(claim.c.key.in_(keys)))


def claimed(db: Connection, now: float, *keys: str) -> bool:
    """Take the keys within a transaction; another that takes one of them waits for its end. False as `take`."""
    fresh = [{"key": key, "taken_at": now} for key in dict.fromkeys(keys)]
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    taken = insert(claim).values(fresh).on_conflict_do_nothing().returning(claim.c.key)
    return len(db.execute(taken).all()) == len(fresh)
