"""What the conversations have come to, by place; who comes back after two weeks means something new."""

from sqlalchemy import ColumnElement, Connection, Engine, Table, insert, select, update

from bot.inquiries import Place
from bot.store.sealing import Seal
from bot.store.tables import thread


class Threads:
    """The state of each conversation, as a text that only the answering side can read; for so many seconds."""

    def __init__(self, engine: Engine, seal: Seal, remembered: float) -> None:
        self._engine = engine
        self._seal = seal
        self._remembered = remembered

    def at(self, now: float, place: Place) -> str:
        """The state of a conversation; "" where nothing was said, or too long ago."""
        state = select(thread.c.sealed_state).where(*self._known(now, place))
        with self._engine.begin() as db:
            return self._seal.open(db.scalar(state) or "")

    def is_followed(self, now: float, place: Place) -> bool:
        """Whether the bot has answered there and was not told to stop."""
        followed = select(thread.c.place).where(*self._known(now, place), thread.c.is_stopped.is_(False))
        with self._engine.begin() as db:
            return db.scalar(followed) is not None

    def save(self, now: float, place: Place, state: str) -> None:
        """Remember what the conversation at a place has come to."""
        with self._engine.begin() as db:
            save_thread(db, place, self._seal.seal(state), now)

    def stop(self, now: float, place: Place) -> None:
        """Follow this conversation no more, until the bot is mentioned there again."""
        with self._engine.begin() as db:
            stop_thread(db, place, now)

    def _known(self, now: float, place: Place) -> tuple[ColumnElement[bool], ...]:
        return thread.c.place == place.key, thread.c.touched_at > now - self._remembered


def save_thread(db: Connection, place: Place, sealed_state: str, now: float) -> None:
    """Write the state of a conversation within a transaction; it is followed again."""
    values = {"sealed_state": sealed_state, "touched_at": now, "is_stopped": False}
    if not db.execute(update(thread).where(thread.c.place == place.key).values(values)).rowcount:
        db.execute(insert(thread).values(place=place.key, **values))


def stop_thread(db: Connection, place: Place, now: float) -> None:
    """Follow a conversation no more, within a transaction."""
    db.execute(update(thread).where(thread.c.place == place.key).values(is_stopped=True, touched_at=now))


def place_key(table: Table) -> ColumnElement[str]:
    """`Place.key` of the columns `team`, `channel` and `thread`."""
    return table.c.team + "/" + table.c.channel + "/" + table.c.thread
