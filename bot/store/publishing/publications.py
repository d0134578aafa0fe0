"""Generations of the knowledge, and the log of what became of them: both only grow.

A file is kept once, however many generations it is in. Rules are not sealed: they stand in the folder as they are.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Double,
    Engine,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)

from bot.audit import BOT, Action, AuditRecord
from bot.generation import COUNTING, Event, Generation, Publication
from bot.store.audit import audit, note
from bot.store.database.locks import alone
from bot.store.database.opening import insert_new
from bot.store.database.tenancy import index, refers, tenant
from bot.store.personal.sealing import Seal
from bot.store.tables import metadata, moment

_PUBLISHING = 0x5348_5055  # the key of PostgreSQL's lock: one process publishes at a time
_ACTIONS = {
    Event.PROPOSED: Action.PROPOSED,
    Event.DECLINED: Action.DECLINED,
    Event.WITHDRAWN: Action.WITHDRAWN,
    Event.PUBLISHED: Action.PUBLISHED,
    Event.RESTORED: Action.RESTORED,
    Event.COMMENCED: Action.COMMENCED,
}

file_content = Table(
    "file_content",
    metadata,
    tenant(),
    Column("hash", String(64), primary_key=True),  # SHA-256 of the text
    Column("compressed", LargeBinary, nullable=False),  # zlib
)

generation = Table(
    "generation",
    metadata,
    tenant(),
    Column("id", String(64), primary_key=True),
    Column("made_at", Double, nullable=False),
)

generation_file = Table(
    "generation_file",
    metadata,
    tenant(),
    Column("generation", String(64), primary_key=True),
    Column("path", String(500), primary_key=True),
    Column("content", String(64), nullable=False),
    refers("generation", "generation"),
    refers("content", "file_content", "hash"),
)

publication = Table(
    "publication",
    metadata,
    tenant(),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("generation", String(64), nullable=False),
    Column("event", String(12), nullable=False),
    Column("done_at", Double, nullable=False),
    Column("overruled", Text, nullable=False, server_default=""),
    Column("record", Integer, nullable=False),  # the place of the audit record that says who
    Column("day", String(10), nullable=False, server_default=""),  # on which what was planned took force
    Column("sign_days", Integer, nullable=False, server_default="0"),
    refers("generation", "generation"),
    index("generation"),
)


class Publications:
    """What was published, in all processes on one database."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        self._engine = engine
        self._seal = seal

    def keep(self, now: float, new: Generation) -> None:
        """Keep the files of a generation."""
        with self._engine.begin() as db:
            insert_new(db, generation, [{"id": new.id, "made_at": now}])
            contents = {new.hashes[path]: written for path, written in new.files.items()}
            known = set(db.scalars(select(file_content.c.hash).where(file_content.c.hash.in_(contents))))
            if rows := [
                {"hash": key, "compressed": zlib.compress(contents[key].encode())}
                for key in sorted(contents.keys() - known)
            ]:
                insert_new(db, file_content, rows)
            files = [{"generation": new.id, "path": path, "content": key} for path, key in new.hashes.items()]
            if files:
                insert_new(db, generation_file, files)

    def note(  # noqa: PLR0913  # what an entry holds
        self,
        now: float,
        id_: str,
        event: Event,
        by: str,
        overruled: str = "",
        *,
        is_decision: bool = False,
        examined: str | None = None,
        sign_days: int = 0,
    ) -> bool:
        """Write down what becomes of a generation that is kept; False where the log says so already.

        What counts is not published once more; what is proposed or declined last, not again; what nobody proposed last
        is not declined or withdrawn, nor published where that is a decision on it. `examined` is what it was compared
        with: where something else counts by now, nothing is written.
        """
        with self._engine.begin() as db:
            alone(db, _PUBLISHING)
            last = db.execute(_last()).one_or_none()
            before = last and (last.generation, Event(last.event))
            if is_decision and before != (id_, Event.PROPOSED):
                return False
            newest = _newest(db)
            if not _changes(event, id_, before, newest) or examined not in {None, newest}:
                return False
            self._write(db, now, id_, event, by, {"overruled": overruled, "sign_days": sign_days})
            if overruled:
                note(db, self._seal, AuditRecord(moment(now), by, Action.OVERRULED, id_))
        return True

    def commence(self, now: float, id_: str, day: date) -> bool:
        """Write down that what a generation planned for a day took force; False where the log says so already."""
        of_day = (publication.c.event == Event.COMMENCED, publication.c.day == day.isoformat())
        with self._engine.begin() as db:
            alone(db, _PUBLISHING)
            if db.scalar(select(publication.c.place).where(*of_day).limit(1)):
                return False
            self._write(db, now, id_, Event.COMMENCED, BOT, {"day": day.isoformat()})
        return True

    def newest(self) -> str:
        """The id of the generation that counts; "" where none was ever published."""
        with self._engine.begin() as db:
            return _newest(db)

    def kept(self, id_: str) -> Generation | None:
        """A generation that is kept."""
        kept = (
            select(generation_file.c.path, file_content.c.compressed)
            .join(file_content)
            .where(generation_file.c.generation == id_)
        )
        with self._engine.begin() as db:
            rows = db.execute(kept).all()
        return (
            Generation({row.path: zlib.decompress(row.compressed).decode() for row in rows}) if rows else None
        )

    def named(self, beginning: str) -> Sequence[str]:
        """The ids of the generations that begin so and were published."""
        ids = select(publication.c.generation).where(
            publication.c.event.in_(COUNTING), publication.c.generation.startswith(beginning, autoescape=True)
        )
        with self._engine.begin() as db:
            return db.scalars(ids.distinct()).all()

    def log(self) -> Sequence[Publication]:
        """All that became of all generations, oldest first."""
        with self._engine.begin() as db:
            return [_publication(row) for row in db.execute(_log().order_by(publication.c.place))]

    def last(self) -> Publication | None:
        """The newest entry of the log that somebody made, or a process for them."""
        with self._engine.begin() as db:
            row = db.execute(_last()).one_or_none()
        return _publication(row) if row else None

    def _write(  # noqa: PLR0913, PLR0917  # what an entry holds
        self, db: Connection, now: float, id_: str, event: Event, by: str, more: Mapping[str, object]
    ) -> None:
        record = note(db, self._seal, AuditRecord(moment(now), by, _ACTIONS[event], id_))
        place = 1 + (db.scalar(select(func.max(publication.c.place))) or 0)
        entry = {"place": place, "generation": id_, "event": event, "done_at": now, "record": record}
        db.execute(insert(publication).values(**entry, **more))


def _last() -> Select[Any]:
    """The newest entry; that a day came decides nothing on what is proposed."""
    done = _log().where(publication.c.event != Event.COMMENCED)
    return done.order_by(publication.c.place.desc()).limit(1)


def _log() -> Select[Any]:
    return select(publication, audit.c.actor).outerjoin(audit, audit.c.place == publication.c.record)


def _publication(row: Row[Any]) -> Publication:
    return Publication(
        row.place,
        row.generation,
        Event(row.event),
        moment(row.done_at),
        row.actor or "",
        row.overruled,
        date.fromisoformat(row.day) if row.day else None,
        row.sign_days,
    )


def _newest(db: Connection) -> str:
    counting = select(publication.c.generation).where(publication.c.event.in_(COUNTING))
    return db.scalar(counting.order_by(publication.c.place.desc()).limit(1)) or ""


def _changes(event: Event, id_: str, last: tuple[str, Event] | None, newest: str) -> bool:
    match event:
        case Event.PUBLISHED | Event.RESTORED:
            return id_ != newest
        case Event.PROPOSED:
            return id_ != newest and last not in {(id_, Event.PROPOSED), (id_, Event.DECLINED)}
        case Event.DECLINED | Event.WITHDRAWN:
            return last == (id_, Event.PROPOSED)
        case Event.COMMENCED:  # a day comes once: see `commence`
            return False
