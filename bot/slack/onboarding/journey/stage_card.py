"""The card of a stage: what is to be read, done, tried out and signed, with what is done already ticked off."""

from collections.abc import Iterator, Sequence

from bot.onboarding.path import Assignee, Reading, Stage, Task
from bot.onboarding.progress import Ending, open_steps, own_steps
from bot.onboarding.quiz import Quiz, QuizOutcome
from bot.slack.blocks.elements import action_rows, divider, heading, line, plain, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, context, rich_text, section, text
from bot.slack.onboarding.buttons import ASK, DONE, QUIZ, READ, SIGN, button, row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.wording import Catalogue

_LONGEST_TASK = 500  # characters


def stage_card(colleague: EnrolledUser, stage: Stage, asked_most: Sequence[str] = ()) -> OutgoingMessage:
    """The whole card; `asked_most` are questions that earlier new colleagues asked."""
    title = escape(colleague.say("onboarding.card", stage=stage.title))
    return OutgoingMessage(title, tuple(_blocks(colleague, stage, asked_most)))


def stage_status(stage: Stage, colleague: EnrolledUser) -> str:
    """In a few words: done, skipped, late, or how much of it is done."""
    say, progress = colleague.say, colleague.progress
    if closed := progress.ending(stage):
        is_done = closed.ending is Ending.DONE
        return say("onboarding.standing.done" if is_done else "onboarding.standing.skipped")
    if colleague.opening_day(stage) > colleague.today:
        return say("onboarding.standing.later")
    total = len(stage.steps)
    done = total - len(open_steps(stage, progress))
    if not own_steps(stage, progress):
        return say("onboarding.standing.others", done=done, total=total)
    if colleague.days_late(stage):
        return say("onboarding.standing.late", done=done, total=total)
    return say("onboarding.standing.open", done=done, total=total)


def question_buttons(questions: Sequence[str]) -> Iterator[Block]:
    """Rows of buttons, each of which asks its question."""
    yield from action_rows([button(ASK.id(index), each, each) for index, each in enumerate(questions)])


def frequent_questions(questions: Sequence[str], colleague: EnrolledUser) -> Iterator[Block]:
    """Questions of earlier new colleagues, as buttons that ask them."""
    if questions:
        yield context(colleague.say("onboarding.often"))
        yield from question_buttons(questions)


def open_task(words: str, index: int, task: tuple[str, str, str], say: Catalogue) -> Block:
    """A task with the button that says it is done; `task` is whose, of which stage, and which."""
    done = button(DONE.id(index), say("onboarding.done"), *task)
    return {"type": "section", "text": plain(words), "accessory": done}


def may_sign(colleague: EnrolledUser, stage: Stage) -> bool:
    """Whether all is read and the quiz passed: the signature comes last."""
    left = own_steps(stage, colleague.progress)
    return not any(isinstance(step, Reading | Quiz) for step in left)


def _blocks(colleague: EnrolledUser, stage: Stage, asked_most: Sequence[str]) -> Iterator[Block]:
    due = colleague.due_day(stage).isoformat()
    yield heading(stage.title)
    yield context(f"{colleague.say('onboarding.due', date=due)} · {stage_status(stage, colleague)}")
    yield line(stage.greeting.strip())
    if closed := colleague.progress.ending(stage):
        yield from _ended(colleague, stage, closed.ending)
        return
    yield from _readings(colleague, stage)
    yield from _tasks(colleague, stage)
    yield from _questions(colleague, stage, asked_most)
    yield from _quiz(colleague, stage)
    yield from _signing(colleague, stage)


def _ended(colleague: EnrolledUser, stage: Stage, ending: Ending) -> Iterator[Block]:
    name = "onboarding.ended.done" if ending is Ending.DONE else "onboarding.ended.skipped"
    yield line(colleague.say(name), is_bold=True)
    later = colleague.path.stages[colleague.path.stages.index(stage) + 1 :]
    if later:
        yield context(colleague.say("onboarding.ended.next", stage=later[0].title))
    yield from action_rows(list(_clauses(colleague, stage)))


def _readings(colleague: EnrolledUser, stage: Stage) -> Iterator[Block]:
    if stage.readings:
        left = sum(isinstance(step, Reading) for step in open_steps(stage, colleague.progress))
        yield divider()
        yield _part(colleague.say("onboarding.read"), f"{len(stage.readings) - left}/{len(stage.readings)}")
        yield context(colleague.say("onboarding.read.hint"))
        yield from action_rows(list(_clauses(colleague, stage)))


def _clauses(colleague: EnrolledUser, stage: Stage) -> Iterator[Block]:
    read = {each.clause for each in colleague.progress.read}
    for index, clause in enumerate(stage.clauses):
        label = f"✓ {clause.numbered_title}" if not read.isdisjoint(clause.names) else clause.numbered_title
        yield button(READ.id(index), label, clause.name, stage.id)


def _tasks(colleague: EnrolledUser, stage: Stage) -> Iterator[Block]:
    if not stage.tasks:
        return
    left = open_steps(stage, colleague.progress)
    yield divider()
    yield _part(
        colleague.say("onboarding.tasks"),
        f"{sum(task not in left for task in stage.tasks)}/{len(stage.tasks)}",
    )
    for index, task in enumerate(stage.tasks):
        yield _task(colleague, stage, task, index, is_done=task not in left)


def _task(colleague: EnrolledUser, stage: Stage, task: Task, index: int, *, is_done: bool) -> Block:
    say = colleague.say
    words = truncate(task.text.strip(), _LONGEST_TASK)
    if task.assignee is not Assignee.NEW_HIRE:
        words = say("onboarding.task.other", doer=say(f"onboarding.doer.{task.assignee}"), task=words)
    if is_done:
        return line(f"✓ {words}")
    if task.assignee is not Assignee.NEW_HIRE:
        return line(words)
    return open_task(words, index, (colleague.person, stage.id, task.id), say)


def _questions(colleague: EnrolledUser, stage: Stage, asked_most: Sequence[str]) -> Iterator[Block]:
    if stage.questions:
        yield divider()
        yield _part(colleague.say("onboarding.ask"))
        yield from question_buttons(stage.questions)
    others = [question for question in asked_most if question not in stage.questions]
    for block in frequent_questions(others, colleague):
        yield {**block, "block_id": "often"} if block["type"] == "actions" else block


def _quiz(colleague: EnrolledUser, stage: Stage) -> Iterator[Block]:
    quiz, status = stage.quiz, colleague.progress.quiz(stage)
    if quiz is None or status is None:
        return
    say = colleague.say
    yield divider()
    if status.outcome is QuizOutcome.PASSED:
        yield line(say("onboarding.quiz.passed"))
        return
    yield line(
        say("onboarding.quiz", count=len(quiz.questions), needed=quiz.needed, attempts=quiz.attempts),
        is_bold=True,
    )
    if status.outcome is QuizOutcome.OUT_OF_TRIES:
        yield context(say("onboarding.quiz.out"))
        return
    is_begun = len(status.unanswered) < len(quiz.questions)
    label = "onboarding.quiz.on" if is_begun else "onboarding.quiz.begin"
    if status.outcome is QuizOutcome.FAILED:
        yield context(say("onboarding.quiz.left", count=status.tries_left))
    yield row(button(QUIZ, say(label), stage.id, is_main=may_begin(colleague, stage)))


def may_begin(colleague: EnrolledUser, stage: Stage) -> bool:
    """Whether all is read, so that the quiz is what comes next; it may be tried before."""
    return not any(isinstance(step, Reading) for step in own_steps(stage, colleague.progress))


def _signing(colleague: EnrolledUser, stage: Stage) -> Iterator[Block]:
    if stage.signing is None:
        return
    say, signed = colleague.say, colleague.progress.signed(stage)
    yield divider()
    if signed:
        yield line(say("onboarding.signed", date=colleague.day_of(signed.at).isoformat()))
        return
    yield line(say("onboarding.sign.part", count=len(stage.signing.clauses)), is_bold=True)
    if may_sign(colleague, stage):
        yield row(button(SIGN, say("onboarding.sign.button"), stage.id, is_main=True))
    else:
        yield context(say("onboarding.sign.first"))


def _part(title: str, count: str = "") -> Block:
    return rich_text(section(text(title, bold=True), *([text(f"  {count}")] if count else [])))
