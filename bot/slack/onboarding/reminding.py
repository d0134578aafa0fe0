"""Reminders that a manager or HR asks for: at once, or as soon as whoever is waited for may be written to.

That it is wanted, and that it was posted, each stand in the store under a key of their own that holds for a day: it is
said once, whichever process comes to it, and a process that dies leaves it to the next look.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.onboarding.deadlines import NoticeKind, ReminderDue
from bot.onboarding.path import Assignee
from bot.onboarding.progress import assignee_of, open_steps
from bot.slack.onboarding.enrolments import EnrolledUser, Enrolments

_WANTED, _POSTED = "wanted/", "reminded/"


@dataclass(frozen=True)
class Asked:
    """Whoever is waited for in a stage of a person's path is to be reminded."""

    person: str
    stage: str
    assignee: Assignee

    def key(self, day: str) -> str:
        """What tells it from others of that day."""
        return f"{self.assignee}/{day}/{self.stage}"

    @classmethod
    def of(cls, person: str, key: str) -> "Asked":
        """As a key has it."""
        assignee, _, stage = key.split("/", 2)
        return cls(person, stage, Assignee(assignee))


@dataclass(frozen=True)
class RemindersAsked:
    """Takes what is asked for; `wake` is called so that it is looked at soon."""

    enrolments: Enrolments
    wake: Callable[[], None]

    async def ask(self, asked: Asked, colleague: EnrolledUser, by: str) -> str:
        """Have somebody reminded; the name of the sentence that says what comes of it."""
        due = due_of(asked, colleague)
        if due is None:
            return "onboarding.remind.nothing"
        if _was_reminded(due, colleague):
            return "onboarding.remind.already"
        key = _WANTED + asked.key(colleague.today.isoformat())
        if not await self.enrolments.store.onboarding.want_reminder(asked.person, by, key):
            return "onboarding.remind.already"
        self.wake()
        allowed = await may_be_written_to(due.person, colleague, self.enrolments)
        return "onboarding.remind.done" if allowed else "onboarding.remind.later"


async def may_be_written_to(person: str, colleague: EnrolledUser, enrolments: Enrolments) -> bool:
    """Whether it is a working day, and no quiet hour, where they live."""
    zone = (await enrolments.access.directory.reader(person)).zone
    return colleague.calendar.allows(colleague.now, zone)


def wanted(colleague: EnrolledUser) -> list[tuple[str, ReminderDue]]:
    """What is wanted and not posted yet, by the key under which it will be; not what has been done meanwhile."""
    posted_once = colleague.record.posted_once
    keys = sorted(each.removeprefix(_WANTED) for each in posted_once if each.startswith(_WANTED))
    open_keys = [key for key in keys if _POSTED + key not in posted_once]
    due = ((key, due_of(Asked.of(colleague.person, key), colleague)) for key in open_keys)
    return [(_POSTED + key, each) for key, each in due if each]


def due_of(asked: Asked, colleague: EnrolledUser) -> ReminderDue | None:
    """The reminder; None where nobody is named, or nothing is left for them to do."""
    stage, person = colleague.stage(asked.stage), colleague.enrolment.who(asked.assignee)
    if stage is None or not person or colleague.enrolment.is_paused or colleague.progress.ending(stage):
        return None
    left = open_steps(stage, colleague.progress)
    is_waited_for = any(assignee_of(step) is asked.assignee for step in left)
    return ReminderDue(person, asked.assignee, stage, 0) if is_waited_for else None


def _was_reminded(due: ReminderDue, colleague: EnrolledUser) -> bool:
    """Whether the schedule has reminded them of it today."""
    return any(
        notice.kind is NoticeKind.REMINDER
        and (notice.stage, notice.assignee) == (due.stage.id, due.assignee)
        and colleague.day_of(notice.at) == colleague.today
        for notice in colleague.record.notices
    )
