"""New colleagues for the rest of the bot: what is preferred in answers to them, and what their home tab shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from slack_bolt.async_app import AsyncApp

from bot.onboarding import current_stage
from bot.rulebook import Clause
from bot.slack.blocks.elements import line
from bot.slack.blocks.rich_text import Block
from bot.slack.onboarding.buttons import ARRANGE, MINE, button, row
from bot.slack.onboarding.enrolments import Courses
from bot.slack.onboarding.oversight.progress import Overseen, progress_blocks
from bot.slack.onboarding.oversight.reporting import export_button
from bot.slack.onboarding.schedule import Schedule
from bot.wording import Catalogue

_MOST_AT_HOME = 20  # people whose progress is shown in the home tab


class Listener(Protocol):
    """Whatever listens to Slack."""

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""


@dataclass(frozen=True)
class Newcomers:
    """The parts, and what others ask of them; people who are on no path cost no look into the store."""

    courses: Courses
    overseen: Overseen
    schedule: Schedule
    listeners: Sequence[Listener]

    def register(self, app: AsyncApp) -> None:
        """Listen to joins, the command and the buttons; this comes before what takes the command as a question."""
        for each in self.listeners:
            each.register(app)

    async def preferred(self, person: str) -> frozenset[Clause]:
        """The clauses of the stage that a person is in: of two that answer equally well, theirs comes first."""
        colleague = await self.courses.of(person) if person in self.schedule.roll.newcomers else None
        stage = current_stage(colleague.path, colleague.progress) if colleague else None
        return frozenset(stage.clauses) if stage else frozenset()

    async def asked(self, person: str, clauses: Sequence[str]) -> None:
        """A question of theirs was answered by these clauses (by name): counted, without a name, for those to come."""
        if person in self.schedule.roll.newcomers and clauses:
            await self.courses.store.onboarding.asked(person, clauses)

    async def at_home(self, person: str, say: Catalogue) -> Sequence[Block]:
        """What the home tab shows: the way to one's own path, and how one's people come along."""
        blocks: list[Block] = []
        managers = self.schedule.roll.managers
        if person in managers:
            blocks.append(row(button(MINE, say("onboarding.mine"), is_main=True)))
        if person in managers.values() or await self.overseen.hr.includes(person):
            blocks += await self._people(person, say)
        return blocks

    async def _people(self, person: str, say: Catalogue) -> Sequence[Block]:
        colleagues = await self.overseen.by(person)
        return (
            line(say("onboarding.progress.title"), is_bold=True),
            *progress_blocks(colleagues, say, _MOST_AT_HOME),
            row(button(ARRANGE, say("onboarding.arrange")), export_button(say)),
        )
