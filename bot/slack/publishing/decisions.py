"""发布 and 先不发布 under a change that waits: owners of the rules decide, and the first one wins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.generation import Event
from bot.slack.access.directory import Directory
from bot.slack.blocks.messages import note
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.publishing.messages import (
    DECLINE,
    PUBLISH,
    PUBLISH_SIGNED,
    SIGN_DAYS,
    decided_message,
    parcel_id,
    posted_in,
    proposed,
)
from bot.slack.surface import Screen
from bot.slack.transport.arriving.payloads import Click
from bot.store import AsyncStore
from bot.wording import Catalogue, catalogue_for


@dataclass(frozen=True)
class DecisionListeners:
    """Listens to both buttons; `owners` are ids of people and user groups, `ready` wakes the delivery."""

    store: AsyncStore
    directory: Directory
    owners: Sequence[str]
    screen: Screen
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(PUBLISH, self.publish, Shows.NOTHING)
        listening.on_click(PUBLISH_SIGNED, self.publish_signed, Shows.NOTHING)
        listening.on_click(DECLINE, self.decline, Shows.NOTHING)

    async def publish(self, click: Click, say: Catalogue) -> None:
        """It counts from now on; the processes change over by themselves."""
        await self._decide(click, Event.PUBLISHED, say)

    async def publish_signed(self, click: Click, say: Catalogue) -> None:
        """It counts from now on, and whoever may see what it changes is asked to sign that."""
        await self._decide(click, Event.PUBLISHED, say, SIGN_DAYS)

    async def decline(self, click: Click, say: Catalogue) -> None:
        """It waits until the folder changes again, or somebody publishes it at the terminal."""
        await self._decide(click, Event.DECLINED, say)

    async def _decide(self, click: Click, event: Event, say: Catalogue, sign_days: int = 0) -> None:
        if click.person not in await self.directory.members_of(self.owners):
            await self.screen.whisper(click, note(say("rules.not-owner")))
        elif not await self.store.publications.note(
            proposed(click.value), event, click.person, is_decision=True, sign_days=sign_days
        ):
            await self.screen.whisper(click, note(say("rules.decided")))
        else:
            await self._show(click, event, is_signed=sign_days > 0)

    async def _show(self, click: Click, event: Event, *, is_signed: bool) -> None:
        delivery = await self.store.outbox.find(parcel_id(click.value))
        if delivery is None:
            return
        say = catalogue_for(self.directory.language)
        message = decided_message(posted_in(delivery), event, click.person, say, is_signed=is_signed)
        parcel = replace(delivery.parcel, messages=[message.as_payload()])
        await self.store.outbox.enqueue(parcel, delivery.id)
        self.ready()
