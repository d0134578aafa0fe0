"""A word to the one who clicked, which nobody else sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks.messages import Message
from bot.slack.transport.errors import NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.payloads import Click, clicked_place
from bot.store import Address


@dataclass(frozen=True)
class EphemeralReply:
    """Says something to the one who clicked, beside what they clicked on."""

    message_client: MessageClient

    async def to(self, click: Click, *messages: Message) -> None:
        """Show the messages; in a thread where one clicked in a thread, which a response URL would not do."""
        if click.place.thread and not click.is_ephemeral:
            try:
                address = Address.at(click.place, person=click.person)
                for message in messages:
                    await self.message_client.post(address, message.as_payload(), {})
            except NotTakenError as error:
                if not error.is_no_member:
                    raise
            else:
                return
        await self.message_client.whisper(click.response_url, messages)

    async def __call__(self, body: Mapping[str, Any], *messages: Message) -> None:
        """Show the messages; in a thread where one clicked in a thread, which a response URL would not do."""
        place = clicked_place(body)
        if place.thread and body.get("message"):
            try:
                address = Address.at(place, person=str(body["user"]["id"]))
                for message in messages:
                    await self.message_client.post(address, message.as_payload(), {})
            except NotTakenError as error:
                if not error.is_no_member:
                    raise
            else:
                return
        await self.message_client.whisper(str(body["response_url"]), messages)
