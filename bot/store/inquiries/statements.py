"""What every question asks of the database: a statement takes longer to build than to run, and is built once.

Their parameters are named in the docstrings.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.inquiries import Outcome, Surface
from bot.store.database.locks import is_alone_in
from bot.store.inquiries.leases import is_free
from bot.store.tables import ASKED, question

MINUTE = 60.0  # seconds


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
def done(*, locks: bool) -> ReturningUpdate[tuple[bool]]:
    """What became of a revision: `of`, `in_revision`; with `locks`, whether one is alone in the lane `in_lane`."""
    own = update(question).where(
        question.c.id == bindparam("of"), question.c.revision == bindparam("in_revision")
    )
    is_alone = is_alone_in(question.c.tenant, bindparam("in_lane", type_=String())) if locks else true()
    return own.returning(is_alone.label("is_alone"))


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


def recent_at_edit(now: float) -> ColumnElement[int]:
    """How many others its person asked in the minute before it is edited; never more than when it was asked.

    An edit is no new question, and one that came too soon may be answered once it is edited later.
    """
    other = question.alias()
    lately = (other.c.asked_at > now - MINUTE, other.c.asked_at <= now, other.c.id != question.c.id)
    others = select(func.count()).where(other.c.person == question.c.person, *lately)
    count = others.correlate(question).scalar_subquery()
    return case((count < question.c.recent, count), else_=question.c.recent)


@cache
def asked_before() -> Select[str]:
    """One of the questions that a person asked before this one, and did not take back: `by`, `at`, `of`."""
    before = or_(
        question.c.asked_at < bindparam("at"),
        and_(question.c.asked_at == bindparam("at"), question.c.id < bindparam("of")),
    )
    theirs = (question.c.person == bindparam("by"), question.c.is_withdrawn.is_(False))
    return select(question.c.id).where(*theirs, before).limit(1)


@cache
def most_cited() -> Select[str]:
    """The clauses that answered questions of `enough` people `since` then, the most useful first, `limit` at most."""
    answers = (question.c.outcome == Outcome.ANSWER, question.c.asked_at > bindparam("since"))
    return (
        select(question.c.clauses)
        .where(*answers, question.c.person != "")
        .group_by(question.c.clauses)
        .having(func.count(question.c.person.distinct()) >= bindparam("enough"))
        .order_by(func.count().desc(), question.c.clauses)
        .limit(bindparam("limit"))
    )
