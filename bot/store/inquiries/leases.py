"""Moments in the future that rows hold: until when they are leased, or wait."""

from sqlalchemy import Column, FromClause, Table, and_, bindparam, or_
from sqlalchemy.sql.elements import ColumnElement

SHUT = -1  # attempts at a row that no secret opens: it is left alone for longer than any lease
_SKEW = 30.0  # seconds by which the clocks of machines on one database may differ


def has_passed(moment: Column[float], furthest: str) -> ColumnElement[bool]:
    """Whether a moment has come by the parameter `now`.

    One that lies ahead of the parameter that is named was written before the clock was set back: nobody waits for it.
    """
    return or_(moment <= bindparam("now"), moment > bindparam(furthest))


def is_free(table: Table, furthest: str) -> ColumnElement[bool]:
    """Whether nobody holds a lease on a row of a table, by the same parameters."""
    until = table.c.lease_until
    return or_(until <= bindparam("now"), and_(until > bindparam(furthest), table.c.attempts > SHUT))


def is_held(table: FromClause, furthest: str) -> ColumnElement[bool]:
    """Whether somebody holds a lease on a row of a table, by the same parameters."""
    until = table.c.lease_until
    return and_(until > bindparam("now"), until <= bindparam(furthest), table.c.attempts > SHUT)


def furthest(now: float, longest: float) -> float:
    """The furthest moment that can have been written by now, if at most `longest` seconds ahead are."""
    return now + longest + _SKEW
