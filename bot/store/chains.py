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

from bot.chain import FIRST, Chained, Link, MacKey, chained
from bot.store.database.locks import alone

Record = TypeVar("Record", bound=Chained)
_APPENDING = 0x5348_5347  # the key of PostgreSQL's lock: one process appends at a time
_PURPOSE = b"shouze chain"  # the same secret encrypts what is stored: no key serves two purposes
_PAGE = 500
MAC_KEY = "mac_key"  # the column that names the key of a record's MAC


def mac_key(secret: bytes) -> MacKey:
    """The key for MACs that is derived from a secret of 32 bytes (HKDF-SHA256): nobody comes back from it to that."""
    return MacKey(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(secret))


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
    db: Connection, table: Table, record: Record, key: MacKey | None, columns: Mapping[str, object]
) -> tuple[int, Link[Record]]:
    """Put a record at the end of a chain; its place, and the record with its links.

    No other process can make a chain longer before this transaction ends: it comes last in one.
    """
    alone(db, _APPENDING)
    end = db.execute(
        select(table.c.place, table.c.hash).order_by(table.c.place.desc()).limit(1)
    ).one_or_none()
    place, previous = (end.place + 1, end.hash) if end else (1, FIRST)
    link = chained(record, previous, key)
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


def renew_macs(db: Connection, table: Table, keys: Sequence[MacKey]) -> int:
    """Have the first key vouch for what one of the others vouches for, so that these can go; for how many records.

    A MAC that its key did not make stays as it is: it is found when the chain is verified.
    """
    renewed = 0
    for today, key in ((keys[0], each) for each in keys[1:]):
        made = select(table.c.tenant, table.c.place, table.c.hash, table.c.mac)
        made = made.where(table.c.mac_key == key.fingerprint).order_by(table.c.tenant, table.c.place)
        for row in db.execute(made).all():
            if key.mac(row.hash) == row.mac:
                same = (table.c.tenant == row.tenant, table.c.place == row.place)
                values = {"mac_key": today.fingerprint, "mac": today.mac(row.hash)}
                db.execute(update(table).where(*same).values(values))
                renewed += 1
    return renewed
