"""How people come along: a row a stage, for a table or a CSV file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import WorkingDays
from bot.onboarding.deadlines import days_late, due_day
from bot.onboarding.path import Stage
from bot.onboarding.progress import Ending, Journey
from bot.onboarding.quiz import QuizOutcome


@dataclass(frozen=True)
class ReportRow:
    """One stage of one person.

    `path` and `stage` are titles; `ended` is the day on which it was done or skipped, `signed_at` the moment, both
    where they live; `tries` the finished attempts at the quiz, `quiz` how it stands and `right` / `asked` of the last
    attempt (None: no quiz, or no attempt), `overdue_days` working days: until it ended, or until today. Of a path
    finished long ago the attempts are no longer known.
    """

    person: str
    path: str
    role: str
    stage: str
    due: date
    ended: date | None
    ending: Ending | None
    tries: int
    quiz: QuizOutcome | None
    right: int | None
    asked: int | None
    signed_at: datetime | None
    overdue_days: int


def report(journeys: Iterable[Journey], now: datetime, working_days: WorkingDays) -> tuple[ReportRow, ...]:
    """A row for every stage of every journey, in their order; `now` is a moment with its zone."""
    return tuple(
        _row(journey, stage, now, working_days) for journey in journeys for stage in journey.path.stages
    )


def _row(journey: Journey, stage: Stage, now: datetime, working_days: WorkingDays) -> ReportRow:
    enrolment, progress, zone = journey.enrolment, journey.progress, ZoneInfo(journey.enrolment.zone)
    closed = progress.ending(stage)
    ended = closed.at.astimezone(zone).date() if closed else None
    due = due_day(enrolment, stage, working_days)
    quiz, signature = progress.quiz(stage), progress.signed(stage)
    attempts = [each for each in progress.attempts if each.stage == stage.id]
    return ReportRow(
        person=enrolment.person,
        path=journey.path.title,
        role=enrolment.role,
        stage=stage.title,
        due=due,
        ended=ended,
        ending=closed.ending if closed else None,
        tries=len(attempts),
        quiz=quiz.outcome if quiz and (attempts or not closed) else None,
        right=attempts[-1].right if attempts else None,
        asked=attempts[-1].asked if attempts else None,
        signed_at=signature.at.astimezone(zone) if signature else None,
        overdue_days=days_late(journey, stage, now.astimezone(zone).date(), working_days),
    )
