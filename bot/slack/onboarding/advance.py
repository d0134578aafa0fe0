"""Somebody comes on: what they did is kept, what is thereby complete is closed, and the cards say so."""

from dataclasses import dataclass

from bot.onboarding import Closed, Ending, to_close
from bot.slack.onboarding.cards import Cards
from bot.slack.onboarding.courses import Colleague, Courses
from bot.slack.stored import Stored
from bot.store import Entry


@dataclass(frozen=True)
class Advance:
    """Writes down what was done; the same once more changes nothing."""

    stored: Stored
    courses: Courses
    cards: Cards

    async def __call__(self, person: str, *entries: Entry) -> Colleague | None:
        """Keep the entries; the colleague as they stand then, or None for somebody on no path."""
        record = self.stored.store.onboarding.record
        for entry in entries:
            await self.stored(record, person, entry)
        colleague = await self.courses.of(person)
        for stage in to_close(colleague.path, colleague.progress) if colleague else ():
            await self.stored(record, person, Closed(stage.id, Ending.DONE, self.courses.now()))
        return await self.courses.of(person) if colleague else None

    async def shown(self, person: str, stage: str, *entries: Entry) -> Colleague | None:
        """The same, and whatever shows that stage shows it as it stands."""
        colleague = await self(person, *entries)
        there = colleague.stage(stage) if colleague else None
        if colleague and there:
            await self.cards.refresh(colleague, there)
        return colleague
