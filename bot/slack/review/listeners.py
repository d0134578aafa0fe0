"""`/rule report`: the figures of some days, for whoever looks after rules, alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.report import Period
from bot.slack.blocks.elements import truncate
from bot.slack.blocks.messages import COMMAND, OutgoingMessage, note
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.pulse import TREND, trend_view
from bot.slack.review.messages import report_message
from bot.slack.review.reports import Reports
from bot.slack.review.scope import Scopes
from bot.slack.surface import Screen, View, notice
from bot.slack.transport.arriving.payloads import Click, SlashCommand
from bot.wording import Catalogue

_WORDS = ("report", "月报")
_LAST_MONTH = ("上月", "上个月", "last month")
_LONGEST = 40  # characters of what is no month
_DAYS = 30  # where no month is named


@dataclass(frozen=True)
class ReportListeners:
    """Listens to the command, and to the way to the pulse's rounds; each reply is for who asked alone."""

    reports: Reports
    scopes: Scopes
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Listen; this must come before what listens to the slash command as a question."""
        listening.on_command(COMMAND, self.commanded, _is_meant, Shows.TO_PERSON)
        listening.on_click(TREND, self.trend, Shows.IN_MODAL)

    async def trend(self, click: Click, say: Catalogue) -> None:
        """What came of the rounds of the pulse so far."""
        view = self._trend(click.person, say)
        await self.screen.open_modal(click.trigger, "pulse.trend", view, say, is_above=click.is_in_modal)

    async def commanded(self, typed: SlashCommand, say: Catalogue) -> None:
        """A month's figures, or those of the last thirty days."""
        await self.screen.message_client.whisper(typed.alone, await self._reply(typed, say))

    async def _trend(self, person: str, say: Catalogue) -> View:
        if await self.scopes.of_person(person) is None:
            return notice("pulse.trend", "counted.not-yours", say)
        return trend_view(await self.reports.store.pulses.results(), say)

    async def _reply(self, typed: SlashCommand, say: Catalogue) -> Sequence[OutgoingMessage]:
        scope = await self.scopes.of_person(typed.person)
        if scope is None:
            return (note(say("counted.not-yours")),)
        month = " ".join(typed.text.split()[1:])
        try:
            period = self._period(month.casefold())
        except (ValueError, OverflowError):
            written = truncate(month, _LONGEST)
            return (note(say("counted.no-month", written=written, command=COMMAND)),)
        found = await self.reports.of(period, scope)
        return (report_message(period, found, say, is_whole=scope.names is None),)

    def _period(self, month: str) -> Period:
        today = self.reports.today
        if not month:
            return Period(today - timedelta(days=_DAYS - 1), today)
        if month in _LAST_MONTH:
            return Period.over_before(today)
        return Period.month_of(datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC).date())


def _is_meant(typed: str) -> bool:
    """`report`, whatever follows: what is no month is told, and never stored as a question."""
    first, *_ = typed.split() or [""]
    return (
        first.casefold() in _WORDS or typed.strip() == "报告"
    )  # with more words it is a question about reports
