"""Suggestions without names. Nothing that is stored here tells who wrote one, nor when on its day, nor after which.

So each write lays all rows anew in the order of their random keys: where a row stands in SQLite's file, and the number
of the transaction that PostgreSQL keeps with it, tell nothing of one more than of any other.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.audit import Action, AuditRecord
from bot.store.audit import note
from bot.store.database.locks import keep_writers_off
from bot.store.database.opening import added, truncate_journal
from bot.store.database.tenancy import index, refers, tenant
from bot.store.deliveries.outbox import enqueue
from bot.store.deliveries.parcels import Parcel
from bot.store.personal.sealing import Seal, all_opened
from bot.store.tables import metadata, moment
from bot.suggestions import Remark, Suggestion, WaitingRemark

suggestion = Table(
    "suggestion",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),  # made of the code, which its writer alone has
    Column("book", String(200), nullable=False),
    Column("is_handled", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

suggestion_remark = Table(
    "suggestion_remark",
    metadata,
    tenant(),
    Column("id", String(32), primary_key=True),  # random
    Column("suggestion", String(32), nullable=False),
    Column("place", Integer, nullable=False),  # among the remarks on its suggestion
    Column("is_owner", Boolean, nullable=False),
    Column("sealed_text", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("is_shown", Boolean, nullable=False),
    refers("suggestion", "suggestion", goes_along=True),
    index("suggestion"),
    sqlite_with_rowid=False,
)


class Suggestions:
    """The suggestions of all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def write(self, id: str, book: str, text: str, day: date) -> bool:  # noqa: A002  # the column's name
        """Keep a new suggestion for the owner of a book; False where it is there, told once more."""
        with self._laid_anew() as db:
            is_new = added(db, suggestion, {"id": id, "book": book, "is_handled": False})
            if is_new:
                self._say(db, id, Remark(text, day), uuid.uuid4().hex)
        return is_new

    def go_on(self, id: str, text: str, day: date, key: str) -> bool:  # noqa: A002
        """Its writer says more, once for each key; False where the suggestion is gone."""
        with self._laid_anew() as db:
            is_there = _is_there(db, id)
            if is_there and not _is_said(db, key):
                self._say(db, id, Remark(text, day), key)
        return is_there

    def reply(  # noqa: PLR0913, PLR0917  # what a reply has
        self,
        now: float,
        id: str,  # noqa: A002
        text: str,
        day: date,
        by: str,
        shown: int,
        key: str = "",
    ) -> bool:
        """Its owner says something, once for each key (nothing: they have seen it); False where the suggestion is gone.

        They had so many remarks `shown` to them: where they may read more by now, it goes on waiting for them.
        """
        with self._laid_anew() as db:
            is_there = _is_there(db, id)
            if is_there and not _is_said(db, key):
                readable = suggestion_remark.c.suggestion == id, suggestion_remark.c.is_shown
                is_read = (db.scalar(select(func.count()).where(*readable)) or 0) <= shown
                if text:
                    self._say(
                        db, id, Remark(text, day, is_owner=True, is_shown=True), key or uuid.uuid4().hex
                    )
                db.execute(update(suggestion).where(suggestion.c.id == id).values(is_handled=is_read))
                done = Action.SUGGESTION_ANSWERED if text else Action.SUGGESTION_SEEN
                note(db, self._seal, AuditRecord(moment(now), by, done, id))
        return is_there

    def find(self, id: str) -> Suggestion | None:  # noqa: A002
        """A suggestion with all that was said."""
        return next(iter(self._suggestions(suggestion.c.id == id)), None)

    def before_owners(self) -> Sequence[Suggestion]:
        """All that owners may read something of and have not dealt with, in an order that tells nothing."""
        shown = select(suggestion_remark.c.suggestion).where(suggestion_remark.c.is_shown)
        return self._suggestions(suggestion.c.is_handled.is_(False), suggestion.c.id.in_(shown))

    def waiting(self) -> Sequence[WaitingRemark]:
        """All remarks that owners may not read yet."""
        columns = (
            suggestion_remark.c.id,
            suggestion_remark.c.suggestion,
            suggestion.c.book,
            suggestion_remark.c.day,
        )
        found = select(*columns).join(suggestion).where(suggestion_remark.c.is_shown.is_(False))
        with self._engine.begin() as db:
            return [WaitingRemark(*row) for row in db.execute(found.order_by(suggestion_remark.c.id))]

    def show(self, now: float, remarks: Sequence[WaitingRemark], parcels: Mapping[str, Parcel]) -> bool:
        """From now on owners may read these, and are told so by parcels; False where another process showed one."""
        ids = [remark.id for remark in remarks]
        hidden = (suggestion_remark.c.id.in_(ids), suggestion_remark.c.is_shown.is_(False))
        with self._laid_anew() as db:
            if db.scalar(select(func.count()).where(*hidden)) != len(ids):
                return False
            db.execute(update(suggestion_remark).where(*hidden).values(is_shown=True))
            which = suggestion.c.id.in_({remark.suggestion for remark in remarks})
            db.execute(update(suggestion).where(which).values(is_handled=False))
            for id_, parcel in sorted(parcels.items()):
                enqueue(db, self._seal, id_, parcel, now)
        return True

    @contextmanager
    def _laid_anew(self) -> Iterator[Connection]:
        """A transaction at whose end all rows are written in the order of their keys; and no journal keeps another."""
        with self._engine.begin() as db:
            tables = (suggestion, suggestion_remark)
            keep_writers_off(db, *tables)
            yield db
            rows = [
                [row._asdict() for row in db.execute(select(each).order_by(each.c.id))] for each in tables
            ]
            db.execute(delete(suggestion))
            for table, those in zip(tables, rows, strict=True):
                if those:
                    db.execute(insert(table), those)
        truncate_journal(self._engine)

    def _say(self, db: Connection, id_: str, remark: Remark, key: str) -> None:
        same = suggestion_remark.c.suggestion == id_
        row = {
            "id": key,
            "suggestion": id_,
            "place": db.scalar(select(func.count()).where(same)),
            "is_owner": remark.is_owner,
            "sealed_text": self._seal.seal(remark.text, at=datetime.combine(remark.day, time(), UTC)),
            "day": remark.day,
            "is_shown": remark.is_shown,
        }
        db.execute(insert(suggestion_remark).values(row))

    def _suggestions(self, *which: ColumnElement[bool]) -> Sequence[Suggestion]:
        found = select(suggestion).where(*which).order_by(suggestion.c.id)
        said = select(suggestion_remark).join(suggestion).where(*which)
        with self._engine.begin() as db:
            rows = db.execute(found).all()
            remarks = db.execute(said.order_by(suggestion_remark.c.place)).all()
        return [self._suggestion(row, [one for one in remarks if one.suggestion == row.id]) for row in rows]

    def _suggestion(self, row: Row[Any], remarks: Sequence[Row[Any]]) -> Suggestion:
        said = all_opened(lambda one: self._seal.read(Remark, one), remarks)
        return self._seal.read(Suggestion, row, remarks=said)


def _is_said(db: Connection, key: str) -> bool:
    return bool(db.scalar(select(func.count()).where(suggestion_remark.c.id == key)))


def _is_there(db: Connection, id_: str) -> bool:
    return bool(db.scalar(select(func.count()).where(suggestion.c.id == id_)))
