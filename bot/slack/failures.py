"""When something goes wrong: the log gets ids and places in the code, the person a plain sentence with the same id."""

import asyncio
import logging
import traceback
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import NotTakenError, RateLimitedError, UncertainError
from bot.slack.gateway import Gateway
from bot.slack.home import show_failure
from bot.slack.incoming import Said, Surface, arrived
from bot.slack.readers import Readers
from bot.slack.ui import note
from bot.store import Address, Asked
from bot.wording import language_of, wording

_log = logging.getLogger(__name__)
_UNTOLD = (NotTakenError, RateLimitedError, UncertainError, SlackApiError, ClientError, TimeoutError)
_SEEN = 0.05  # seconds in which Bolt, which looks every 10 ms, has seen an ack


def incident_of(error: Exception, what: str) -> str:
    """Log a failure; the id by which a person can name it. `what` says, in ids only, what was being done."""
    incident = uuid.uuid4().hex[:8]
    # The exception's own text may repeat a question: its kind and the frames say enough.
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = (
        f"{type(error).__name__} {error.code}" if isinstance(error, NotTakenError) else type(error).__name__
    )
    _log.error("incident", extra={"incident": incident, "doing": what, "error": kind, "at": frames})
    return incident


@dataclass(frozen=True)
class Failures:
    """Where an exception of a listener ends. It never says that the rulebook is silent."""

    gateway: Gateway
    readers: Readers

    async def failed(
        self,
        error: Exception,
        body: Mapping[str, Any],
        response: BoltResponse | None,
        client: AsyncWebClient,
    ) -> BoltResponse | None:
        """Bolt's error handler."""
        if not isinstance(error, BoltUnhandledRequestError):  # else nobody here listens to this kind of event
            incident = incident_of(error, f"event {body.get('event_id')}")
            try:
                await self._tell(incident, body, client)
            except _UNTOLD as second:
                kind = type(second).__name__
                _log.error("not told", extra={"incident": incident, "error": kind})  # ids only
        if response is None:  # acknowledged already: Bolt takes no other response then, and
            await asyncio.sleep(_SEEN)  # forgets an ack that it has not seen yet
            return None
        return BoltResponse(status=200)  # acknowledged: to be told the same again would not mend it

    async def _tell(self, incident: str, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        said = arrived(body, "")
        if isinstance(said, Said):
            await self._answer(incident, said.asked)
            return
        say = wording((await self.readers.reader(_actor(body))).language)
        if response_url := body.get("response_url"):
            await self.gateway.whisper(response_url, [note(say("failure.text", id=incident))])
        else:
            await show_failure(incident, say, body, client)

    async def _answer(self, incident: str, asked: Asked) -> None:
        """Say it where the answer would have been; what was not said to the bot gets no word from it."""
        if asked.surface != Surface.THREAD:
            sentence = note(wording(language_of(asked.text))("failure.text", id=incident))
            mark = {"delivery": incident, "place": 0, "digest": ""}
            await self.gateway.post(
                Address(asked.team, asked.channel, asked.thread), sentence.as_payload(), mark
            )


def _actor(body: Mapping[str, Any]) -> str:
    """Who clicked, ran a command, or opened a page."""
    user = body.get("user") or {}
    opened = body.get("event") or {}
    return str(user.get("id") or body.get("user_id") or opened.get("user") or "")
