"""A secret is changed: what older ones seal is sealed anew with today's, so that they can be dropped."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Engine, Row, Table, func, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from bot.store.chains import MAC_KEY
from bot.store.database.opening import truncate_journal
from bot.store.database.tenancy import ALONE
from bot.store.personal.sealing import PREFIX, Seal, SealError
from bot.store.tables import metadata

_AT_ONCE = 200  # rows a transaction: whoever writes meanwhile waits for one such piece at most
Key = tuple[Any, ...]


@dataclass(frozen=True)
class SealCounts:
    """How many texts each secret seals, and records of chains it vouches for; today's first.

    `unsealed` were stored when there was no secret, `unreadable` are sealed with one that is gone, and `of_all` are a
    tenant's, and yet today's by a key that is no tenant's own.
    """

    by_secret: tuple[int, ...]
    unsealed: int
    unreadable: int
    of_all: int = 0

    @property
    def older(self) -> int:
        """How many of them are not today's secret's yet, and could be."""
        return sum(self.by_secret[1:]) + (self.unsealed if self.by_secret else 0) + self.of_all


@dataclass(frozen=True)
class Rotation:
    """How many rows were sealed anew, and in how many something stays as it is, since no secret opens it."""

    resealed: int
    unreadable: int


def sealed_columns() -> Mapping[Table, tuple[Column[str], ...]]:
    """The columns of all tables that hold what Seal makes."""
    found = {
        table: tuple(column for column in table.columns if column.name.startswith(PREFIX))
        for table in metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def seal_counts(engine: Engine, seal: Seal) -> SealCounts:
    """Count the texts of all tables by the secret that seals them, and records by the one that vouches for them."""
    counts = Counter(
        place
        for table in sealed_columns()
        for rows in _pieces(engine, table)
        for row in rows
        for place in _places(seal, row).values()
    )
    own, of_all = _vouched(engine, seal)
    for place in range(seal.secrets):
        own[place] += counts[place]
        of_all[place] += counts[place + seal.secrets]
    today = of_all.pop(seal.today, 0)
    by_secret = tuple(own[place] + of_all[place] for place in range(seal.secrets))
    return SealCounts(by_secret, counts[None], counts[_NOWHERE], today)


def _vouched(engine: Engine, seal: Seal) -> tuple[Counter[int | None], Counter[int | None]]:
    """For how many records each secret vouches by a tenant's own key, and for how many of tenants by one of all."""
    own, of_all = Counter[int | None](), Counter[int | None]()
    for table in (table for table in metadata.sorted_tables if MAC_KEY in table.c):
        by_key = select(table.c.tenant, table.c[MAC_KEY], func.count().label("count_"))
        with engine.begin() as db:
            rows = db.execute(by_key.group_by(table.c.tenant, table.c[MAC_KEY])).all()
        for row in rows:
            for counts, tenant in ((own, row.tenant), (of_all, ALONE))[: 2 if row.tenant else 1]:
                for place, key in enumerate(seal.mac_keys(tenant)):
                    counts[place] += row.count_ if key.fingerprint == row.mac_key else 0
    return own, of_all


def rotate(engine: Engine, seal: Seal, done: Callable[[int], None] = lambda _: None) -> Rotation:
    """Seal with today's secret what older ones seal, or none; safe beside a bot at work, and to be begun again.

    `done` is told after each piece how many rows were looked at.
    """
    resealed, unreadable = 0, 0
    for table in sealed_columns():
        for rows in _pieces(engine, table):
            places = {_key(table, row): set(_places(seal, row).values()) for row in rows}
            older = [key for key, found in places.items() if found - {seal.today, _NOWHERE}]
            changed = _resealed(engine, table, seal, older, waits=False)
            # Those that others are at, one by one: who waits for a row and holds no other blocks nobody.
            for key in older:
                if key not in changed:
                    changed |= _resealed(engine, table, seal, [key], waits=True)
            resealed += len(changed)
            unreadable += sum(_NOWHERE in found for found in places.values())
            done(len(rows))
    truncate_journal(engine)
    return Rotation(resealed, unreadable)


_NOWHERE = -1  # the place of a secret that is gone


def _places(seal: Seal, row: Row[Any]) -> dict[str, int | None]:
    """Which of the secrets seals each text of a row, by its column; None for none, _NOWHERE where it is gone."""
    own = seal.of(row.tenant)

    def place(text: str) -> int | None:
        try:
            return own.place_of(text)
        except SealError:
            return _NOWHERE

    texts = {name: text for name, text in row._asdict().items() if name.startswith(PREFIX)}
    return {name: place(text) for name, text in texts.items() if not seal.is_empty(text)}


def _pieces(engine: Engine, table: Table) -> Iterator[Sequence[Row[Any]]]:
    """The primary keys, tenants and sealed texts of all rows, some a transaction, in the order of their keys."""
    keys = list(table.primary_key)
    piece = (
        select(*dict.fromkeys([*keys, table.c.tenant, *sealed_columns()[table]]))
        .order_by(*keys)
        .limit(_AT_ONCE)
    )
    after: tuple[ColumnElement[bool], ...] = ()
    while True:
        with engine.begin() as db:
            rows = db.execute(piece.where(*after)).all()
        if not rows:
            return
        yield rows
        after = (tuple_(*keys) > _key(table, rows[-1]),)


def _resealed(engine: Engine, table: Table, seal: Seal, keys: Sequence[Key], *, waits: bool) -> set[Key]:
    """Seal rows anew as they stand by now, also those that others are at where one `waits`; the keys of those done."""
    which = select(table).where(tuple_(*table.primary_key).in_(keys))
    with engine.begin() as db:
        rows = db.execute(which.with_for_update(skip_locked=not waits)).all() if keys else []
        for row in rows:
            stored, own = row._asdict(), seal.of(row.tenant)
            older = [
                name for name, place in _places(seal, row).items() if place not in {seal.today, _NOWHERE}
            ]
            anew = {name: own.seal(own.open(stored[name])) for name in older}
            if anew:
                same = [column == stored[column.name] for column in table.primary_key]
                db.execute(update(table).where(*same).values(anew))
    return {_key(table, row) for row in rows}


def _key(table: Table, row: Row[Any]) -> Key:
    stored = row._asdict()
    return tuple(stored[column.name] for column in table.primary_key)
