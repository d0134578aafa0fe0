"""Whether somebody is to be reminded now: a rule over what is overdue and what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import Calendar, WorkingDays
from bot.onboarding.due import overdue
from bot.onboarding.path import Doer, Signing, Stage
from bot.onboarding.progress import Course, Progress, doer_of, open_steps
from bot.onboarding.quiz import Outcome, Quiz

MOST = 3  # reminders of one stage; then the manager is told


class Word(StrEnum):
    """What was sent."""

    REMINDER = "reminder"
    TO_MANAGER = "to-manager"


@dataclass(frozen=True)
class Sent:
    """What was sent about a stage, and because of whom (`doer`) it was."""

    stage: str
    doer: Doer
    word: Word
    at: datetime


@dataclass(frozen=True)
class Remind:
    """Remind `person` of what they have to do in a stage, for the `number`-th time (from 1)."""

    person: str
    doer: Doer
    stage: Stage
    number: int


@dataclass(frozen=True)
class TellManager:
    """Tell the manager ("": nobody is named, or it is they who are late: tell HR) that a stage does not come on."""

    manager: str
    doer: Doer
    stage: Stage


def reminder_due(
    course: Course, sent: Sequence[Sent], now: datetime, calendar: Calendar
) -> Remind | TellManager | None:
    """What is to be sent now; once it is sent and stored among `sent`, ask again: others may be late as well.

    Nothing in quiet hours or on days off, and at most one word a day about each doer. Of each the first overdue stage
    counts: after three reminders the manager is told, once, and then nothing more is sent. The manager is told at once
    where a reminder would be of no use: no attempt at the quiz is left, or nobody is named for the task.
    """
    zone = course.enrolment.zone
    if not calendar.allows(now, zone):
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    for doer in Doer:
        about = [each for each in sent if each.doer is doer]
        stage = _late(course, doer, today, calendar.working_days)
        if stage and not any(each.at.astimezone(ZoneInfo(zone)).date() == today for each in about):
            words = [each.word for each in about if each.stage == stage.id]
            if Word.TO_MANAGER not in words:
                return _next_word(course, doer, stage, 1 + len(words))
    return None


def _late(course: Course, doer: Doer, today: date, working_days: WorkingDays) -> Stage | None:
    """The first overdue stage in which this doer has something to do."""
    late = overdue(course, today, working_days)
    return next((stage for stage in late if _has_to_do(doer, stage, course.progress)), None)


def _has_to_do(doer: Doer, stage: Stage, progress: Progress) -> bool:
    return any(doer_of(step) is doer for step in open_steps(stage, progress))


def _next_word(course: Course, doer: Doer, stage: Stage, number: int) -> Remind | TellManager:
    enrolment = course.enrolment
    person = enrolment.who(doer)
    if number <= MOST and person and not (doer is Doer.NEW_HIRE and _is_stuck(stage, course.progress)):
        return Remind(person, doer, stage, number)
    return TellManager("" if doer is Doer.MANAGER else enrolment.manager, doer, stage)


def _is_stuck(stage: Stage, progress: Progress) -> bool:
    """Whether only the quiz keeps them, and no attempt is left."""
    quiz = progress.quiz(stage)
    steps = [step for step in open_steps(stage, progress) if doer_of(step) is Doer.NEW_HIRE]
    waits = all(isinstance(step, Quiz | Signing) for step in steps)
    return waits and quiz is not None and quiz.outcome is Outcome.OUT_OF_TRIES
