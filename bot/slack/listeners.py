"""What the bot listens to: each listener unwraps, asks, wraps."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Responder, next_thread
from bot.slack.buttons import CHOOSE, SHARE, SHOW, cited
from bot.slack.claims import Claims
from bot.slack.errors import NotInChannelError
from bot.slack.failures import failed
from bot.slack.gateway import Gateway
from bot.slack.incoming import asked_in, plain
from bot.slack.running import Running
from bot.slack.threads import Place, Threads
from bot.slack.ui import COMMAND, messages, note, private, shared
from bot.wording import language_of, wording

Body = Mapping[str, Any]


class Listeners:
    """The listeners over one responder; `today` tells the day on which a question is asked."""

    def __init__(self, responder: Responder, today: Callable[[], date], running: Running) -> None:
        self._responder = responder
        self._today = today
        self._running = running
        self._claims = Claims()
        self._threads = Threads(time.monotonic)

    def register(self, app: AsyncApp) -> None:
        """Listen to all that app.yaml names, and to failures."""
        app.event("app_mention")(self.question)
        app.event("message")(self.question)
        app.command(COMMAND)(self.command)
        app.action(SHARE)(self.share)
        app.action(SHOW)(self.show)
        app.action(CHOOSE)(self.choose)
        app.error(failed)

    async def question(self, body: Body, client: AsyncWebClient) -> None:
        """A mention or a direct message: answered once, however often Slack delivers it."""
        async with self._running:
            question = asked_in(body)
            if question is None or not self._claims.take(question.event, f"{question.channel}/{question.ts}"):
                return
            place, say = Place.of(question), wording(language_of(question.text))
            thread = self._threads.at(place)
            turn = await asyncio.to_thread(self._responder.turn, question.text, self._today(), thread)
            self._threads.keep(place, turn.thread)
            await Gateway(client).post(question.channel, question.thread, messages(turn.reply, say))

    async def command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """`/rule [reference | words]`: answered to that person alone."""
        await ack()
        async with self._running:
            asked = plain(body.get("text") or "")
            reply = await asyncio.to_thread(self._responder.section, asked, self._today())
            await Gateway(client).whisper(body["response_url"], private(reply, wording(language_of(asked))))

    async def share(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The button under a private answer: its clauses are posted to the channel, and the button goes."""
        await ack()
        async with self._running:
            click = f"{body['container']['message_ts']}/{SHARE}"
            if not self._claims.take(click):
                return
            say, gateway = wording(language_of("")), Gateway(client)
            done = "share.gone"
            if answer := cited(body["actions"][0]["value"], self._responder.index.library):
                done = "share.done"
                try:
                    await gateway.post(body["channel"]["id"], None, shared(answer, body["user"]["id"], say))
                except NotInChannelError:
                    self._claims.release(click)
                    await gateway.whisper(body["response_url"], [note(say("share.not-member"))])
                    return
            await gateway.whisper(body["response_url"], [note(say(done))], replace=True)

    async def show(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A related clause: shown to the one who clicked."""
        await self._clicked(ack, body, client, replace=False)

    async def choose(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A clause out of a choice: takes the place of the choice, and the talk goes on from it."""
        place = Place.clicked(body)
        if answer := cited(body["actions"][0]["value"], self._responder.index.library):
            self._threads.keep(
                place, next_thread(self._threads.at(place), self._threads.at(place).question, answer)
            )
        await self._clicked(ack, body, client, replace=True)

    async def _clicked(self, ack: AsyncAck, body: Body, client: AsyncWebClient, *, replace: bool) -> None:
        await ack()
        async with self._running:
            say = wording(language_of(""))
            answer = cited(body["actions"][0]["value"], self._responder.index.library)
            shown = messages(answer, say) if answer else [note(say("clause.gone"))]
            await Gateway(client).whisper(body["response_url"], shown, replace=replace)
