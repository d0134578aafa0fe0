"""The card of a stage: what is to be read, done, tried out and signed, with what is done already ticked off."""

from collections.abc import Iterator, Sequence

from bot.onboarding import (
    Assignee,
    Ending,
    Quiz,
    QuizOutcome,
    Reading,
    Stage,
    Task,
    due_day,
    open_steps,
    own_steps,
)
from bot.slack.blocks.elements import divider, heading, line, numbered_title, truncate
from bot.slack.blocks.elements import plain as plain_text
from bot.slack.blocks.messages import Message, escape
from bot.slack.blocks.rich_text import Block, context, rich_text, section, text
from bot.slack.onboarding.buttons import QUIZ, SIGN, button, row, rows
from bot.slack.onboarding.enrolments import Colleague
from bot.slack.onboarding.overview import standing_of
from bot.slack.onboarding.welcome import often_asked, questions_asked

_LONGEST_TASK = 500  # characters


def card(colleague: Colleague, stage: Stage, asked_most: Sequence[str] = ()) -> Message:
    """The whole card."""
    title = escape(colleague.say("onboarding.card", stage=stage.title))
    return Message(title, tuple(_blocks(colleague, stage, asked_most)))


def may_sign(colleague: Colleague, stage: Stage) -> bool:
    """Whether all is read and the quiz passed: the signature comes last."""
    left = own_steps(stage, colleague.progress)
    return not any(isinstance(step, Reading | Quiz) for step in left)


def _blocks(colleague: Colleague, stage: Stage, asked_most: Sequence[str]) -> Iterator[Block]:
    due = due_day(colleague.enrolment, stage, colleague.calendar.working_days).isoformat()
    yield heading(stage.title)
    yield context(f"{colleague.say('onboarding.due', date=due)} · {standing_of(stage, colleague)}")
    yield line(stage.greeting.strip())
    if colleague.progress.ending(stage):
        yield from _ended(colleague, stage)
        return
    yield from _readings(colleague, stage)
    yield from _tasks(colleague, stage)
    yield from _questions(colleague, stage, asked_most)
    yield from _quiz(colleague, stage)
    yield from _signing(colleague, stage)


def _ended(colleague: Colleague, stage: Stage) -> Iterator[Block]:
    ended = colleague.progress.ending(stage)
    is_done = ended is not None and ended.ending is Ending.DONE
    yield line(
        colleague.say("onboarding.ended.done" if is_done else "onboarding.ended.skipped"), is_bold=True
    )
    later = colleague.path.stages[colleague.path.stages.index(stage) + 1 :]
    if later:
        yield context(colleague.say("onboarding.ended.next", stage=later[0].title))
    yield from rows(list(_clauses(colleague, stage)))


def _readings(colleague: Colleague, stage: Stage) -> Iterator[Block]:
    if stage.readings:
        done = len(stage.readings) - sum(
            isinstance(step, Reading) for step in open_steps(stage, colleague.progress)
        )
        yield divider()
        yield _part(colleague.say("onboarding.read"), f"{done}/{len(stage.readings)}")
        yield context(colleague.say("onboarding.read.hint"))
        yield from rows(list(_clauses(colleague, stage)))


def _clauses(colleague: Colleague, stage: Stage) -> Iterator[Block]:
    read = {each.clause for each in colleague.progress.read}
    for place, clause in enumerate(stage.clauses):
        name = clause.name
        label = f"✓ {numbered_title(clause)}" if name in read else numbered_title(clause)
        yield button(f"onboarding_read_{place}", label, name, stage.id)


def _tasks(colleague: Colleague, stage: Stage) -> Iterator[Block]:
    if not stage.tasks:
        return
    left = open_steps(stage, colleague.progress)
    yield divider()
    yield _part(
        colleague.say("onboarding.tasks"),
        f"{sum(task not in left for task in stage.tasks)}/{len(stage.tasks)}",
    )
    for place, task in enumerate(stage.tasks):
        yield _task(colleague, stage, task, place, is_done=task not in left)


def _task(colleague: Colleague, stage: Stage, task: Task, place: int, *, is_done: bool) -> Block:
    say = colleague.say
    words = truncate(task.text.strip(), _LONGEST_TASK)
    if task.assignee is not Assignee.NEW_HIRE:
        words = say("onboarding.task.other", doer=say(f"onboarding.doer.{task.assignee}"), task=words)
    if is_done:
        return line(f"✓ {words}")
    if task.assignee is not Assignee.NEW_HIRE:
        return line(words)
    done = button(f"onboarding_done_{place}", say("onboarding.done"), colleague.person, stage.id, task.id)
    return {"type": "section", "text": plain_text(words), "accessory": done}


def _questions(colleague: Colleague, stage: Stage, asked_most: Sequence[str]) -> Iterator[Block]:
    if stage.questions:
        yield divider()
        yield _part(colleague.say("onboarding.ask"))
        yield from rows(questions_asked(stage.questions))
    others = [question for question in asked_most if question not in stage.questions]
    again = (
        {**block, "block_id": "often"} if block["type"] == "actions" else block
        for block in often_asked(others, colleague)
    )
    yield from again


def _quiz(colleague: Colleague, stage: Stage) -> Iterator[Block]:
    quiz, standing = stage.quiz, colleague.progress.quiz(stage)
    if quiz is None or standing is None:
        return
    say = colleague.say
    yield divider()
    if standing.outcome is QuizOutcome.PASSED:
        yield line(say("onboarding.quiz.passed"))
        return
    yield line(
        say("onboarding.quiz", count=len(quiz.questions), needed=quiz.needed, attempts=quiz.attempts),
        is_bold=True,
    )
    if standing.outcome is QuizOutcome.OUT_OF_TRIES:
        yield context(say("onboarding.quiz.out"))
        return
    is_begun = len(standing.unanswered) < len(quiz.questions)
    label = "onboarding.quiz.on" if is_begun else "onboarding.quiz.begin"
    if standing.outcome is QuizOutcome.FAILED:
        yield context(say("onboarding.quiz.left", count=standing.tries_left))
    yield row(button(QUIZ, say(label), stage.id, is_main=may_begin(colleague, stage)))


def may_begin(colleague: Colleague, stage: Stage) -> bool:
    """Whether all is read, so that the quiz is what comes next; it may be tried before."""
    return not any(isinstance(step, Reading) for step in own_steps(stage, colleague.progress))


def _signing(colleague: Colleague, stage: Stage) -> Iterator[Block]:
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
