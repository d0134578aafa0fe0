"""Who has the bot: a row a tenant that installed it, with the token by which Slack knows the bot there.

The one workspace whose token stands in the environment has none. Who uninstalls the bot has all work that waits ended
at once; what is stored stays for GRACE_DAYS, for a change of mind or an export, and then all of it goes.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Double,
    Engine,
    Row,
    String,
    Table,
    Text,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.inquiries import Outcome
from bot.store.database.locks import alone, lock_rows
from bot.store.database.opening import truncate_journal, upsert
from bot.store.database.tenancy import ALONE, tenant, tenant_of
from bot.store.personal.sealing import PREFIX, Seal, SealError, all_opened, opened
from bot.store.tables import ASKED, DUE, metadata, outbox, question

GRACE_DAYS = 30
_DAY = 86_400.0  # seconds
_INSTALLING = 0x494E_5354  # the key of PostgreSQL's lock: nobody installs it anew while a piece is removed
_SKEW = 10.0  # seconds: Slack tells whole ones, by a clock of its own
_UNINSTALLED = "uninstalled"  # why a parcel was given up

installed = Table(
    "tenant",
    metadata,
    tenant(),
    Column("name", String(255), nullable=False),
    Column("team", String(32), nullable=False),  # empty for an organisation
    Column("bot", String(32), nullable=False),
    Column("bot_user", String(32), nullable=False),
    Column("scopes", Text, nullable=False),  # parted by commas
    Column("sealed_token", Text, nullable=False),
    Column("sealed_refresh_token", Text, nullable=False),
    Column("expires_at", Double, nullable=False),  # 0: the token does not
    Column("renewing_until", Double, nullable=False),
    Column("installed_at", Double, nullable=False),
    Column("ended_at", Double, nullable=False),  # 0: it goes on
)


@dataclass(frozen=True)
class Installation:
    """The bot at a tenant: its ids and name there, its token, and when that expires (seconds; 0.0: never).

    `tenant`: the id of the workspace, or of the organisation that has it in all of its own; `team`: of the workspace,
    empty for an organisation. `ended_at`: since when it is no more (0.0: it goes on).
    """

    tenant: str
    name: str
    team: str
    bot: str
    bot_user: str
    scopes: str
    token: str
    refresh_token: str = ""
    expires_at: float = 0.0
    installed_at: float = 0.0
    ended_at: float = 0.0

    @property
    def goes_on(self) -> bool:
        """Whether the bot is still there."""
        return not self.ended_at

    def began_about(self, moment: float) -> bool:
        """Whether nobody can tell by the clock which was first: that it was installed, or what Slack tells of then."""
        return self.goes_on and abs(self.installed_at - moment) <= _SKEW


class Installations:
    """The installation of one tenant, and all that is stored for it."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def keep(self, now: float, new: Installation) -> None:
        """The bot was installed, perhaps again: within the days of grace, what is stored goes on."""
        row = self._seal.columns(installed, replace(new, installed_at=now, ended_at=0.0))
        del row["tenant"]  # which is that of the engine
        while True:
            self.remove_where_over(now)  # else half of it might be there, and go on
            with self._engine.begin() as db:
                alone(db, _INSTALLING)
                is_over = db.scalar(select(installed.c.tenant).where(~_stays(now)))
                if not is_over:  # by now, either
                    upsert(db, installed, [row | {"renewing_until": 0.0}])
                    return

    def find(self) -> Installation | None:
        """The installation; None where there is none, or no secret opens its token."""
        with self._engine.begin() as db:
            return opened(self._read, db.execute(select(installed)).one_or_none())

    def all(self) -> tuple[Installation, ...]:
        """Those of all tenants whose rows the engine shows, by their ids; without tokens: no secret may open one."""
        return tuple(self._seal.read(Installation, row, token="", refresh_token="") for row in self._rows())

    def all_with_tokens(self) -> tuple[Installation, ...]:
        """The same, but for those whose token no secret opens."""
        return all_opened(self._read, self._rows())

    def may_renew(self, now: float, known: Installation, seconds: float) -> bool:
        """Whether the caller alone, of all processes, is to renew the token that is `known`, in so many seconds."""
        same = (installed.c.expires_at == known.expires_at, installed.c.ended_at == 0.0)
        free = update(installed).where(installed.c.renewing_until <= now, *same)
        with self._engine.begin() as db:
            return bool(db.execute(free.values(renewing_until=now + seconds)).rowcount)

    def renew(self, token: str, refresh_token: str, expires_at: float) -> None:
        """Another token from now on, unless the bot was uninstalled or installed anew since it `may_renew`."""
        sealed = {
            "sealed_token": self._seal.seal(token),
            "sealed_refresh_token": self._seal.seal(refresh_token),
        }
        being_renewed = update(installed).where(installed.c.renewing_until > 0.0)
        with self._engine.begin() as db:
            db.execute(being_renewed.values(**sealed, expires_at=expires_at, renewing_until=0.0))

    def end(self, now: float, since: float = math.inf) -> bool:
        """The bot was uninstalled: its token is forgotten, and what waits comes to its end; False where it had been.

        `since` is when, as far as it is known: Slack may tell late, and whoever installed the bot again by then has it.
        """
        with self._engine.begin() as db:
            return self._end(db, now, since)

    def _end(self, db: Connection, now: float, since: float = math.inf) -> bool:
        nothing = dict.fromkeys(("sealed_token", "sealed_refresh_token"), self._seal.seal(""))
        goes_on = installed.c.ended_at == 0.0
        ending = update(installed).where(goes_on, installed.c.installed_at <= since + _SKEW)
        failed = {"state": "settled", "outcome": Outcome.FAILED, "settled_at": now}
        given_up = {"state": "given_up", "why": _UNINSTALLED}
        has_ended = bool(db.execute(ending.values(**nothing, ended_at=now, renewing_until=0.0)).rowcount)
        if not has_ended and db.scalar(select(installed.c.tenant).where(goes_on)):
            return False
        for table, waiting, done in ((question, ASKED, failed), (outbox, DUE, given_up)):
            lock_rows(db, table, waiting)
            db.execute(update(table).where(waiting).values(done))
        return has_ended

    def remove(self, now: float) -> None:
        """End it, and have all go that is stored for this tenant.

        Its days of grace are over at once: where this is stopped, or somebody installs it again meanwhile, the rest
        goes all the same.
        """
        with self._engine.begin() as db:
            alone(db, _INSTALLING)
            self._end(db, now)
            db.execute(update(installed).values(ended_at=now - (GRACE_DAYS + 1) * _DAY))
        self.remove_where_over(now)

    def remove_where_over(self, now: float) -> bool:
        """Have all go once the days of grace are over, or where it was removed before; whether that is so.

        Each piece looks, for who installs it again meanwhile has it. What tells that it is there goes last: whoever is
        stopped goes on the next time.
        """
        others = [each for each in reversed(metadata.sorted_tables) if each is not installed]
        for table in (*others, installed):
            with self._engine.begin() as db:
                if is_there(db, now):
                    return False
                db.execute(delete(table))
        truncate_journal(self._engine)
        return True

    def export(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """All that is stored for this tenant, row by row with the name of its table, in words; but for tokens."""
        for table in metadata.sorted_tables:
            with self._engine.begin() as db:
                yield from ((table.name, self._in_words(row)) for row in db.execute(select(table)).all())

    def _in_words(self, row: Row[Any]) -> Mapping[str, Any]:
        told = row._asdict()
        return {
            name.removeprefix(PREFIX): self._word(value) if name.startswith(PREFIX) else value
            for name, value in told.items()
            if name != "tenant" and not name.endswith("_token")
        }

    def _rows(self) -> Sequence[Row[Any]]:
        with self._engine.begin() as db:
            return db.execute(select(installed).order_by(installed.c.tenant)).all()

    def _word(self, stored: str) -> str | None:
        try:
            return self._seal.open(stored)
        except SealError:
            return None

    def _read(self, row: Row[Any]) -> Installation:
        return self._seal.of(row.tenant).read(Installation, row)


def is_there(db: Connection, now: float) -> bool:
    """Whether rows may be written for this tenant: there is one, and until this transaction ends nobody removes it."""
    alone(db, _INSTALLING)
    return tenant_of(db) == ALONE or db.scalar(select(installed.c.tenant).where(_stays(now))) is not None


def _stays(now: float) -> ColumnElement[bool]:
    """It goes on, or did within the days of grace."""
    return or_(installed.c.ended_at == 0.0, installed.c.ended_at >= now - GRACE_DAYS * _DAY)
