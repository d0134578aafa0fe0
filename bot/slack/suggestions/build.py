"""Suggestions put together, and what the rest of the bot asks of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.slack.dependencies import SharedParts
from bot.slack.listening import Listening
from bot.slack.suggestions.readers import SuggestionReaders
from bot.slack.suggestions.replying import OwnerListeners
from bot.slack.suggestions.showing import Showing
from bot.slack.suggestions.writing import WriterListeners


@dataclass(frozen=True)
class SuggestionBox:
    """Suggestions for the rest of the bot."""

    writers: WriterListeners
    owners: OwnerListeners
    showing: Showing

    def register(self, listening: Listening) -> None:
        """Listen; this must come before what listens to the slash command as a question."""
        self.writers.register(listening)
        self.owners.register(listening)


def build_suggestions(
    common: SharedParts, ready: Callable[[], None], refresh: Callable[[str], Awaitable[None]]
) -> SuggestionBox:
    """Over the rules of the moment."""
    store, screen, zone = common.store, common.screen, ZoneInfo(common.dependencies.settings.onboarding_zone)
    readers = SuggestionReaders(store, common.recipients)

    def today() -> date:
        return datetime.fromtimestamp(store.now(), UTC).astimezone(zone).date()

    return SuggestionBox(
        WriterListeners(store, readers, screen, today),
        OwnerListeners(store, readers, screen, today, refresh),
        Showing(readers, common.team, ready),
    )
