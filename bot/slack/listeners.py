"""What the bot listens to: each listener unwraps, asks, wraps."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Responder
from bot.slack.claims import Claims
from bot.slack.errors import NotInChannelError
from bot.slack.failures import failed
from bot.slack.gateway import Gateway
from bot.slack.incoming import asked_in, plain
from bot.slack.running import Running
from bot.slack.ui import COMMAND, SHARE, cited, messages, note, private, shared
from bot.wording import language_of, wording

Body = Mapping[str, Any]


class Listeners:
    """The listeners over one responder; `today` tells the day on which a question is asked."""

    def __init__(self, responder: Responder, today: Callable[[], date], running: Running) -> None:
        self._responder = responder
        self._today = today
        self._running = running
        self._claims = Claims()

    def register(self, app: AsyncApp) -> None:
        """Listen to all that app.yaml names, and to failures."""
        app.event("app_mention")(self.question)
        app.event("message")(self.question)
        app.command(COMMAND)(self.command)
        app.action(SHARE)(self.share)
        app.error(failed)

    async def question(self, body: Body, client: AsyncWebClient) -> None:
        """A mention or a direct message: answered once, however often Slack delivers it."""
        async with self._running:
            question = asked_in(body)
            if question is None or not self._claims.take(question.event, f"{question.channel}/{question.ts}"):
                return
            reply = await asyncio.to_thread(self._responder, question.text, self._today())
            say = wording(language_of(question.text))
            await Gateway(client).post(question.channel, question.thread, messages(reply, say))

    async def command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """`/rule [reference | words]`: answered to that person alone."""
        async with self._running:
            await ack()
            asked = plain(body.get("text") or "")
            reply = await asyncio.to_thread(self._responder.section, asked, self._today())
            await Gateway(client).whisper(body["response_url"], private(reply, wording(language_of(asked))))

    async def share(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The button under a private answer: its clauses are posted to the channel, and the button goes."""
        async with self._running:
            await ack()
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
