"""Chains of records as they are stored: appended to by one process at a time, and read in pieces.

Records are never changed. Only a MAC is made anew where the secret is: it stands over the record's hash, not in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Select,
    String,
    Table,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.chain import FIRST, Chained, Link, MacKey, chained
from bot.store.database.locks import alone
from bot.store.database.tenancy import ALONE

Record = TypeVar("Record", bound=Chained)
_APPENDING = 0x5348_5347  # the key of PostgreSQL's lock: one process appends at a time
_PURPOSE = b"shouze chain"  # the same secret encrypts what is stored: no key serves two purposes
_PAGE = 500
MAC_KEY = "mac_key"  # the column that names the key of a record's MAC


def mac_key(secret: bytes, tenant: str) -> MacKey:
    """A tenant's key for MACs, derived from a secret of 32 bytes (HKDF-SHA256): nobody comes back from it to that.

    Each has another: what stands in the chain of one is nothing in that of another.
    """
    return MacKey(derived(secret, _PURPOSE, tenant))


def derived(secret: bytes, purpose: bytes, tenant: str) -> bytes:
    """A tenant's key for one purpose, of 32 bytes."""
    info = b" of ".join(filter(None, (purpose, tenant.encode())))
    return HKDF(SHA256(), 32, salt=None, info=info).derive(secret)


def chain_columns() -> list[Column[Any]]:
    """The columns of a record's place (from 1) and links; MACs are empty where there was no secret."""
    return [
        Column("place", Integer, primary_key=True, autoincrement=False),
        Column("previous", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
        Column(MAC_KEY, String(16), nullable=False, server_default=""),
        Column("mac", String(64), nullable=False, server_default=""),
    ]


def append(
    db: Connection, table: Table, record: Record, keys: Sequence[MacKey], columns: Mapping[str, object]
) -> tuple[int, Link[Record]]:
    """Put a record at the end of a chain; its place, and the record with its links. The first key vouches for it.

    No other process can make a chain longer before this transaction ends: it comes last in one.
    """
    alone(db, _APPENDING)
    end = db.execute(
        select(table.c.place, table.c.hash).order_by(table.c.place.desc()).limit(1)
    ).one_or_none()
    place, previous = (end.place + 1, end.hash) if end else (1, FIRST)
    link = chained(record, previous, next(iter(keys), None))
    links = {"previous": previous, "hash": link.hash, "mac_key": link.key, "mac": link.mac}
    db.execute(insert(table).values(place=place, **links, **columns))
    return place, link


def walk(
    engine: Engine, table: Table, read: Callable[[Connection, Select[int]], Mapping[int, Link[Record]]]
) -> Iterator[Link[Record]]:
    """All records, oldest first; read in pieces, so that nobody waits for whoever walks along them.

    `read` gives those at some places, by place.
    """
    last = -1
    while True:
        places = select(table.c.place).where(table.c.place > last).order_by(table.c.place).limit(_PAGE)
        with engine.begin() as db:
            links = read(db, places)
        if not links:
            return
        yield from links.values()
        last = max(links)


def next_place(db: Connection, table: Table) -> int:
    """The place that the next record takes."""
    return 1 + (db.scalar(select(func.max(table.c.place))) or 0)


def renew_macs(db: Connection, table: Table, keys_of: Callable[[str], Sequence[MacKey]]) -> None:
    """Have the first key of each tenant vouch for what one of its others vouches for, so that these can go.

    Once those of no tenant vouched for all, and for such records they still do, but for those that another tenant has,
    too: they were copied. A MAC that its key did not make stays as it is: it is found when the chain is verified.
    """
    copy = table.alias()
    is_copied = select(copy.c.place).where(copy.c.hash == table.c.hash, copy.c.tenant != table.c.tenant)
    for tenant in db.scalars(select(table.c.tenant).distinct()).all():
        own = keys_of(tenant)
        _renew(db, table, own, own[1:], table.c.tenant == tenant)
        if tenant != ALONE:
            _renew(db, table, own, keys_of(ALONE), table.c.tenant == tenant, ~is_copied.exists())


def _renew(
    db: Connection,
    table: Table,
    keys: Sequence[MacKey],
    others: Sequence[MacKey],
    is_own: ColumnElement[bool],
    *which: ColumnElement[bool],
) -> None:
    for today, key in ((keys[0], each) for each in others):
        made = select(table.c.place, table.c.hash, table.c.mac).where(is_own, *which)
        for row in db.execute(made.where(table.c.mac_key == key.fingerprint)).all():
            if key.mac(row.hash) == row.mac:
                values = {"mac_key": today.fingerprint, "mac": today.mac(row.hash)}
                db.execute(update(table).where(is_own, table.c.place == row.place).values(values))
