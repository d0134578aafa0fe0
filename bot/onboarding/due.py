"""When stages open, are due and are overdue: working days, without those of pauses."""

from datetime import date

from bot.onboarding.calendar import WorkingDays
from bot.onboarding.path import Stage
from bot.onboarding.progress import Course, Enrolment, open_steps


def opening_day(enrolment: Enrolment, stage: Stage, working_days: WorkingDays) -> date:
    """The day on which a stage opens."""
    return _numbered(enrolment, stage.opens, working_days)


def due_day(enrolment: Enrolment, stage: Stage, working_days: WorkingDays) -> date:
    """The last day on which a stage is done in time.

    A pause that is over moves it by its working days; one that still goes on does not yet: nobody knows how far.
    """
    return _numbered(enrolment, stage.due, working_days)


def overdue(course: Course, today: date, working_days: WorkingDays) -> tuple[Stage, ...]:
    """The stages that should be done and are not; `today` is the day where the person lives. None in a pause."""
    if course.enrolment.is_paused:
        return ()
    return tuple(
        stage
        for stage in course.path.stages
        if open_steps(stage, course.progress) and due_day(course.enrolment, stage, working_days) < today
    )


def _numbered(enrolment: Enrolment, number: int, working_days: WorkingDays) -> date:
    """The working day with this number, 1 being the first from the start on; days in pauses have none."""
    over = [(pause.first, pause.last) for pause in enrolment.pauses if pause.last]
    day = working_days.after(enrolment.start, 0)
    while number := number - (not any(first <= day <= last for first, last in over)):
        day = working_days.after(day, 1)
    return day
