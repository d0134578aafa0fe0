"""A path at a glance: its stages with their days, and how far somebody has come."""

from collections.abc import Iterator

from bot.onboarding import Ending, Stage, due_day, open_steps, opening_day, own_steps
from bot.slack.blocks.elements import line, truncate
from bot.slack.blocks.messages import Message, escape
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.onboarding.buttons import BEGIN, KEPT, button, row
from bot.slack.onboarding.enrolments import Colleague
from bot.slack.surface import View, modal
from bot.wording import Catalogue


def overview(colleague: Colleague) -> Iterator[Block]:
    """The stages in their order, and what one can do."""
    say = colleague.say
    since = colleague.enrolment.start.isoformat()
    yield line(colleague.path.title, is_bold=True)
    yield context(say("onboarding.since", date=since))
    if colleague.path.stages:  # all that somebody has finished may have been rewritten since
        yield rich_text(bullets(*(_stage(stage, colleague) for stage in colleague.path.stages)))
    if colleague.enrolment.is_paused:
        yield context(say("onboarding.paused"))
    yield row(
        button(BEGIN, say("onboarding.open"), is_main=True), button(KEPT, say("onboarding.kept.button"))
    )


def as_message(colleague: Colleague) -> Message:
    """The same as a message."""
    return Message(escape(colleague.path.title), tuple(overview(colleague)))


def as_modal(blocks: Iterator[Block], say: Catalogue) -> View:
    """The same, or something else, before one's eyes."""
    return modal(say("onboarding.title"), list(blocks), say)


def standing_of(stage: Stage, colleague: Colleague) -> str:
    """In a few words: done, skipped, late, or how much of it is done."""
    say, progress = colleague.say, colleague.progress
    if ended := progress.ending(stage):
        return say(
            "onboarding.standing.done" if ended.ending is Ending.DONE else "onboarding.standing.skipped"
        )
    days = colleague.calendar.working_days
    if opening_day(colleague.enrolment, stage, days) > colleague.today:
        return say("onboarding.standing.later")
    total = len(stage.steps)
    done = total - len(open_steps(stage, progress))
    if not own_steps(stage, progress):
        return say("onboarding.standing.others", done=done, total=total)
    if due_day(colleague.enrolment, stage, days) < colleague.today and not colleague.enrolment.is_paused:
        return say("onboarding.standing.late", done=done, total=total)
    return say("onboarding.standing.open", done=done, total=total)


def _stage(stage: Stage, colleague: Colleague) -> Block:
    first = opening_day(colleague.enrolment, stage, colleague.calendar.working_days)
    last = due_day(colleague.enrolment, stage, colleague.calendar.working_days)
    days = first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"
    return section(
        text(truncate(stage.title, 200), bold=True), text(f" · {days} · {standing_of(stage, colleague)}")
    )
