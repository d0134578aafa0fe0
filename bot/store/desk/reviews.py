"""Which stretch of time each conversation was last told of, for the review meeting: once, over all processes."""

import hashlib

from sqlalchemy import Engine, select, update

from bot.store.database.opening import insert_new
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.personal.sealing import Seal
from bot.store.tables import installation


class Reviews:
    """The reviews on one database; a stretch is known by its first day, as 2026-10-01."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def last(self, channel: str) -> str:
        """The stretch that a conversation was told of last; "" for none."""
        told = select(installation.c.value).where(installation.c.name == _name(channel))
        with self._engine.begin() as db:
            return db.scalar(told) or ""

    def tell(self, now: float, channel: str, first_day: str, parcel: Parcel | None, parcel_id: str) -> bool:
        """Post the review of a stretch, or note that there is nothing to tell; False where that was done before."""
        name = _name(channel)
        later = update(installation).where(installation.c.name == name, installation.c.value < first_day)
        with self._engine.begin() as db:
            insert_new(db, installation, [{"name": name, "value": ""}])
            if not db.execute(later.values(value=first_day)).rowcount:
                return False
            if parcel:
                enqueue(db, self._seal, parcel_id, parcel, now)
        return True


def _name(channel: str) -> str:
    """A direct conversation stands for a person: which one it is cannot be read from here."""
    return f"review/{hashlib.blake2b(channel.encode(), digest_size=12).hexdigest()}"
