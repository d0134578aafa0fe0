"""What people follow of the rules, and up to which publication each was told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Engine, Integer, String, Table, delete, func, select, update

from bot.store.database.locks import lock_rows
from bot.store.database.opening import added
from bot.store.database.tenancy import index, tenant
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.personal.sealing import Seal
from bot.store.publishing.publications import publication
from bot.store.tables import metadata

follow = Table(
    "follow",
    metadata,
    tenant(),
    Column("person", String(32), primary_key=True),
    Column("name", String(500), primary_key=True),  # of a book, heading or clause, as the buttons write it
    Column("told", Integer, nullable=False),  # a place in the log of publications
    index("told"),
)


@dataclass(frozen=True)
class Follower:
    """Somebody with what they follow: the names, each with the place in the log up to which they were told of it."""

    person: str
    told: Mapping[str, int]


class Following:
    """What is followed, in all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def follow(self, person: str, name: str) -> bool:
        """From now on they hear of it; False where they did before."""
        with self._engine.begin() as db:
            newest = db.scalar(select(func.max(publication.c.place))) or 0
            return added(db, follow, {"person": person, "name": name, "told": newest})

    def unfollow(self, person: str, name: str) -> None:
        """They hear of it no more."""
        with self._engine.begin() as db:
            db.execute(delete(follow).where(follow.c.person == person, follow.c.name == name))

    def leave(self, person: str) -> None:
        """They hear of nothing any more."""
        with self._engine.begin() as db:
            forget_followed(db, person)

    def of(self, person: str) -> frozenset[str]:
        """The names of what somebody follows."""
        with self._engine.begin() as db:
            return frozenset(db.scalars(select(follow.c.name).where(follow.c.person == person)))

    def behind(self, place: int) -> Sequence[Follower]:
        """Who was not yet told of all up to a place in the log."""
        found: dict[str, dict[str, int]] = {}
        with self._engine.begin() as db:
            rows = db.execute(select(follow).where(follow.c.told < place).order_by(follow.c.person))
            for row in rows:
                found.setdefault(row.person, {})[row.name] = row.told
        return [Follower(person, told) for person, told in found.items()]

    def tell(self, now: float, person: str, place: int, id: str = "", parcel: Parcel | None = None) -> bool:  # noqa: A002  # the column's name
        """They are told of all up to a place, by a parcel with this id or, where nothing concerns them, by none.

        In one transaction; False where another process did so.
        """
        behind = update(follow).where(follow.c.person == person, follow.c.told < place)
        with self._engine.begin() as db:
            lock_rows(db, follow, follow.c.person == person)
            if not db.execute(behind.values(told=place)).rowcount:
                return False
            if parcel:
                enqueue(db, self._seal, id, parcel, now)
        return True


def forget_followed(db: Connection, person: str) -> None:
    """As `Following.leave`, within a transaction."""
    lock_rows(db, follow, follow.c.person == person)
    db.execute(delete(follow).where(follow.c.person == person))
