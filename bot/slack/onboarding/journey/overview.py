"""A path at a glance: in the welcome, behind the button of the home tab, and all that is stored about it."""

from collections.abc import Iterator, Sequence

from bot.onboarding import Assignee
from bot.onboarding import Ending
from bot.onboarding import Stage
from bot.onboarding import due_day
from bot.onboarding import opening_day
from bot.slack.blocks.elements import line
from bot.slack.blocks.elements import moment
from bot.slack.blocks.elements import truncate
from bot.slack.blocks.messages import COMMAND
from bot.slack.blocks.messages import Message
from bot.slack.blocks.messages import escape
from bot.slack.blocks.rich_text import Block
from bot.slack.blocks.rich_text import bullets
from bot.slack.blocks.rich_text import context
from bot.slack.blocks.rich_text import rich_text
from bot.slack.blocks.rich_text import section
from bot.slack.blocks.rich_text import text
from bot.slack.blocks.rich_text import user
from bot.slack.onboarding.buttons import BEGIN
from bot.slack.onboarding.buttons import MY_DATA
from bot.slack.onboarding.buttons import button
from bot.slack.onboarding.buttons import row
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.stage_card import frequent_questions
from bot.slack.onboarding.journey.stage_card import stage_status

_LONGEST_TITLE = 200  # characters of a stage's title
_MOST = 30  # entries of a kind


def welcome_message(colleague: EnrolledUser, asked_most: Sequence[str]) -> Message:
    """The first message: what the bot can do, and the path; `asked_most` are questions of earlier new colleagues."""
    say = colleague.say
    hello = rich_text(section(user(colleague.person), text(f" {say('onboarding.welcome')}")))
    can = rich_text(
        section(text(say("onboarding.can"))),
        bullets(
            section(text(say("onboarding.can.ask"))),
            section(text(say("onboarding.can.look", command=COMMAND))),
            section(text(say("onboarding.can.path", command=COMMAND))),
        ),
    )
    path = (*overview_blocks(colleague), *frequent_questions(asked_most, colleague))
    return Message(escape(say("onboarding.welcome")), (hello, can, *path))


def overview_message(colleague: EnrolledUser) -> Message:
    """The overview as a message."""
    return Message(escape(colleague.path.title), tuple(overview_blocks(colleague)))


def overview_blocks(colleague: EnrolledUser) -> Iterator[Block]:
    """The stages in their order, with their days and how far somebody has come, and what one can do."""
    say = colleague.say
    yield line(colleague.path.title, is_bold=True)
    yield context(say("onboarding.since", date=colleague.enrolment.start.isoformat()))
    if colleague.path.stages:  # all that somebody has finished may have been rewritten since
        yield rich_text(bullets(*(_stage(stage, colleague) for stage in colleague.path.stages)))
    if colleague.enrolment.is_paused:
        yield context(say("onboarding.paused"))
    yield row(
        button(BEGIN, say("onboarding.open"), is_main=True), button(MY_DATA, say("onboarding.kept.button"))
    )


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


def _stage(stage: Stage, colleague: EnrolledUser) -> Block:
    first = opening_day(colleague.enrolment, stage, colleague.calendar.working_days)
    last = due_day(colleague.enrolment, stage, colleague.calendar.working_days)
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
        names = "、".join(clause.name.rpartition("/")[2] for clause in signature.clauses)
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
