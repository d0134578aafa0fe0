"""Who people on Slack were when it last told: what admission is decided by where Slack does not answer. No names."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, Row, select

from bot.store.database.opening import upsert
from bot.store.tables import account


@dataclass(frozen=True)
class Account:
    """A Slack account (its `id`): `is_reading`: no bot, and nobody who has left; the rest is Slack's settings."""

    id: str
    is_guest: bool
    is_outsider: bool
    is_reading: bool
    language: str
    zone: str


class Accounts:
    """The accounts on one database, each as it was last seen."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, now: float, seen: Sequence[Account]) -> None:
        """Keep accounts as they are now."""
        if seen:
            latest = {each.id: {**asdict(each), "seen_at": now} for each in seen}
            with self._engine.begin() as db:
                upsert(db, account, list(latest.values()))

    def find(self, id: str) -> Account | None:  # noqa: A002  # the column's name
        """An account as it was last seen; None where it never was, or too long ago."""
        with self._engine.begin() as db:
            row = db.execute(select(account).where(account.c.id == id)).one_or_none()
        if row is None:
            return None
        return _account(row)

    def staff(self) -> Sequence[Account]:
        """All who work here, as far as Slack has told: no guests, nobody of another organisation, nobody who left."""
        works_here = (account.c.is_reading, ~account.c.is_guest, ~account.c.is_outsider)
        with self._engine.begin() as db:
            return [
                _account(row) for row in db.execute(select(account).where(*works_here).order_by(account.c.id))
            ]


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.is_guest, row.is_outsider, row.is_reading, row.language, row.zone)
