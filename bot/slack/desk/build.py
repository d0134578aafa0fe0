"""The desk put together, and what the rest of the bot asks of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.publishing import Teacher
from bot.slack.blocks.rich_text import Block
from bot.slack.dependencies import SharedParts
from bot.slack.desk.chapters.listeners import ReviewListeners
from bot.slack.desk.chapters.watch import ChapterWatch
from bot.slack.desk.deciding.choosing import Choosing
from bot.slack.desk.deciding.decision import Deciding
from bot.slack.desk.deciding.listeners import DeskListeners
from bot.slack.desk.deciding.tellings import Tellings
from bot.slack.desk.digests import Digests
from bot.slack.desk.home import aside_blocks, home_blocks
from bot.slack.desk.owners import DeskOwners
from bot.slack.desk.watch import DeskWatch
from bot.slack.pulse import result_blocks
from bot.slack.questions.posted_answers import PostedAnswers
from bot.slack.suggestions import SuggestionBox, build_suggestions
from bot.wording import Catalogue


@dataclass(frozen=True)
class Desk:
    """What waits for owners, for the rest of the bot."""

    owners: DeskOwners
    watch: DeskWatch
    listeners: tuple[DeskListeners, ReviewListeners]
    suggestions: SuggestionBox

    async def home_blocks(self, person: str, say: Catalogue) -> Sequence[Block]:
        """What the home tab shows to an owner; nothing to anybody else."""
        if not await self.owners.knows_owner(person):
            return ()
        await self.watch.take_in()
        items, few = await self.owners.items(person), await self.owners.few(person)
        library = await self.owners.visible(person)
        blocks = home_blocks(items, few, library, say)
        aside = aside_blocks(await self.owners.aside(person), library, say)
        results = result_blocks(await self.owners.store.pulses.results(), say)
        return [*blocks, *aside, *await self.suggestions.owners.home_blocks(person, say), *results]


def build_desk(
    common: SharedParts, ready: Callable[[], None], refresh: Callable[[str], Awaitable[None]]
) -> Desk:
    """The desk over the rules of the moment; nothing is learned where they do not change while the bot runs."""
    given, store, recipients = common.dependencies, common.store, common.recipients
    owners, digests = DeskOwners(store, recipients), Digests(store, recipients, common.team)
    teacher = Teacher(given.follower.publisher) if given.follower else None
    posted = PostedAnswers(store, common.access, common.message_client, ready)
    tellings = Tellings(store, recipients)
    deciding = Deciding(store, owners, tellings, digests, teacher, posted, ready, refresh)
    own_zone = ZoneInfo(given.zone)
    listeners = DeskListeners(store, owners, Choosing(owners), deciding, common.screen, own_zone)
    zone, rest = given.settings.onboarding_zone, given.timings.look
    suggestions = build_suggestions(common, ready, refresh)
    told = common.rules_channel(ready)
    chapters = ChapterWatch(store, owners, digests, told)
    reviews = ReviewListeners(chapters, common.screen, given.today, ready, refresh)
    calendar, showing = given.calendar, suggestions.showing
    watch = DeskWatch(store, owners, digests, showing, chapters, told, calendar, zone, rest, ready)
    return Desk(owners, watch, (listeners, reviews), suggestions)
