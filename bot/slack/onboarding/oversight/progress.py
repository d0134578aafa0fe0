"""How the new colleagues of a manager, or all of them, come along: for their manager and for HR alone."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.onboarding import ReportRow, current_stage, is_complete, open_steps, report
from bot.slack.blocks.elements import line, truncate
from bot.slack.blocks.messages import Message, escape
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text, user
from bot.slack.onboarding.enrolments import Colleague, Courses
from bot.slack.onboarding.hr_group import HrGroup
from bot.store import Enrolled
from bot.wording import Catalogue

_TOGETHER = 50  # people a list
_AT_ONCE = 200  # courses that are read in one transaction
_LATELY = 90 * 86_400.0  # seconds
_MOST_MESSAGES = 4  # a response URL takes five


@dataclass(frozen=True)
class Overseen:
    """Finds the new colleagues whose progress somebody may see."""

    courses: Courses
    hr: HrGroup

    async def by(self, person: str) -> tuple[Colleague, ...]:
        """For HR everybody, for others those whose manager they are: who has not finished, or has within 90 days."""
        store = self.courses.store
        whose = "" if await self.hr.includes(person) else person
        return await self._seen(await store.onboarding.unfinished(store.now() - _LATELY, whose))

    async def all_by(self, person: str) -> tuple[Colleague, ...]:
        """The same with all who have finished; read in pieces, so that nobody's question waits for years of them."""
        store, is_hr = self.courses.store, await self.hr.includes(person)
        managers = await store.onboarding.managers()
        people = [one for one, manager in managers.items() if is_hr or manager == person]
        pieces = [
            await store.onboarding.courses(people[start : start + _AT_ONCE])
            for start in range(0, len(people), _AT_ONCE)
        ]
        return await self._seen([each for piece in pieces for each in piece])

    async def guides(self, person: str, colleague: Colleague) -> bool:
        """Whether somebody may change the path of a colleague: their manager, and HR."""
        return colleague.enrolment.manager == person or await self.hr.includes(person)

    async def _seen(self, enrolled: Iterable[Enrolled]) -> tuple[Colleague, ...]:
        seen = await asyncio.gather(*map(self.courses.seen, enrolled))
        return tuple(colleague for colleague in seen if colleague)


def progress_blocks(colleagues: Sequence[Colleague], say: Catalogue, most: int) -> Iterator[Block]:
    """A line that counts, and a line a person: those who are late longest come first; at most so many of them."""
    rows = {each.person: _rows(each) for each in colleagues}
    late = {
        person: max((row.overdue_days for row in of if not row.ended), default=0)
        for person, of in rows.items()
    }
    complete = sum(is_complete(each.path, each.progress) for each in colleagues)
    late_ones = sum(map(bool, late.values()))
    counted = say("onboarding.progress", count=len(colleagues), complete=complete, late=late_ones)
    yield line(counted, is_bold=True)
    ordered = sorted(colleagues, key=lambda each: (-late[each.person], each.enrolment.start, each.person))
    for start in range(0, min(most, len(ordered)), _TOGETHER):
        shown = ordered[start : min(start + _TOGETHER, most)]
        yield rich_text(bullets(*(_line(each, late[each.person], say) for each in shown)))
    if len(ordered) > most:
        yield context(say("onboarding.progress.more", count=len(ordered) - most))


def progress_messages(colleagues: Sequence[Colleague], say: Catalogue, footer: str) -> tuple[Message, ...]:
    """The same as messages for one person alone."""
    head, *lists = progress_blocks(colleagues, say, _TOGETHER * _MOST_MESSAGES)
    sheets = [lists[place : place + 1] for place in range(len(lists))] or [[]]
    sheets[0] = [head, *sheets[0]]
    sheets[-1] = [*sheets[-1], context(footer)]
    counted = escape(say("onboarding.progress.title"))
    return tuple(Message(counted, tuple(blocks)) for blocks in sheets)


def _rows(colleague: Colleague) -> tuple[ReportRow, ...]:
    return report([colleague.course], colleague.now, colleague.calendar.working_days)


def _line(colleague: Colleague, late: int, say: Catalogue) -> Block:
    stage = current_stage(colleague.path, colleague.progress)
    steps = [step for each in colleague.path.stages for step in each.steps]
    left = sum(len(open_steps(each, colleague.progress)) for each in colleague.path.stages)
    named = truncate(stage.title, 100) if stage else say("onboarding.progress.own-done")
    told = say("onboarding.progress.of", stage=named, done=len(steps) - left, total=len(steps))
    marks = [say("onboarding.progress.late", days=late)] if late else []
    marks += [say("onboarding.progress.paused")] if colleague.enrolment.is_paused else []
    marks += (
        []
        if colleague.enrolment.manager or colleague.enrolled.is_finished
        else [say("onboarding.progress.no-manager")]
    )
    return section(user(colleague.person), text(" · ".join([f" {told}", *marks])))
