"""When stages open and are due, in working days, and what is to be sent when one is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import Calendar, WorkingDays
from bot.onboarding.path import Assignee, Signing, Stage
from bot.onboarding.progress import Ending, Enrolment, Journey, assignee_of, open_steps, own_steps
from bot.onboarding.quiz import Quiz, QuizOutcome

MOST = 3  # reminders of one stage; then the manager is told


class NoticeKind(StrEnum):
    """What a notice about a late stage is: a reminder to whoever is late, or word of it to the manager."""

    REMINDER = "reminder"
    TO_MANAGER = "to-manager"


@dataclass(frozen=True)
class NoticeSent:
    """A notice that was sent about a stage, because of what this assignee had not done."""

    stage: str
    assignee: Assignee
    kind: NoticeKind
    at: datetime


@dataclass(frozen=True)
class ReminderDue:
    """Remind `person` of what they have to do in a stage, for the `number`-th time (from 1)."""

    person: str
    assignee: Assignee
    stage: Stage
    number: int


@dataclass(frozen=True)
class EscalateToManager:
    """Tell the manager ("": nobody is named, or it is they who are late: tell HR) that a stage does not come on."""

    manager: str
    assignee: Assignee
    stage: Stage


def opening_day(enrolment: Enrolment, stage: Stage, working_days: WorkingDays) -> date:
    """The day on which a stage opens."""
    return _numbered(enrolment, stage.opens, working_days)


def due_day(enrolment: Enrolment, stage: Stage, working_days: WorkingDays) -> date:
    """The last day on which a stage is done in time.

    A pause that is over moves it by its working days; one that still goes on does not yet: nobody knows how far.
    """
    return _numbered(enrolment, stage.due, working_days)


def days_late(journey: Journey, stage: Stage, today: date, working_days: WorkingDays) -> int:
    """By how many working days a stage is late, or was once it was done; `today` is the day where the person lives.

    None in a pause, nor where it is skipped.
    """
    ended = journey.progress.ending(stage)
    if ended and ended.ending is Ending.SKIPPED:
        return 0
    if not ended and (journey.enrolment.is_paused or not open_steps(stage, journey.progress)):
        return 0
    until = ended.at.astimezone(ZoneInfo(journey.enrolment.zone)).date() if ended else today
    return working_days.between(due_day(journey.enrolment, stage, working_days), until)


def overdue(journey: Journey, today: date, working_days: WorkingDays) -> tuple[Stage, ...]:
    """The stages that should be done and are not; `today` is the day where the person lives."""
    still_open = (stage for stage in journey.path.stages if not journey.progress.ending(stage))
    return tuple(stage for stage in still_open if days_late(journey, stage, today, working_days))


def notice_due(
    journey: Journey, sent: Sequence[NoticeSent], now: datetime, calendar: Calendar
) -> ReminderDue | EscalateToManager | None:
    """The notice to be sent now; once it is sent and stored among `sent`, ask again: others may be late as well.

    Nothing in quiet hours or on days off, and at most one notice a day about each assignee. Of each the first overdue
    stage counts: after three reminders the manager is told, once, and then nothing more is sent. The manager is told at
    once where a reminder would be of no use: no attempt at the quiz is left, or nobody is named for the task.
    """
    zone = journey.enrolment.zone
    if not calendar.allows(now, zone):
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    late = overdue(journey, today, calendar.working_days)
    for assignee in Assignee:
        about = [notice for notice in sent if notice.assignee is assignee]
        stage = next((stage for stage in late if _has_to_do(assignee, stage, journey)), None)
        if stage and not any(notice.at.astimezone(ZoneInfo(zone)).date() == today for notice in about):
            kinds = [notice.kind for notice in about if notice.stage == stage.id]
            if NoticeKind.TO_MANAGER not in kinds:
                return _next_notice(journey, assignee, stage, 1 + len(kinds))
    return None


def _has_to_do(assignee: Assignee, stage: Stage, journey: Journey) -> bool:
    return any(assignee_of(step) is assignee for step in open_steps(stage, journey.progress))


def _next_notice(
    journey: Journey, assignee: Assignee, stage: Stage, number: int
) -> ReminderDue | EscalateToManager:
    enrolment = journey.enrolment
    person = enrolment.who(assignee)
    if number <= MOST and person and not (assignee is Assignee.NEW_HIRE and _is_stuck(stage, journey)):
        return ReminderDue(person, assignee, stage, number)
    return EscalateToManager("" if assignee is Assignee.MANAGER else enrolment.manager, assignee, stage)


def _is_stuck(stage: Stage, journey: Journey) -> bool:
    """Whether only the quiz keeps them, and no attempt is left."""
    quiz = journey.progress.quiz(stage)
    waits = all(isinstance(step, Quiz | Signing) for step in own_steps(stage, journey.progress))
    return waits and quiz is not None and quiz.outcome is QuizOutcome.OUT_OF_TRIES


def _numbered(enrolment: Enrolment, number: int, working_days: WorkingDays) -> date:
    """The working day with this number, 1 being the first from the start on; days in pauses have none."""
    over = [(pause.first, pause.last) for pause in enrolment.pauses if pause.last]
    day = working_days.after(enrolment.start, 0)
    while number := number - (not any(first <= day <= last for first, last in over)):
        day = working_days.after(day, 1)
    return day
