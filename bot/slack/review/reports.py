"""Reports made of what the store holds, for whoever looks after a part of the rulebook."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.desk import Item, ItemState
from bot.onboarding.calendar import WorkingDays
from bot.pulse import RoundResult
from bot.report import REPLY_HOURS, Period, Report, report
from bot.rulebook import Clause, Heading
from bot.slack.review.scope import Scope
from bot.store import AsyncStore

TREND = 6  # months, or quarters, side by side
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Review:
    """What a meeting looks at: the report of a stretch of time, those `before` it (the last first), and what is open.

    `items` wait for an owner, of whose words enough people asked, some of them too long (`late`); `few` are those of
    fewer. `unseen` answered nothing since a day (`unseen_since`), `overdue` are headings that were to be read again by
    now. So many `suggestions` wait to be read; `pulse` are the rounds that are over, the newest first.
    """

    period: Period
    report: Report
    before: Sequence[tuple[Period, Report]]
    items: Sequence[Item]
    late: Sequence[Item]
    few: Sequence[Item]
    unseen: Sequence[Clause]
    unseen_since: date
    overdue: Sequence[Heading]
    suggestions: int = 0
    pulse: Sequence[RoundResult] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody asked, and nothing waits."""
        return not (any(self.report.figures.values()) or self.items or self.few)


@dataclass(frozen=True)
class Reports:
    """Makes reports; days are those in `zone`."""

    store: AsyncStore
    working_days: WorkingDays
    zone: str

    @property
    def today(self) -> date:
        """The day of this moment."""
        return self._day(self.store.now())

    async def of(self, period: Period, scope: Scope) -> Report:
        """The report on a stretch of time."""
        history = await self.store.histories.between(
            self._begins(period.first), self._begins(period.last + timedelta(days=1))
        )
        found = await asyncio.to_thread(report, scope.of(history), scope.library, self._due, self.store.now())
        return replace(found, unseen=scope.of_clauses(found.unseen))

    async def review(self, period: Period, months: int, scope: Scope) -> Review:
        """All that the meeting on a stretch of so many months looks at."""
        earlier = period
        before: list[tuple[Period, Report]] = []
        begins = self._day(await self.store.histories.begins_at())
        while len(before) < TREND - 1:
            earlier = Period.over_before(earlier.first, months)
            if earlier.last < begins:
                break
            before.append((earlier, await self.of(earlier, scope)))
        waiting = scope.of_items(await self.store.desk.items(ItemState.OPEN))
        shown = [item for item in waiting if item.is_shown]
        since = max(begins, self.today - _YEAR)
        seen = await self.store.histories.answered_with(self._begins(since))
        return Review(
            period,
            await self.of(period, scope),
            before,
            shown,
            [item for item in shown if item.shown_at and self._due(item.shown_at) < self.store.now()],
            [item for item in waiting if not item.is_shown],
            [c for c in scope.of_clauses(scope.library.clauses) if seen.isdisjoint(c.names)],
            since,
            [one for one in _headings(scope) if one.review_by and one.review_by < self.today],
            sum(scope.has_book(one.book) for one in await self.store.suggestions.before_owners()),
            await self.store.pulses.results(),
        )

    def _due(self, since: float) -> float:
        """By when an owner is to have replied to what came at a moment."""
        return self.working_days.deadline(since, REPLY_HOURS, self.zone)

    def _begins(self, day: date) -> float:
        return datetime.combine(day, time(), ZoneInfo(self.zone)).timestamp()

    def _day(self, moment: float) -> date:
        return datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(self.zone)).date()


def _headings(scope: Scope) -> Sequence[Heading]:
    """The headings that something stands under which is reported on, each once."""
    clauses = scope.of_clauses(scope.library.clauses)
    return tuple(dict.fromkeys(heading for clause in clauses for heading in clause.heading.path))
