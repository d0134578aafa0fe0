"""Whether the database can be used, and why not: what its errors and its file tell."""

import sqlite3
import time
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError

_SQLITE = {  # https://www.sqlite.org/rescode.html
    5: "locked",
    8: "read-only",
    11: "damaged",
    13: "full",
    14: "away",
    26: "damaged",
    1032: "replaced",  # SQLITE_READONLY_DBMOVED
}
_POSTGRESQL = {  # https://www.postgresql.org/docs/current/errcodes-appendix.html, longest first
    "25006": "read-only",
    "42501": "read-only",
    "53100": "full",
    "55P03": "locked",
    "08": "away",
    "53": "away",
    "57": "away",
    "58": "failing",
    "XX": "damaged",
}


class Condition(StrEnum):
    """What a database is like, in one word."""

    GOOD = "ok"
    AWAY = "away"  # it does not answer
    LOCKED = "locked"  # another program keeps it from everybody else
    FULL = "full"
    READ_ONLY = "read-only"
    DAMAGED = "damaged"
    REPLACED = "replaced"  # its file was deleted, or another stands in its place
    FAILING = "failing"  # whatever else


class StoreError(Exception):
    """The store did not do what was asked; `condition` says why."""

    def __init__(self, condition: Condition) -> None:
        super().__init__(condition)
        self.condition = condition


def condition_of(error: SQLAlchemyError) -> Condition:
    """What an error tells of the database."""
    original = error.orig if isinstance(error, DBAPIError) else None
    if code := getattr(original, "sqlite_errorcode", None):
        return Condition(_SQLITE.get(code) or _SQLITE.get(code & 0xFF, "failing"))
    if state := getattr(original, "sqlstate", None):
        return Condition(
            next((word for code, word in _POSTGRESQL.items() if state.startswith(code)), "failing")
        )
    # Of PostgreSQL that cannot be reached or went away there is no code, nor of a value that its driver refuses.
    return Condition.FAILING if isinstance(error, DataError) else Condition.AWAY


def file_identity(file: str) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None where there is none."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_intact(file: Path, seconds: float) -> bool:
    """Whether SQLite finds no damage in a file, as far as it gets in so many seconds; nobody's writing is held up."""
    ends = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.set_progress_handler(lambda: time.monotonic() > ends, 10_000)
            return bool(db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        return bool(error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT)
