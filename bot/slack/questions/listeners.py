"""What the bot listens to: each listener unwraps, asks, wraps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

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
from bot.slack.operations.in_flight import InFlight
from bot.slack.questions.intake import Intake
from bot.slack.questions.threads import read, written
from bot.slack.surface import EphemeralReply
from bot.slack.transport.errors import NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.message_events import LONGEST, plain
from bot.slack.transport.payloads import clicked_place
from bot.store import Address, AsyncStore

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Listeners:
    """The listeners; questions go through the store, clicks are answered at once."""

    store: AsyncStore
    access: AccessResolver
    message_client: MessageClient
    intake: Intake
    in_flight: InFlight
    ephemeral: EphemeralReply
    today: Callable[[], date]

    def register(self, app: AsyncApp) -> None:
        """Listen to messages, the command, and the buttons under a reply."""
        app.event("app_mention", middleware=[self.intake.before_ack])(_taken_in)
        app.event("message", middleware=[self.intake.before_ack])(_taken_in)
        app.command(COMMAND)(self.command)
        app.action(SHARE)(self.share)
        app.action(SHOW.pattern)(self.show)
        app.action(PREVIOUS_CLAUSE)(self.leaf)
        app.action(NEXT_CLAUSE)(self.leaf)
        app.action(CHOOSE.pattern)(self.choose)
        app.action(STOP)(self.stop)

    async def command(self, ack: AsyncAck, body: Body) -> None:
        """`/rule [reference | words]`: answered to that person alone."""
        await self.intake.ask(_commanded(body), str(body["trigger_id"]))
        await ack()

    async def share(self, ack: AsyncAck, body: Body) -> None:
        """The button under a private answer: its clauses are posted to the channel, and the button goes."""
        await ack()
        async with self.in_flight:
            user, channel = body["user"]["id"], body["channel"]["id"]
            click = f"{body['container']['message_ts']}/{SHARE}"
            if not await self.store.claims.take(click):
                return
            if refusal := await self.access.refusal_in(channel, user):
                await self._say(body, refusal)
                return
            everyone = await self.access.responder_in(channel, user)
            answer = cited(_value(body), everyone.index.library)
            if answer is None:
                await self._say(body, "share.gone")
                return
            say = (await self.access.of_person(user)).say
            try:
                for place, message in enumerate(shared(answer, user, say)):
                    mark = {"delivery": click, "place": place, "digest": ""}
                    await self.message_client.post(Address("", channel), message.as_payload(), mark)
            except NotTakenError as error:
                if not error.is_no_member:
                    raise
                await self.store.claims.release(click)
                await self._say(body, "share.not-member")
                return
            await self.message_client.whisper(body["response_url"], [note(say("share.done"))], replace=True)

    async def show(self, ack: AsyncAck, body: Body) -> None:
        """A related clause: shown to the one who clicked."""
        await self._clicked(ack, body, lambda library: cited(_value(body), library), "clause.gone")

    async def leaf(self, ack: AsyncAck, body: Body) -> None:
        """The clause before or after: shown to the one who clicked."""
        action = body["actions"][0]["action_id"]
        await self._clicked(
            ack,
            body,
            lambda library: neighbour(action, _value(body), library.in_force(self.today())),
            "leaf.none",
        )

    async def choose(self, ack: AsyncAck, body: Body) -> None:
        """A clause out of a choice: takes the place of the choice, and the talk goes on from it."""
        await ack()
        async with self.in_flight:
            user, place = body["user"]["id"], clicked_place(body)
            access = await self.access.of_person(user)
            library = access.responder.index.library
            if not body["container"].get("is_ephemeral"):
                library = (await self.access.responder_in(body["channel"]["id"], user)).index.library
            answer = cited(_value(body), library)
            if answer is None:
                await self._say(body, "clause.gone")
                return
            before = read(await self.store.threads.at(place), library)
            after = written(next_thread(before, before.question, answer))
            await self.store.threads.keep(place, after)
            shown = messages(answer, access.say, _question(body))
            await self.message_client.whisper(body["response_url"], shown, replace=True)

    async def stop(self, ack: AsyncAck, body: Body) -> None:
        """No more answers in this thread, unless the bot is mentioned."""
        await ack()
        async with self.in_flight:
            await self.store.threads.stop(clicked_place(body))
            await self._say(body, "stop.done")

    async def _clicked(
        self, ack: AsyncAck, body: Body, found: Callable[[Library], Answer | None], otherwise: str
    ) -> None:
        await ack()
        async with self.in_flight:
            access = await self.access.of_person(body["user"]["id"])
            answer = found(access.responder.index.library)
            if answer and not access.refusal:
                await self.ephemeral(body, *messages(answer, access.say))
            else:
                await self.ephemeral(body, note(access.say(access.refusal or otherwise)))

    async def _say(self, body: Body, sentence: str) -> None:
        await self.ephemeral(body, note((await self.access.of_person(body["user"]["id"])).say(sentence)))


async def _taken_in() -> None:
    """The intake has kept what arrived; here is nothing left to do."""


def _value(body: Body) -> str:
    return str(body["actions"][0]["value"])


def _question(body: Body) -> str:
    """The id of the question under whose reply somebody clicked; "" where Slack does not show us the message."""
    blocks = (body.get("message") or {}).get("blocks") or ()
    elements = (element for block in blocks for element in block.get("elements") or ())
    return next((str(one["value"]) for one in elements if one.get("action_id") == ESCALATE), "")


def _commanded(body: Body) -> Asked:
    team, channel, trigger = str(body["team_id"]), str(body["channel_id"]), str(body["trigger_id"])
    return Asked(
        key=f"{team}/{channel}/{trigger}",
        place=Place(team, channel),
        ts="",
        person=str(body["user_id"]),
        surface=Surface.COMMAND,
        text=plain(body.get("text") or "")[:LONGEST],
        response_url=str(body["response_url"]),
    )
