"""What arrives is kept in the store before Slack hears that it has arrived: from then on nothing can be lost."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering import SmallTalkKind, asks, small_talk_kind
from bot.inquiries import Asked, Surface
from bot.slack.monitoring import Metrics
from bot.slack.transport.message_events import Deleted, Edited, Said, arrived, with_new_readers
from bot.slack.transport.payloads import Body
from bot.store import AsyncStore


@dataclass(frozen=True)
class Intake:
    """Takes questions in; `wake` is called when one waits to be answered."""

    store: AsyncStore
    wake: Callable[[], None]
    metrics: Metrics
    forget_readers: Callable[[str], None]

    async def take(self, body: Body, bot: str) -> None:
        """Take in what a message event tells of; `bot` is our own user id."""
        if await self._taken(body, bot):
            self.wake()

    async def ask(self, asked: Asked, event: str) -> None:
        """Take in a question that is asked otherwise than by a message."""
        if await self._new(asked, event):
            self.wake()

    async def _taken(self, body: Body, bot: str) -> bool:
        if channel := with_new_readers(body):
            self.forget_readers(channel)
        match arrived(body, bot):
            case Said() as said:
                return await self._said(said)
            case Edited(event, said, key, text, said_at, is_shared):
                if await self.store.questions.revise(key, text, event, said_at, is_shared=is_shared):
                    return True
                return said is not None and said.asked.surface != Surface.THREAD and await self._said(said)
            case Deleted(event, key):
                return await self.store.questions.withdraw(key, event)
            case None:
                return False

    async def _said(self, said: Said) -> bool:
        asked = said.asked
        if asked.surface == Surface.THREAD:
            # What people say to each other is neither kept nor looked at any further.
            if said.mentions_others or not (
                asks(asked.text) or small_talk_kind(asked.text) is SmallTalkKind.STOP
            ):
                return False
            if not await self.store.threads.is_followed(asked.place):
                return False
        return await self._new(asked, said.event)

    async def _new(self, asked: Asked, event: str) -> bool:
        is_new = await self.store.questions.take(asked, event)
        if not is_new:
            self.metrics.repeated()
        return is_new
