"""Who reads in a channel may be others from now on: somebody came in, or another organisation."""

from dataclasses import dataclass

from bot.slack.access.directory import Directory
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.transport.arriving.payloads import Body
from bot.store import AsyncStore


@dataclass(frozen=True)
class ReaderListeners:
    """Has it looked up anew who reads there. Of who came in Slack leaves the message out at times, this never."""

    directory: Directory
    store: AsyncStore

    def register(self, listening: Listening) -> None:
        """Listen; it counts before Slack hears that the event has arrived."""
        for event in ("channel_shared", "member_joined_channel"):
            listening.on_kept_event(event, self.changed, Shows.NOTHING)

    async def changed(self, body: Body, _: str) -> None:
        """Others read there than before, for this process and for those that hear nothing of it."""
        channel = str(body["event"].get("channel") or "")
        self.directory.forget(channel)
        await self.store.reader_changes.note(channel)
