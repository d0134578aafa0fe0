"""The database behind the store: opened, brought to today's schema, and what SQLite and PostgreSQL say differently."""

import os
import re
import select
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import Any

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, Executable, Row, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    InvalidatePoolError,
    NoSuchModuleError,
    SQLAlchemyError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from bot.obstacles import Obstacle
from bot.store.database.condition import Condition, condition_of
from bot.store.database.locks import alone
from bot.store.database.private_files import private_file, private_folder
from bot.store.database.sqlite_connections import HURRIED, begun, prepared
from bot.store.database.tenancy import ALONE, begin_with, hold_apart, keys

_MIGRATING = 0x5348_4F55  # the key of PostgreSQL's lock: one process migrates at a time
_SECRET = re.compile("pass|pwd|secret|token", re.IGNORECASE)  # what names a password in a URL's query
_POSTGRESQL = {  # a server that does not answer any more is given up after seconds, not hours
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


class DatabaseError(Exception):
    """The database cannot be used; carries its `url` (without a password), its `condition` and the library's `why`."""

    def __init__(self, url: str, why: str, condition: Condition = Condition.FAILING) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why
        self.condition = condition


class NewerSchemaError(DatabaseError):
    """The database was written by a newer Shouze; `why` is the revision that this one does not know."""


class NoDatabaseError(DatabaseError):
    """There is no such SQLite file, and none was to be made; `can_be_made` says whether one could be."""

    def __init__(self, url: str, file: Path) -> None:
        super().__init__(url, "no such file")
        nearest = next(folder for folder in file.absolute().parents if folder.exists())
        self.can_be_made = nearest.is_dir() and os.access(nearest, os.W_OK)


def open_database(url: str, *, creates: bool = True) -> Engine:
    """The database at a SQLAlchemy URL, its schema brought up to date; a SQLite file is made where it `creates`.

    Raises NoDatabaseError, NewerSchemaError, or DatabaseError where it cannot be reached or the driver is not there.
    """
    try:
        address = _Address.read(url)
    except (ArgumentError, ValueError):  # its text would repeat a password
        raise DatabaseError("SHOUZE_DATABASE_URL", "no database URL") from None
    shown = address.url.render_as_string(hide_password=True)
    if not creates and (files := sqlite_files(address.url)) and not files[0].exists():
        raise NoDatabaseError(shown, files[0])
    try:
        engine = _engine(address)
        hold_apart(engine)
        return _up_to_date(engine, shown)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DatabaseError(shown, str(error)) from error
    except SQLAlchemyError as error:
        why = address.without_secrets(str(getattr(error, "orig", None) or error))
        raise DatabaseError(shown, why, condition_of(error)) from error
    except OSError as error:
        raise DatabaseError(shown, Obstacle.of(error)) from error


@dataclass(frozen=True)
class _Address:
    """A database's URL without what its query holds of passwords, which are handed to the driver beside it."""

    url: URL
    secrets: Mapping[str, Any] = field(repr=False)

    @classmethod
    def read(cls, written: str) -> "_Address":
        """Raises ArgumentError or ValueError for what is no URL."""
        url = make_url(written)
        secrets = {name: value for name, value in url.query.items() if _SECRET.search(name)}
        return cls(url.difference_update_query(secrets), secrets)

    def without_secrets(self, text: str) -> str:
        """The text with stars in the place of passwords."""
        for secret in filter(None, (self.url.password, *self.secrets.values())):
            text = text.replace(str(secret), "***")
        return text


def sqlite_files(url: URL) -> tuple[Path, ...]:
    """The file of a SQLite database, and those that SQLite makes beside it; none for one in memory, or no SQLite."""
    file = url.database or ""
    if url.get_backend_name() != "sqlite" or file in ("", ":memory:") or file.startswith("file:"):
        return ()
    return tuple(Path(file + suffix) for suffix in ("", "-wal", "-shm"))


def _engine(address: _Address) -> Engine:
    parsed = address.url
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(
            parsed, pool_size=5, max_overflow=5, connect_args={**_POSTGRESQL, **address.secrets}
        )
        event.listen(engine, "checkout", _still_there)
        return engine
    if files := sqlite_files(parsed):
        private_folder(files[0].parent)
        private_file(files[0])  # SQLite gives those beside it the same rights
    # One connection: threads wait for it in line, where SQLite itself would have them try again and again.
    engine = create_engine(
        parsed,
        poolclass=sqlalchemy.QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": 1, "check_same_thread": False},
    )
    event.listen(engine, "connect", partial(prepared, parsed.database or ""))
    event.listen(engine, "begin", begun)
    engine.update_execution_options(**{HURRIED: Event()})
    return engine


def _still_there(connection: Any, _: ConnectionPoolEntry, __: object) -> None:  # noqa: ANN401  # the driver's connection
    """Have a new connection made where the server has ended this one.

    To one that rests, a server says nothing else. To ask it would be a journey before each transaction.
    """
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    if heard.poll(0):
        raise InvalidatePoolError


@contextmanager
def one_statement(engine: Engine) -> Iterator[Connection]:
    """A transaction of one statement, which PostgreSQL takes for one by itself: no journeys for its begin and end."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as db:
            yield db.execution_options(isolation_level="AUTOCOMMIT")
    else:
        with engine.begin() as db:
            yield db


def _up_to_date(engine: Engine, url: str) -> Engine:
    try:
        _migrate(engine, url)
        truncate_journal(engine)  # whoever was killed may have left in it what was to be gone
    except BaseException:
        engine.dispose()
        raise
    begin_with(engine, ALONE)
    return engine


def _migrate(engine: Engine, url: str) -> None:
    today, *earlier = _revisions()
    with engine.begin() as connection:
        alone(connection, _MIGRATING)
        current = MigrationContext.configure(connection).get_current_revision()
        if current and current not in {today, *earlier}:
            raise NewerSchemaError(url, current)
        if current != today:
            upgrade(connection, "head")


@cache
def _revisions() -> tuple[str, ...]:
    """All revisions of the schema, today's first."""
    scripts = ScriptDirectory(str(Path(__file__).parents[1] / "migrations"))
    return tuple(script.revision for script in scripts.walk_revisions())


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the schema to a revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def insert_new(db: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> Sequence[Row[Any]]:
    """Insert rows, but for those that are there; the keys of the new ones.

    Where another transaction is inserting one of them, this one waits for its end.
    """
    return db.execute(_insert_new(db.dialect.name, table), rows).all()


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    return insert_into(dialect, table).on_conflict_do_nothing().returning(*keys(table))


def upsert(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in the place of those with the same primary key.

    In the order of their keys: two transactions that meet in another one would wait for each other.
    """
    names = [column.name for column in keys(table)]
    db.execute(_upsert(db.dialect.name, table), sorted(rows, key=lambda row: [row[name] for name in names]))


@cache
def _upsert(dialect: str, table: Table) -> Executable:
    new = insert_into(dialect, table)
    others = {column.name: new.excluded[column.name] for column in table.columns if not column.primary_key}
    return new.on_conflict_do_update(index_elements=table.primary_key, set_=others)


def insert_into(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what to do where the row is there."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def added(db: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False where one like it is there. Another process that adds it waits for this transaction."""
    return bool(insert_new(db, table, [row]))


def truncate_journal(engine: Engine) -> None:
    """Empty SQLite's journal, which holds what was there before; readers at work may put it off to the next time."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
