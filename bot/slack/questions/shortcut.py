"""查相关规则, on any message: its words are asked as a question, and answered to that person alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.inquiries import Asked, Place, Surface
from bot.slack.blocks.messages import note
from bot.slack.questions.intake import Intake
from bot.slack.surface import Modals
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.message_events import LONGEST, plain

Body = Mapping[str, Any]

FIND_RULES = "find_rules"
_ACTIONS = {"actions", "context_actions"}  # buttons say what to do, not what it is about


@dataclass(frozen=True)
class ShortcutListener:
    """Listens to the message shortcut."""

    intake: Intake
    modals: Modals
    message_client: MessageClient

    def register(self, app: AsyncApp) -> None:
        """Listen on `app`."""
        app.shortcut(FIND_RULES)(self.find)

    async def find(self, ack: AsyncAck, body: Body) -> None:
        """The question is kept before Slack hears that it has arrived."""
        words = said_in(body["message"])[:LONGEST]
        if words:
            await self.intake.ask(_asked(body, words), str(body["trigger_id"]))
        await ack()
        if not words:
            say = await self.modals.words(body)
            await self.message_client.whisper(str(body["response_url"]), [note(say("shortcut.empty"))])


def said_in(message: Body) -> str:
    """The words of a message as people read them: of its text, else of its blocks and attachments."""
    said = plain(str(message.get("text") or ""))
    parts = [*(message.get("blocks") or ()), *(message.get("attachments") or ())]
    return said or plain(" ".join(_words(parts)))


def _words(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _words(item)
    elif isinstance(part, dict) and part.get("type") not in _ACTIONS:
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _words(value)


def _asked(body: Body, words: str) -> Asked:
    team, channel, trigger = str(body["team"]["id"]), str(body["channel"]["id"]), str(body["trigger_id"])
    return Asked(
        key=f"{team}/{channel}/{trigger}",
        place=Place(team, channel),
        ts="",
        person=str(body["user"]["id"]),
        surface=Surface.SHORTCUT,
        text=words,
        response_url=str(body["response_url"]),
    )
