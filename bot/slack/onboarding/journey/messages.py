"""Messages about a path: the welcome, the path at a glance, what is stored, reminders, and tasks of others."""

from collections.abc import Iterator, Sequence

from bot.onboarding.deadlines import EscalateToManager, ReminderDue
from bot.onboarding.path import Assignee, Reading, Signing, Stage, Step, Task
from bot.onboarding.progress import Ending, assignee_of, open_steps
from bot.onboarding.quiz import Quiz, QuizOutcome
from bot.rulebook import Library
from bot.slack.blocks.elements import line, moment, truncate
from bot.slack.blocks.messages import COMMAND, OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.onboarding.buttons import BEGIN, GRANT, MY_DATA, button, row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.stage_card import frequent_questions, open_task, stage_status
from bot.wording import Catalogue

_LONGEST = 300  # characters of a task
_LONGEST_TITLE = 200  # characters of a stage's title
_MOST = 30  # entries of a kind


def welcome_message(colleague: EnrolledUser, asked_most: Sequence[str]) -> OutgoingMessage:
    """The first message: what the bot can do, and the path; `asked_most` are questions of earlier new colleagues."""
    say = colleague.say
    hello = rich_text(section(user(colleague.person), text(f" {say('onboarding.welcome')}")))
    can = rich_text(
        section(text(say("onboarding.can"))),
        bullets(
            section(text(say("onboarding.can.ask", example=say("help.example")))),
            section(text(say("onboarding.can.look", command=COMMAND, number=say("help.number")))),
            section(text(say("onboarding.can.path", command=COMMAND))),
        ),
    )
    path = (*overview_blocks(colleague), *frequent_questions(asked_most, colleague))
    return OutgoingMessage(escape(say("onboarding.welcome")), (hello, can, *path))


def overview_message(colleague: EnrolledUser) -> OutgoingMessage:
    """The overview as a message."""
    return OutgoingMessage(escape(colleague.path.title), tuple(overview_blocks(colleague)))


def overview_blocks(colleague: EnrolledUser) -> Iterator[Block]:
    """The stages in their order, with their days and how far somebody has come, and what one can do."""
    say = colleague.say
    yield line(colleague.path.title, is_bold=True)
    yield context(say("onboarding.since", date=colleague.enrolment.start.isoformat()))
    if colleague.path.stages:  # all that somebody has finished may have been rewritten since
        yield rich_text(bullets(*(_stage(stage, colleague) for stage in colleague.path.stages)))
    if colleague.enrolment.is_paused:
        yield context(say("onboarding.paused"))
    label = "onboarding.go-on" if colleague.progress.is_begun else "onboarding.open"
    yield row(button(BEGIN, say(label), is_main=True), button(MY_DATA, say("onboarding.kept.button")))


def stored_data_blocks(colleague: EnrolledUser) -> Iterator[Block]:
    """All that is stored about somebody's path, in words, and how long it is and how it is removed."""
    say, enrolment, progress = colleague.say, colleague.enrolment, colleague.progress
    yield line(say("onboarding.kept.title"), is_bold=True)
    facts = [
        section(text(say("onboarding.kept.path", path=colleague.path.title, role=enrolment.role or "–"))),
        section(text(say("onboarding.kept.since", date=enrolment.start.isoformat(), zone=enrolment.zone))),
        section(text(say("onboarding.kept.read", count=len(progress.read)))),
        section(text(say("onboarding.kept.tasks", count=len(progress.done)))),
        section(text(say("onboarding.kept.answers", count=len(progress.answers)))),
        section(text(say("onboarding.kept.reminders", count=len(colleague.record.notices)))),
    ]
    for assignee, person in ((Assignee.BUDDY, enrolment.buddy), (Assignee.MANAGER, enrolment.manager)):
        if person:
            named = say("onboarding.kept.doer", doer=say(f"onboarding.doer.{assignee}"))
            facts.append(section(text(named), user(person)))
    yield rich_text(bullets(*facts))
    yield from _listed(say("onboarding.kept.quizzes"), _attempts(colleague))
    yield from _listed(say("onboarding.kept.signatures"), _signatures(colleague))
    yield from _listed(say("onboarding.kept.stages"), _closed_stages(colleague))
    yield context(say("onboarding.kept.why"))


def reminder(card: OutgoingMessage, colleague: EnrolledUser, due: ReminderDue) -> OutgoingMessage:
    """The card of an overdue stage once more, under a line that asks to go on with it."""
    words = colleague.say(
        "onboarding.reminder", stage=due.stage.title, date=colleague.due_day(due.stage).isoformat()
    )
    return OutgoingMessage(escape(words), (line(words, is_bold=True), *card.blocks))


def helpers(stage: Stage, colleague: EnrolledUser) -> tuple[str, ...]:
    """Who has something to do in a stage besides the new colleague: their buddy, their manager."""
    named = (colleague.enrolment.who(task.assignee) for task in stage.tasks if _is_for_others(task))
    return tuple(dict.fromkeys(person for person in named if person and person != colleague.person))


def tasks_message(colleague: EnrolledUser, stage: Stage, helper: str, say: Catalogue) -> OutgoingMessage:
    """What a buddy or manager (`helper`) has to do for a new colleague in a stage, and that it is late if it is."""
    who = colleague.enrolment.who
    tasks = [task for task in stage.tasks if _is_for_others(task) and who(task.assignee) == helper]
    left = open_steps(stage, colleague.progress)
    due = colleague.due_day(stage)
    is_late = bool(colleague.days_late(stage)) and any(task in left for task in tasks)
    name = "onboarding.tasks.late" if is_late else "onboarding.tasks.theirs"
    title = say(name, stage=stage.title, date=due.isoformat())
    blocks = [rich_text(section(user(colleague.person), text(f" {title}", bold=is_late)))]
    for index, task in enumerate(tasks):
        words = truncate(task.text.strip(), _LONGEST)
        button_of = (colleague.person, stage.id, task.id)
        blocks.append(open_task(words, index, button_of, say) if task in left else line(f"✓ {words}"))
    return OutgoingMessage(escape(title), tuple(blocks))


def stuck_message(
    colleague: EnrolledUser, due: EscalateToManager, library: Library, say: Catalogue
) -> OutgoingMessage:
    """For a manager: that a stage does not come on, whose, and what is open of it because of whom.

    `library` is what the manager sees: the clauses of others are not named.
    """
    assignee = say(f"onboarding.doer.{due.assignee}")
    words = say(
        "onboarding.stuck",
        stage=due.stage.title,
        date=colleague.due_day(due.stage).isoformat(),
        doer=assignee,
    )
    left = open_steps(due.stage, colleague.progress)
    steps = [section(text(_step(step, library, say))) for step in left if assignee_of(step) is due.assignee]
    blocks = [rich_text(section(user(colleague.person), text(f" {words}")), bullets(*steps))]
    status = colleague.progress.quiz(due.stage)
    if due.assignee is Assignee.NEW_HIRE and status and status.outcome is QuizOutcome.OUT_OF_TRIES:
        blocks += [
            line(say("onboarding.grant.hint")),
            row(button(GRANT, say("onboarding.grant"), colleague.person)),
        ]
    return OutgoingMessage(escape(words), tuple(blocks))


def _is_for_others(task: Task) -> bool:
    return task.assignee is not Assignee.NEW_HIRE


def _step(step: Step, library: Library, say: Catalogue) -> str:
    match step:
        case Reading(clause) if clause.name not in library.by_name:
            return say("onboarding.step.read.hidden")
        case Reading(clause):
            return say("onboarding.step.read", clause=clause.numbered_title)
        case Task(text=words):
            return truncate(words.strip(), _LONGEST)
        case Quiz():
            return say("onboarding.step.quiz")
        case Signing(clauses):
            return say("onboarding.sign.part", count=len(clauses))


def _stage(stage: Stage, colleague: EnrolledUser) -> Block:
    first, last = colleague.opening_day(stage), colleague.due_day(stage)
    days = first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
    title = text(truncate(stage.title, _LONGEST_TITLE), bold=True)
    return section(title, text(f" · {days} · {stage_status(stage, colleague)}"))


def _listed(title: str, items: Iterator[Block]) -> Iterator[Block]:
    listed = list(items)[-_MOST:]
    if listed:
        yield line(title, is_bold=True)
        yield rich_text(bullets(*listed))


def _attempts(colleague: EnrolledUser) -> Iterator[Block]:
    for attempt in colleague.progress.attempts:
        result = colleague.say(
            "onboarding.kept.sat",
            stage=_title(colleague, attempt.stage),
            attempt=attempt.number,
            right=attempt.right,
            asked=attempt.asked,
        )
        yield section(text(f"{result} · "), moment(attempt.at.timestamp()))
    for extra in colleague.progress.extra_attempts:
        granted = colleague.say("onboarding.kept.granted", stage=_title(colleague, extra.stage))
        yield section(text(f"{granted} · "), moment(extra.at.timestamp()))


def _signatures(colleague: EnrolledUser) -> Iterator[Block]:
    for signature in colleague.progress.signatures:
        names = colleague.say.listed(clause.name.rpartition("/")[2] for clause in signature.clauses)
        title = _title(colleague, signature.stage)
        yield section(text(f"{title} · {names} · "), moment(signature.at.timestamp()))


def _closed_stages(colleague: EnrolledUser) -> Iterator[Block]:
    for closed in colleague.progress.closed:
        ending = "done" if closed.ending is Ending.DONE else "skipped"
        status = colleague.say(f"onboarding.standing.{ending}")
        title = _title(colleague, closed.stage)
        yield section(text(f"{title} · {status} · "), moment(closed.at.timestamp()))


def _title(colleague: EnrolledUser, stage: str) -> str:
    found = colleague.stage(stage)
    return found.title if found else stage
