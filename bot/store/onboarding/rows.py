"""What all tables of onboarding are written and read with."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select, text

from bot.store.database import insert_new
from bot.store.onboarding.tables import enrolment


def added(db: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False where one like it is there. Another process that adds it waits for this transaction."""
    return insert_new(db, table, [row]) == 1


def current(db: Connection, person: str) -> Row[Any] | None:
    """The enrolment that somebody is on, for this transaction alone; all that is written about it comes after."""
    theirs = (enrolment.c.person == person, enrolment.c.ended_at == 0)
    return db.execute(select(enrolment).where(*theirs).with_for_update()).one_or_none()


def alone(db: Connection, purpose: int) -> None:
    """Wait until no other transaction is at this purpose, and keep all others from it until this one ends.

    SQLite has one transaction at a time anyway.
    """
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": purpose})


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a moment in UTC, to the microsecond."""
    return datetime.fromtimestamp(seconds, UTC)
