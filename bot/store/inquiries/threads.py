"""What the conversations have come to, by place; who comes back after two weeks means something new."""

from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    Update,
    bindparam,
    select,
    update,
)

from bot.inquiries import Place
from bot.store.database import upsert
from bot.store.personal.sealing import Seal, opened
from bot.store.tables import thread


class Threads:
    """The state of each conversation, as a text that only the answering side can read; for so many seconds."""

    def __init__(self, engine: Engine, seal: Seal, remembered: float) -> None:
        self._engine = engine
        self._seal = seal
        self._remembered = remembered

    def at(self, now: float, place: Place) -> str:
        """The state of a conversation; "" where nothing was said, or too long ago."""
        with self._engine.begin() as db:
            row = db.execute(_state(), self._known(now, place)).one_or_none()
        return opened(lambda row: self._seal.open(row.sealed_state), row) or ""

    def is_followed(self, now: float, place: Place) -> bool:
        """Whether the bot has answered there and was not told to stop."""
        with self._engine.begin() as db:
            return db.scalar(_followed(), self._known(now, place)) is not None

    def save(self, now: float, place: Place, state: str) -> None:
        """Remember what the conversation at a place has come to."""
        with self._engine.begin() as db:
            save_thread(db, place, self._seal.seal(state), now)

    def stop(self, now: float, place: Place) -> None:
        """Follow this conversation no more, until the bot is mentioned there again."""
        with self._engine.begin() as db:
            stop_thread(db, place, now)

    def _known(self, now: float, place: Place) -> dict[str, object]:
        return {"at": place.key, "since": now - self._remembered}


# A statement takes longer to build than to run: each is built once.
@cache
def _state() -> Select[str]:
    return select(thread.c.sealed_state).where(
        thread.c.place == bindparam("at"), thread.c.touched_at > bindparam("since")
    )


@cache
def _followed() -> Select[str]:
    return _state().with_only_columns(thread.c.place).where(thread.c.is_stopped.is_(False))


@cache
def _change() -> Update:
    return update(thread).where(thread.c.place == bindparam("at"))


def save_thread(db: Connection, place: Place, sealed_state: str, now: float) -> None:
    """Write the state of a conversation within a transaction; it is followed again."""
    saved = {"place": place.key, "sealed_state": sealed_state, "touched_at": now, "is_stopped": False}
    upsert(db, thread, [saved])


def stop_thread(db: Connection, place: Place, now: float) -> None:
    """Follow a conversation no more, within a transaction."""
    db.execute(_change(), {"at": place.key, "is_stopped": True, "touched_at": now})


def place_key(table: Table) -> ColumnElement[str]:
    """`Place.key` of the columns `team`, `channel` and `thread`."""
    return table.c.team + "/" + table.c.channel + "/" + table.c.thread
