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
from bot.slack.blocks.elements import line, numbered_title, plain, truncate
from bot.slack.blocks.messages import Message, escape
from bot.slack.blocks.rich_text import bullets, rich_text, section, text, user
from bot.slack.onboarding.buttons import GRANT, button, row
from bot.slack.onboarding.enrolments import Colleague
from bot.wording import Catalogue

_LONGEST = 300  # characters of a task


def reminded(card: Message, colleague: Colleague, word: ReminderDue) -> Message:
    """The card of an overdue stage once more, under a line that asks to go on with it."""
    told = colleague.say("onboarding.reminder", stage=word.stage.title, date=_due(colleague, word.stage))
    return Message(escape(told), (line(told, is_bold=True), *card.blocks))


def tasks_letter(colleague: Colleague, stage: Stage, helper: str, say: Catalogue) -> Message:
    """What a buddy or manager (`helper`) has to do for a new colleague in a stage, and that it is late if it is."""
    tasks, left = tasks_of(helper, stage, colleague), open_steps(stage, colleague.progress)
    due = due_day(colleague.enrolment, stage, colleague.calendar.working_days)
    is_late = due < colleague.today and any(task in left for task in tasks)
    name = "onboarding.tasks.late" if is_late else "onboarding.tasks.theirs"
    told = say(name, stage=stage.title, date=due.isoformat())
    blocks = [rich_text(section(user(colleague.person), text(f" {told}", bold=is_late)))]
    for place, task in enumerate(tasks):
        words = truncate(task.text.strip(), _LONGEST)
        done = button(f"onboarding_done_{place}", say("onboarding.done"), colleague.person, stage.id, task.id)
        with_button = {"type": "section", "text": plain(words), "accessory": done}
        blocks.append(with_button if task in left else line(f"✓ {words}"))
    return Message(escape(told), tuple(blocks))


def tasks_of(helper: str, stage: Stage, colleague: Colleague) -> tuple[Task, ...]:
    """The tasks of a stage that this buddy or manager does."""
    return tuple(
        task
        for task in stage.tasks
        if task.assignee is not Assignee.NEW_HIRE and colleague.enrolment.who(task.assignee) == helper
    )


def helpers(stage: Stage, colleague: Colleague) -> tuple[str, ...]:
    """Who has something to do in a stage besides the new colleague."""
    named = (
        colleague.enrolment.who(task.assignee)
        for task in stage.tasks
        if task.assignee is not Assignee.NEW_HIRE
    )
    return tuple(dict.fromkeys(person for person in named if person and person != colleague.person))


def to_manager(colleague: Colleague, word: EscalateToManager, say: Catalogue) -> Message:
    """A stage does not come on: whose, which one, and what is open of it because of whom."""
    doer = say(f"onboarding.doer.{word.assignee}")
    told = say("onboarding.stuck", stage=word.stage.title, date=_due(colleague, word.stage), doer=doer)
    steps = [
        step for step in open_steps(word.stage, colleague.progress) if assignee_of(step) is word.assignee
    ]
    named = bullets(*(section(text(_named(step, say))) for step in steps))
    blocks = [rich_text(section(user(colleague.person), text(f" {told}")), named)]
    standing = colleague.progress.quiz(word.stage)
    if word.assignee is Assignee.NEW_HIRE and standing and standing.outcome is QuizOutcome.OUT_OF_TRIES:
        blocks += [
            line(say("onboarding.grant.hint")),
            row(button(GRANT, say("onboarding.grant"), colleague.person)),
        ]
    return Message(escape(told), tuple(blocks))


def _named(step: Step, say: Catalogue) -> str:
    match step:
        case Reading(clause):
            return say("onboarding.step.read", clause=numbered_title(clause))
        case Task(text=words):
            return truncate(words.strip(), _LONGEST)
        case Quiz():
            return say("onboarding.step.quiz")
        case Signing(clauses):
            return say("onboarding.sign.part", count=len(clauses))


def _due(colleague: Colleague, stage: Stage) -> str:
    return due_day(colleague.enrolment, stage, colleague.calendar.working_days).isoformat()
