"""What every question asks of the database: a statement takes longer to build than to run, and is built once.

Their parameters are named in the docstrings.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    Delete,
    Insert,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.inquiries import Surface
from bot.store.inquiries.leases import is_free
from bot.store.tables import ASKED, question


@cache
def new() -> Insert:
    """A new question."""
    return insert(question)


@cache
def lease(*, files: bool) -> ReturningUpdate[Any]:
    """The oldest that wait and that nobody holds, `files` or all others, are held until `until`.

    Parameters: `now`, `furthest`, `limit`.
    """
    is_file = question.c.surface == Surface.FILE
    waiting = (
        select(question.c.id)
        .where(ASKED, is_file if files else ~is_file, is_free(question, "furthest"))
        .order_by(question.c.asked_at)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
        .cte("waiting")
    )
    leased = update(question).where(question.c.id.in_(select(waiting.c.id)))
    return leased.values(lease_until=bindparam("until"), attempts=question.c.attempts + 1).returning(question)


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
def asked_between() -> Select[Any]:
    """How many `people` asked, a row each who did: `person` and `count_`, `since` and `until`."""
    # until now: what a clock that was ahead has written does not count
    lately = (question.c.asked_at > bindparam("since"), question.c.asked_at <= bindparam("until"))
    theirs = question.c.person.in_(bindparam("people", expanding=True))
    counted = select(question.c.person, func.count().label("count_"))
    return counted.where(theirs, *lately).group_by(question.c.person)


@cache
def asked_before() -> Select[str]:
    """One of the questions that a person asked before this one, and did not take back: `by`, `at`, `of`."""
    before = or_(
        question.c.asked_at < bindparam("at"),
        and_(question.c.asked_at == bindparam("at"), question.c.id < bindparam("of")),
    )
    theirs = (question.c.person == bindparam("by"), question.c.is_withdrawn.is_(False))
    return select(question.c.id).where(*theirs, before).limit(1)
