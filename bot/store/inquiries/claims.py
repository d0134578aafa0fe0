"""What was taken up, each thing once, in whichever process: what Slack tells again is not done again."""

from sqlalchemy import Engine, delete

from bot.store.database.opening import added
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
