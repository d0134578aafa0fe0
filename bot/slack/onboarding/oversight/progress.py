"""How the new colleagues of a manager, or all of them, come along: for their manager and for HR alone."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.onboarding import current_stage
from bot.onboarding import is_complete
from bot.onboarding import open_steps
from bot.onboarding import report
from bot.slack.blocks.elements import line
from bot.slack.blocks.elements import truncate
from bot.slack.blocks.messages import Message
from bot.slack.blocks.messages import escape
from bot.slack.blocks.rich_text import Block
from bot.slack.blocks.rich_text import bullets
from bot.slack.blocks.rich_text import context
from bot.slack.blocks.rich_text import rich_text
from bot.slack.blocks.rich_text import section
from bot.slack.blocks.rich_text import text
from bot.slack.blocks.rich_text import user
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.enrolments import Enrolments
from bot.slack.onboarding.enrolments import HrGroup
from bot.store import EnrolmentRecord
from bot.wording import Catalogue

_TOGETHER = 50  # people a list
_AT_ONCE = 200  # enrolments that are read in one transaction
_LATELY = 90 * 86_400.0  # seconds
_LONGEST_TITLE = 100  # characters of a stage's title
_MOST_MESSAGES = 4  # a response URL takes five


@dataclass(frozen=True)
class Supervision:
    """Who looks after whom: a manager after their own new colleagues, HR after all."""

    enrolments: Enrolments
    hr: HrGroup

    async def colleagues_of(self, person: str) -> tuple[EnrolledUser, ...]:
        """Whom somebody looks after, of those who have not finished their path, or have within 90 days."""
        store = self.enrolments.store
        manager = "" if await self.hr.includes(person) else person
        return await self._seen(await store.onboarding.unfinished(store.now() - _LATELY, manager))

    async def all_colleagues_of(self, person: str) -> tuple[EnrolledUser, ...]:
        """All whom somebody looks after; read in pieces, so that nobody's question waits for years of them."""
        store, is_hr = self.enrolments.store, await self.hr.includes(person)
        managers = await store.onboarding.managers()
        people = [one for one, manager in managers.items() if is_hr or manager == person]
        pieces = [
            await store.onboarding.enrolments(people[start : start + _AT_ONCE])
            for start in range(0, len(people), _AT_ONCE)
        ]
        return await self._seen([record for piece in pieces for record in piece])

    async def covers(self, person: str, colleague: EnrolledUser) -> bool:
        """Whether somebody looks after a colleague, and may change their path."""
        return colleague.enrolment.manager == person or await self.hr.includes(person)

    async def _seen(self, records: Iterable[EnrolmentRecord]) -> tuple[EnrolledUser, ...]:
        seen = await asyncio.gather(*map(self.enrolments.seen_by_themselves, records))
        return tuple(colleague for colleague in seen if colleague)


def progress_blocks(colleagues: Sequence[EnrolledUser], say: Catalogue, most: int) -> Iterator[Block]:
    """A line that counts, and a line a person: those who are late longest come first; at most so many of them."""
    late = {each.person: _days_late(each) for each in colleagues}
    complete = sum(is_complete(each.path, each.progress) for each in colleagues)
    late_ones = sum(map(bool, late.values()))
    counts = say("onboarding.progress", count=len(colleagues), complete=complete, late=late_ones)
    yield line(counts, is_bold=True)
    ordered = sorted(colleagues, key=lambda each: (-late[each.person], each.enrolment.start, each.person))
    for start in range(0, min(most, len(ordered)), _TOGETHER):
        shown = ordered[start : min(start + _TOGETHER, most)]
        yield rich_text(bullets(*(_line(each, late[each.person], say) for each in shown)))
    if len(ordered) > most:
        yield context(say("onboarding.progress.more", count=len(ordered) - most))


def progress_messages(colleagues: Sequence[EnrolledUser], say: Catalogue, footer: str) -> tuple[Message, ...]:
    """What `progress_blocks` draws, shared out over messages for one person alone; `footer` stands under the last."""
    head, *lists = progress_blocks(colleagues, say, _TOGETHER * _MOST_MESSAGES)
    sheets = [lists[place : place + 1] for place in range(len(lists))] or [[]]
    sheets[0] = [head, *sheets[0]]
    sheets[-1] = [*sheets[-1], context(footer)]
    title = escape(say("onboarding.progress.title"))
    return tuple(Message(title, tuple(blocks)) for blocks in sheets)


def _days_late(colleague: EnrolledUser) -> int:
    """By how many working days their latest stage is late."""
    rows = report([colleague.journey], colleague.now, colleague.calendar.working_days)
    return max((row.overdue_days for row in rows if not row.ended), default=0)


def _line(colleague: EnrolledUser, late: int, say: Catalogue) -> Block:
    stage = current_stage(colleague.path, colleague.progress)
    steps = [step for each in colleague.path.stages for step in each.steps]
    left = sum(len(open_steps(each, colleague.progress)) for each in colleague.path.stages)
    title = truncate(stage.title, _LONGEST_TITLE) if stage else say("onboarding.progress.own-done")
    parts = [say("onboarding.progress.of", stage=title, done=len(steps) - left, total=len(steps))]
    if late:
        parts.append(say("onboarding.progress.late", days=late))
    if colleague.enrolment.is_paused:
        parts.append(say("onboarding.progress.paused"))
    if not (colleague.enrolment.manager or colleague.record.is_finished):
        parts.append(say("onboarding.progress.no-manager"))
    return section(user(colleague.person), text(f" {' · '.join(parts)}"))
