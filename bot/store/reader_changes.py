"""Whose account is another one by now, and where others read: Slack tells one process, and all must know."""

from collections.abc import Mapping

from sqlalchemy import Engine, select

from bot.store.database.opening import upsert
from bot.store.tables import reader_change


class ReaderChanges:
    """When each account and each channel last changed, as any process was told; they stay as long as events."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, now: float, id: str) -> None:  # noqa: A002  # the column's name
        """This account, or this channel's readers, changed just now."""
        with self._engine.begin() as db:
            upsert(db, reader_change, [{"id": id, "changed_at": now}])

    def since(self, moment: float) -> Mapping[str, float]:
        """What changed after a moment, and when, by ids."""
        which = select(reader_change.c.id, reader_change.c.changed_at)
        with self._engine.begin() as db:
            found = db.execute(which.where(reader_change.c.changed_at > moment))
            return {row.id: row.changed_at for row in found}
