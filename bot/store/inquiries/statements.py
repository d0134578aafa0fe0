"""What every question asks of the database: a statement takes longer to build than to run, and is built once.

Their parameters are named in the docstrings.
"""

from functools import cache
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, func, insert, select, update

from bot.store.inquiries.leases import is_free
from bot.store.tables import ASKED, question


@cache
def new() -> Insert:
    """A new question."""
    return insert(question)


@cache
def waiting() -> Select[Any]:
    """The oldest that wait and that nobody holds: `now`, `furthest`, `limit`."""
    return (
        select(question)
        .where(ASKED, is_free(question, "furthest"))
        .order_by(question.c.asked_at)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


@cache
def leased() -> Update:
    """So many `ids` are held until `until`."""
    leased = update(question).where(question.c.id.in_(bindparam("ids", expanding=True)))
    return leased.values(lease_until=bindparam("until"), attempts=question.c.attempts + 1)


@cache
def done() -> Update:
    """What became of a revision: `of`, `in_revision`."""
    return update(question).where(
        question.c.id == bindparam("of"), question.c.revision == bindparam("in_revision")
    )


@cache
def unmeant() -> Delete:
    """It was not meant for the bot: `of`."""
    return delete(question).where(question.c.id == bindparam("of"))


@cache
def asked_between() -> Select[int]:
    """How many a person asked: `by`, `since`, `until`."""
    # until now: what a clock that was ahead has written does not count
    lately = (question.c.asked_at > bindparam("since"), question.c.asked_at <= bindparam("until"))
    return select(func.count()).where(question.c.person == bindparam("by"), *lately)
