"""Locks, and the one order in which transactions take them: two that meet in another would wait for each other.

1. claims, the installation, and the locks by which one thing is counted or published alone;
2. questions;
3. what else is held before there is a parcel about it: enrolments, then who counts their questions; signers, what is
   followed, rounds, reviews of chapters, stretches that were told of;
4. parcels;
5. threads;
6. items of the desk;
7. escalations, then voices and opinions;
8. learned pairs;
9. accounts;
10. the chains, after which a transaction waits for nothing.

Of one table several rows are locked by `lock_rows`, in the order of their keys. What hangs on a row that is held (a
step on an enrolment, an answer on a round) needs no order of its own. A transaction that skips what others are at may
go by any.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Table, func, literal_column, select, text
from sqlalchemy.sql.elements import ColumnElement

from bot.store.database.tenancy import keys, tenant_of

_LANES = 0x4C41_4E45  # begins the keys of PostgreSQL's locks on conversations
_ALONE = text("SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key")


def lock_rows(db: Connection, table: Table, *which: ColumnElement[bool]) -> Sequence[Any]:
    """Hold rows until this transaction ends; the first column of their keys. SQLite has one transaction at a time."""
    own = keys(table)
    return db.execute(select(*own).where(*which).order_by(*own).with_for_update()).scalars().all()


def alone(db: Connection, *purposes: int) -> None:
    """Wait until no other transaction of the tenant is at these purposes, and keep all from them until this one ends.

    One after the other, in the order of the numbers.
    """
    if purposes and db.dialect.name == "postgresql":
        own = _digest(tenant_of(db))
        db.execute(_ALONE, {"keys": sorted({purpose ^ own for purpose in purposes})})


def is_alone_in(tenant: ColumnElement[str], lane: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether no other transaction is at a conversation, and so none comes to it until this one ends; nobody waits.

    Only PostgreSQL knows of it. What others did there by then, the next statement sees.
    """
    return func.pg_try_advisory_xact_lock(
        func.hashtextextended(tenant + "/" + lane, literal_column(str(_LANES)))
    )


@cache
def _digest(tenant: str) -> int:
    """What tells the locks of tenants apart; where two were alike, they would only wait for each other."""
    return int.from_bytes(blake2b(tenant.encode(), digest_size=8).digest(), signed=True) if tenant else 0


def keep_writers_off(db: Connection, *tables: Table) -> None:
    """Wait until nobody writes to these tables, and keep all others from it until this transaction ends; they may read.

    For who writes all rows anew: what others wrote meanwhile would be lost.
    """
    if db.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        db.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
