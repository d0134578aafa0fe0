"""Connections to a SQLite file, where one process writes at a time and the others wait for it."""

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.database.condition import Condition, condition_of, file_identity

_PATIENCE = 30  # seconds that one process waits for another's write
_FILE = "file"
_MOMENT = 0.05  # seconds
HURRIED = "hurried"


def prepared(file: str, connection: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401  # the driver's connection
    """What a connection to a file begins with."""
    record.info[_FILE] = file_identity(file)
    connection.isolation_level = None  # the driver would begin transactions by itself, too late
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
        _in_the_end(connection, f"PRAGMA {pragma}")


def _in_the_end(connection: Any, statement: str) -> None:  # noqa: ANN401  # as above
    """SQLite does not wait for another process that makes the journal of a new file at the same moment."""
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(_MOMENT)
        else:
            return


def begun(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first and then writes could not wait for it.

    It is waited for a second at a time: a signal that ends the process is heard in between.
    """
    ends, hurried = time.monotonic() + _PATIENCE, connection.get_execution_options()[HURRIED]
    while True:
        try:
            if hurried.is_set():
                connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if condition_of(error) is not Condition.LOCKED or time.monotonic() > ends or hurried.is_set():
                raise
        else:
            return


def hurry(engine: Engine) -> None:
    """Have nobody in this process wait for another one's write any more."""
    if hurried := engine.get_execution_options().get(HURRIED):
        hurried.set()


def has_moved(db: Connection) -> bool:
    """Whether what stands in the place of SQLite's file is not what this connection opened: deleted, or replaced."""
    return _FILE in db.info and file_identity(db.engine.url.database or "") != db.info[_FILE]
