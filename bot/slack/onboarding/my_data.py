"""What is stored about somebody's path, shown to them."""

from collections.abc import Iterator

from bot.onboarding import Assignee, Ending
from bot.slack.blocks.elements import line, moment
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.onboarding.enrolments import Colleague

_MOST = 30  # entries of a kind


def kept(colleague: Colleague) -> Iterator[Block]:
    """Everything, in words; how it is removed stands at the end."""
    say, enrolment, progress = colleague.say, colleague.enrolment, colleague.progress
    yield line(say("onboarding.kept.title"), is_bold=True)
    facts = [
        section(text(say("onboarding.kept.path", path=colleague.path.title, role=enrolment.role or "–"))),
        section(text(say("onboarding.kept.since", date=enrolment.start.isoformat(), zone=enrolment.zone))),
        section(text(say("onboarding.kept.read", count=len(progress.read)))),
        section(text(say("onboarding.kept.tasks", count=len(progress.done)))),
        section(text(say("onboarding.kept.answers", count=len(progress.answers)))),
        section(text(say("onboarding.kept.reminders", count=len(colleague.enrolled.sent)))),
    ]
    for doer, person in ((Assignee.BUDDY, enrolment.buddy), (Assignee.MANAGER, enrolment.manager)):
        if person:
            named = say("onboarding.kept.doer", doer=say(f"onboarding.doer.{doer}"))
            facts.append(section(text(named), user(person)))
    yield rich_text(bullets(*facts))
    yield from _listed(say("onboarding.kept.quizzes"), _sat(colleague))
    yield from _listed(say("onboarding.kept.signatures"), _signed(colleague))
    yield from _listed(say("onboarding.kept.stages"), _closed(colleague))
    yield context(say("onboarding.kept.why"))


def _listed(title: str, items: Iterator[Block]) -> Iterator[Block]:
    listed = list(items)[-_MOST:]
    if listed:
        yield line(title, is_bold=True)
        yield rich_text(bullets(*listed))


def _sat(colleague: Colleague) -> Iterator[Block]:
    for attempt in colleague.progress.attempts:
        told = colleague.say(
            "onboarding.kept.sat",
            stage=_title(colleague, attempt.stage),
            attempt=attempt.number,
            right=attempt.right,
            asked=attempt.asked,
        )
        yield section(text(f"{told} · "), moment(attempt.at.timestamp()))
    for granted in colleague.progress.extra_attempts:
        told = colleague.say("onboarding.kept.granted", stage=_title(colleague, granted.stage))
        yield section(text(f"{told} · "), moment(granted.at.timestamp()))


def _signed(colleague: Colleague) -> Iterator[Block]:
    for signature in colleague.progress.signatures:
        names = "、".join(clause.name.rpartition("/")[2] for clause in signature.clauses)
        yield section(
            text(f"{_title(colleague, signature.stage)} · {names} · "), moment(signature.at.timestamp())
        )


def _closed(colleague: Colleague) -> Iterator[Block]:
    for closed in colleague.progress.closed:
        ending = "done" if closed.ending is Ending.DONE else "skipped"
        told = colleague.say(f"onboarding.standing.{ending}")
        yield section(text(f"{_title(colleague, closed.stage)} · {told} · "), moment(closed.at.timestamp()))


def _title(colleague: Colleague, stage: str) -> str:
    found = colleague.stage(stage)
    return found.title if found else stage
