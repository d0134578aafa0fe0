"""What was taken up, each thing once, in whichever process: what Slack tells again is not done again."""

from collections.abc import Mapping

from sqlalchemy import Connection, Engine, delete

from bot.store.database.opening import added, insert_new
from bot.store.tables import claim


class Claims:
    """The claims of all processes on one database; they stay as long as those of events."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, now: float, key: str) -> bool:
        """Claim something; False where it was claimed before."""
        with self._engine.begin() as db:
            return added(db, claim, {"key": key, "taken_at": now})

    def release(self, key: str) -> None:
        """As if it had never been claimed."""
        with self._engine.begin() as db:
            db.execute(delete(claim).where(claim.c.key == key))


def processed_now(db: Connection, claims: Mapping[str, float]) -> set[str]:
    """Note that these events are processed, since Slack delivers some twice; those that were not before.

    In the order of their keys: two transactions that meet in another one would wait for each other.
    """
    rows = [{"key": key, "taken_at": claims[key]} for key in sorted(claims)]
    return {row.key for row in insert_new(db, claim, rows)}


def mark_processed(db: Connection, now: float, key: str) -> bool:
    """The same for one; False where it was processed before."""
    return bool(processed_now(db, {key: now}))
