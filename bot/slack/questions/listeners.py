"""Messages, `/rule`, and the buttons under a reply: share, show, previous and next clause, choose, stop."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.answering import Answer, next_thread
from bot.inquiries import Asked, Place, Surface
from bot.rulebook import Library
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.buttons import (
    CHOOSE,
    ESCALATE,
    NEXT_CLAUSE,
    PREVIOUS_CLAUSE,
    SHARE,
    SHOW,
    STOP,
    cited,
    neighbour,
)
from bot.slack.blocks.messages import COMMAND, messages, note, shared
from bot.slack.listening import Listening, Shows
from bot.slack.questions.answers import restored_thread, saved_thread
from bot.slack.questions.intake import Intake
from bot.slack.surface import EphemeralReply
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.message_events import LONGEST, plain
from bot.slack.transport.payloads import Body, Click, Shortcut, SlashCommand
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue


@dataclass(frozen=True)
class QuestionListeners:
    """Listens to messages, to the command, and to the buttons under a reply.

    `today` tells the day in the organisation; `ready` is called when something is to be posted.
    """

    store: AsyncStore
    access: AccessResolver
    message_client: MessageClient
    intake: Intake
    ephemeral: EphemeralReply
    today: Callable[[], date]
    ready: Callable[[], None]

    def register(self, listening: Listening) -> None:
        """Listen; questions go through the store, clicks are answered at once."""
        for event in ("app_mention", "message"):
            listening.on_event(event, _taken_in, Shows.ANSWER, [self.intake.before_ack])
        listening.on_asking_command(COMMAND, self.command)
        listening.on_click(SHARE, self.share, Shows.TO_CONVERSATION)
        listening.on_click(SHOW.pattern, self.show, Shows.TO_PERSON)
        listening.on_click(PREVIOUS_CLAUSE, self.leaf, Shows.TO_PERSON)
        listening.on_click(NEXT_CLAUSE, self.leaf, Shows.TO_PERSON)
        listening.on_click(CHOOSE.pattern, self.choose, Shows.TO_READERS)
        listening.on_click(STOP, self.stop, Shows.NOTHING)

    async def command(self, command: SlashCommand) -> None:
        """`/rule [reference | words]`: answered to that person alone."""
        place, text = Place(command.team, command.channel), plain(command.text)[:LONGEST]
        asked = Asked.by_trigger(
            command.trigger, place, command.person, Surface.COMMAND, text, response_url=command.response_url
        )
        await self.intake.ask(asked, command.trigger)

    async def share(self, click: Click, say: Catalogue) -> None:
        """The button under a private answer: its clauses are posted to the channel, and the button goes."""
        everyone = await self.access.responder_in(click.channel, click.person)
        answer = cited(click.value, everyone.index.library)
        if answer is None:
            await self.ephemeral.to(click, note(say("share.gone")))
            return
        if await self.access.directory.channels.is_left_out(click.channel):
            await self.ephemeral.to(click, note(say("share.not-member")))
            return
        messages = [message.as_payload() for message in shared(answer, click.person, say)]
        parcel = Parcel(
            Address(click.place.team, click.channel), messages, Purpose.SHARE, subject=click.person
        )
        # The same click again, by whomever it is told, puts the same parcel: what Slack shows already stays.
        shared_once = uuid.uuid5(uuid.NAMESPACE_OID, f"{click.place.key}/{click.message}/{SHARE}").hex
        await self.store.outbox.enqueue(parcel, shared_once)
        self.ready()
        await self.message_client.whisper(click.response_url, [note(say("share.done"))], replace=True)

    async def show(self, click: Click, _: Catalogue) -> None:
        """A related clause: shown to the one who clicked."""
        await self._shown(click, lambda library: cited(click.value, library), "clause.gone")

    async def leaf(self, click: Click, _: Catalogue) -> None:
        """The clause before or after: shown to the one who clicked."""
        await self._shown(
            click,
            lambda library: neighbour(click.action, click.value, library.in_force(self.today())),
            "leaf.none",
        )

    async def choose(self, click: Click, say: Catalogue) -> None:
        """A clause out of a choice: takes the place of the choice, and the talk goes on from it."""
        if click.is_ephemeral:
            library = (await self.access.of_person(click.person)).responder.index.library
        else:
            library = (await self.access.responder_in(click.channel, click.person)).index.library
        answer = cited(click.value, library)
        if answer is None:
            await self.ephemeral.to(click, note(say("clause.gone")))
            return
        before = restored_thread(await self.store.threads.at(click.place), library)
        await self.store.threads.save(click.place, saved_thread(next_thread(before, before.question, answer)))
        chosen = messages(answer, say, _question(click))
        await self.message_client.whisper(click.response_url, chosen, replace=True)

    async def stop(self, click: Click, say: Catalogue) -> None:
        """No more answers in this thread, unless the bot is mentioned."""
        await self.store.threads.stop(click.place)
        await self.ephemeral.to(click, note(say("stop.done")))

    async def _shown(self, click: Click, found: Callable[[Library], Answer | None], otherwise: str) -> None:
        access = await self.access.of_person(click.person)
        answer = found(access.responder.index.library)
        shown = messages(answer, access.say) if answer else [note(access.say(otherwise))]
        await self.ephemeral.to(click, *shown)


async def _taken_in() -> None:
    """The intake has kept what arrived; here is nothing left to do."""


def _question(click: Click) -> str:
    """The id of the question under whose reply somebody clicked; "" where Slack does not show us the message."""
    elements = (element for block in click.blocks for element in block.get("elements") or ())
    return next((str(one["value"]) for one in elements if one.get("action_id") == ESCALATE), "")


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
