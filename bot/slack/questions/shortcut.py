"""查相关规则, on any message: its words are asked as a question, and answered to that person alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.inquiries import Asked, Place, Surface
from bot.slack.blocks.messages import note
from bot.slack.listening import Listening
from bot.slack.questions.intake import Intake
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.message_events import LONGEST, plain
from bot.slack.transport.payloads import Body, Shortcut
from bot.wording import Catalogue

FIND_RULES = "find_rules"
_ACTIONS = {"actions", "context_actions"}  # buttons say what to do, not what it is about


@dataclass(frozen=True)
class ShortcutListener:
    """Listens to the message shortcut."""

    intake: Intake
    message_client: MessageClient

    def register(self, listening: Listening) -> None:
        """Listen."""
        listening.on_asking_shortcut(FIND_RULES, self.keep, self.answer)

    async def keep(self, shortcut: Shortcut) -> None:
        """Keep the question, if the message has words."""
        if words := said_in(shortcut.message)[:LONGEST]:
            asked = Asked.by_trigger(
                shortcut.trigger,
                Place(shortcut.team, shortcut.channel),
                shortcut.person,
                Surface.SHORTCUT,
                words,
                response_url=shortcut.response_url,
            )
            await self.intake.ask(asked, shortcut.trigger)

    async def answer(self, shortcut: Shortcut, say: Catalogue) -> None:
        """Say that there is nothing to ask, where that is so."""
        if not said_in(shortcut.message):
            await self.message_client.whisper(shortcut.response_url, [note(say("shortcut.empty"))])


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
