"""A database that is away for a while, as its bots see it: arranged from outside, for however many processes.

Slack's time is a hundred times as fast: it repeats at once, after .6 s and after 3 s what real Slack repeats at once,
after one minute and after five.
"""

import resource
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass

from bot.workspace import Options
from sqlalchemy import create_engine, make_url, text

FASTER = Options(ack_timeout=0.4, retry_delays=(0.0, 0.6, 3.0))
SECONDS = (0.05, 0.3, 1.2)  # 5, 30 and 120
_WRITTEN = ("claim", "question", "outbox")

Away = Callable[[str, Sequence[int]], AbstractContextManager[None]]


@dataclass(frozen=True)
class Outage:
    """What goes wrong with the database and how (English, Chinese), for SQLite and PostgreSQL.

    Each is given the database's URL and the bots' process ids, and lasts as long as its block.
    """

    name: tuple[str, str]
    how: tuple[str, str]
    on_sqlite: Away
    on_postgresql: Away

    def __str__(self) -> str:
        return self.name[0]

    def of(self, database: str, bots: Sequence[int]) -> AbstractContextManager[None]:
        """The outage of this database, for bots in these processes."""
        is_sqlite = make_url(database).get_backend_name() == "sqlite"
        return (self.on_sqlite if is_sqlite else self.on_postgresql)(database, bots)


def _run(database: str, *statements: str) -> None:
    """Run statements outside of any transaction."""
    url = make_url(database)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


@contextmanager
def _locked(database: str, _: Sequence[int]) -> Iterator[None]:
    with closing(sqlite3.connect(str(make_url(database).database), isolation_level=None, timeout=30)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


@contextmanager
def _no_room(_: str, bots: Sequence[int]) -> Iterator[None]:
    for bot in bots:
        resource.prlimit(bot, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    yield
    for bot in bots:
        resource.prlimit(bot, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def _refusing(database: str, _: Sequence[int]) -> Iterator[None]:
    does = "BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END"
    _run(database, *(f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} {does}" for table in _WRITTEN))
    yield
    _run(database, *(f"DROP TRIGGER no_{table}" for table in _WRITTEN))


@contextmanager
def _altered(database: str, now: str, then: str) -> Iterator[None]:
    name = make_url(database).database
    server = make_url(database).set(database="postgres").render_as_string(hide_password=False)
    ended = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608  # our own words
    _run(server, f"ALTER DATABASE {name} {now}", ended)
    yield
    _run(server, f"ALTER DATABASE {name} {then}", ended)


def _stopped(database: str, _: Sequence[int]) -> AbstractContextManager[None]:
    return _altered(database, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true")


def _read_only(database: str, _: Sequence[int]) -> AbstractContextManager[None]:
    return _altered(database, "SET default_transaction_read_only = on", "RESET default_transaction_read_only")


@contextmanager
def _disk_full(database: str, _: Sequence[int]) -> Iterator[None]:
    raised = "RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full';"
    function = f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raised} END $$"
    struck = "BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION full_disk()"
    _run(database, function, *(f"CREATE TRIGGER no_{table} {struck.format(table)}" for table in _WRITTEN))
    yield
    _run(database, "DROP FUNCTION full_disk CASCADE")


OUTAGES = (
    Outage(
        ("the database is stopped", "数据库停了"),
        (
            "SQLite: another program keeps it locked; PostgreSQL: connections end and none is let in",
            "SQLite：被别的程序锁住；PostgreSQL：断开连接，不让再连",
        ),
        _locked,
        _stopped,
    ),
    Outage(
        ("the disk is full", "磁盘满了"),
        (
            "SQLite: no byte more can be written (`RLIMIT_FSIZE`); PostgreSQL: each write fails with `disk_full`",
            "SQLite：再也写不进一个字节（`RLIMIT_FSIZE`）；PostgreSQL：每次写入都报 `disk_full`",
        ),
        _no_room,
        _disk_full,
    ),
    Outage(
        ("the database is read-only", "数据库只读"),
        (
            "SQLite: each insert is refused by a trigger; PostgreSQL: `default_transaction_read_only`",
            "SQLite：触发器拒绝每次写入；PostgreSQL：`default_transaction_read_only`",
        ),
        _refusing,
        _read_only,
    ),
)
STOPPED, FULL, READ_ONLY = OUTAGES
