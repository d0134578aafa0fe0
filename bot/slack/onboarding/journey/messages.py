"""Messages about a path: reminders, tasks of buddies and managers, and the word to a manager that it stands still."""

from bot.onboarding import (
    Assignee,
    EscalateToManager,
    Quiz,
    QuizOutcome,
    Reading,
    ReminderDue,
    Signing,
    Stage,
    Step,
    Task,
    assignee_of,
    due_day,
    open_steps,
)
from bot.slack.blocks.elements import line
from bot.slack.blocks.elements import numbered_title
from bot.slack.blocks.elements import truncate
from bot.slack.blocks.messages import Message
from bot.slack.blocks.messages import escape
from bot.slack.blocks.rich_text import bullets
from bot.slack.blocks.rich_text import rich_text
from bot.slack.blocks.rich_text import section
from bot.slack.blocks.rich_text import text
from bot.slack.blocks.rich_text import user
from bot.slack.onboarding.buttons import GRANT
from bot.slack.onboarding.buttons import button
from bot.slack.onboarding.buttons import row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.stage_card import open_task
from bot.wording import Catalogue

_LONGEST = 300  # characters of a task


def reminder(card: Message, colleague: EnrolledUser, due: ReminderDue) -> Message:
    """The card of an overdue stage once more, under a line that asks to go on with it."""
    words = colleague.say("onboarding.reminder", stage=due.stage.title, date=_due_day(colleague, due.stage))
    return Message(escape(words), (line(words, is_bold=True), *card.blocks))


def helpers(stage: Stage, colleague: EnrolledUser) -> tuple[str, ...]:
    """Who has something to do in a stage besides the new colleague: their buddy, their manager."""
    named = (colleague.enrolment.who(task.assignee) for task in stage.tasks if _is_for_others(task))
    return tuple(dict.fromkeys(person for person in named if person and person != colleague.person))


def tasks_message(colleague: EnrolledUser, stage: Stage, helper: str, say: Catalogue) -> Message:
    """What a buddy or manager (`helper`) has to do for a new colleague in a stage, and that it is late if it is."""
    who = colleague.enrolment.who
    tasks = [task for task in stage.tasks if _is_for_others(task) and who(task.assignee) == helper]
    left = open_steps(stage, colleague.progress)
    due = due_day(colleague.enrolment, stage, colleague.calendar.working_days)
    is_late = due < colleague.today and any(task in left for task in tasks)
    name = "onboarding.tasks.late" if is_late else "onboarding.tasks.theirs"
    title = say(name, stage=stage.title, date=due.isoformat())
    blocks = [rich_text(section(user(colleague.person), text(f" {title}", bold=is_late)))]
    for place, task in enumerate(tasks):
        words = truncate(task.text.strip(), _LONGEST)
        button_of = (colleague.person, stage.id, task.id)
        blocks.append(open_task(words, place, button_of, say) if task in left else line(f"✓ {words}"))
    return Message(escape(title), tuple(blocks))


def stuck_message(colleague: EnrolledUser, due: EscalateToManager, say: Catalogue) -> Message:
    """For a manager: that a stage does not come on, whose, and what is open of it because of whom."""
    assignee = say(f"onboarding.doer.{due.assignee}")
    words = say("onboarding.stuck", stage=due.stage.title, date=_due_day(colleague, due.stage), doer=assignee)
    left = open_steps(due.stage, colleague.progress)
    steps = [section(text(_step(step, say))) for step in left if assignee_of(step) is due.assignee]
    blocks = [rich_text(section(user(colleague.person), text(f" {words}")), bullets(*steps))]
    status = colleague.progress.quiz(due.stage)
    if due.assignee is Assignee.NEW_HIRE and status and status.outcome is QuizOutcome.OUT_OF_TRIES:
        blocks += [
            line(say("onboarding.grant.hint")),
            row(button(GRANT, say("onboarding.grant"), colleague.person)),
        ]
    return Message(escape(words), tuple(blocks))


def _is_for_others(task: Task) -> bool:
    return task.assignee is not Assignee.NEW_HIRE


def _step(step: Step, say: Catalogue) -> str:
    match step:
        case Reading(clause):
            return say("onboarding.step.read", clause=numbered_title(clause))
        case Task(text=words):
            return truncate(words.strip(), _LONGEST)
        case Quiz():
            return say("onboarding.step.quiz")
        case Signing(clauses):
            return say("onboarding.sign.part", count=len(clauses))


def _due_day(colleague: EnrolledUser, stage: Stage) -> str:
    return due_day(colleague.enrolment, stage, colleague.calendar.working_days).isoformat()
