"""How people come along: a row a stage, for a table or a CSV file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import WorkingDays
from bot.onboarding.due import due_day
from bot.onboarding.path import Stage
from bot.onboarding.progress import Course, Ending, open_steps
from bot.onboarding.quiz import Outcome


@dataclass(frozen=True)
class Row:
    """One stage of one person.

    `ended` is the day (where they live) on which it was done or skipped, `tries` the finished attempts at the quiz,
    `quiz` how it stands and `right` / `asked` of the last attempt (None: no quiz, or no attempt), `overdue_days`
    working days: until it ended, or until today.
    """

    person: str
    path: str
    role: str
    stage: str
    title: str
    due: date
    ended: date | None
    ending: Ending | None
    tries: int
    quiz: Outcome | None
    right: int | None
    asked: int | None
    signed_at: datetime | None
    overdue_days: int


def report(courses: Iterable[Course], now: datetime, working_days: WorkingDays) -> tuple[Row, ...]:
    """A row for every stage of every course, in their order; `now` is a moment with its zone."""
    return tuple(row for course in courses for row in _rows(course, now, working_days))


def _rows(course: Course, now: datetime, working_days: WorkingDays) -> Iterator[Row]:
    for stage in course.path.stages:
        yield _row(course, stage, now, working_days)


def _row(course: Course, stage: Stage, now: datetime, working_days: WorkingDays) -> Row:
    enrolment, progress, zone = course.enrolment, course.progress, ZoneInfo(course.enrolment.zone)
    closed = progress.ending(stage)
    ended = closed.at.astimezone(zone).date() if closed else None
    due = due_day(enrolment, stage, working_days)
    quiz, signature = progress.quiz(stage), progress.signed(stage)
    sat = [each for each in progress.sat if each.stage == stage.id]
    return Row(
        person=enrolment.person,
        path=course.path.id,
        role=enrolment.role,
        stage=stage.id,
        title=stage.title,
        due=due,
        ended=ended,
        ending=closed.ending if closed else None,
        tries=len(sat),
        quiz=quiz.outcome if quiz else None,
        right=sat[-1].right if sat else None,
        asked=sat[-1].asked if sat else None,
        signed_at=signature.at.astimezone(UTC) if signature else None,
        overdue_days=_late(course, stage, due, ended or now.astimezone(zone).date(), working_days),
    )


def _late(course: Course, stage: Stage, due: date, until: date, working_days: WorkingDays) -> int:
    closed = course.progress.ending(stage)
    if course.enrolment.is_paused and not closed:
        return 0
    if closed and closed.ending is Ending.SKIPPED:
        return 0
    return working_days.between(due, until) if closed or open_steps(stage, course.progress) else 0
