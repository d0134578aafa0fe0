"""When something goes wrong: the log gets ids and places in the code, the person a plain sentence with the same id."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import ClientError
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Asked, Surface
from bot.slack.access.directory import Directory
from bot.slack.blocks.messages import note
from bot.slack.home import show_failure
from bot.slack.process.monitoring import log_incident
from bot.slack.process.work import InFlight, Timings
from bot.slack.transport.arriving.envelopes import event_id, event_kind, is_last_delivery
from bot.slack.transport.arriving.message_events import Deleted, Edited, Said, arrived
from bot.slack.transport.arriving.payloads import (
    Body,
    actor,
    answered_alone,
    own_user,
)
from bot.slack.transport.errors import NotNowError, NotTakenError
from bot.slack.transport.message_client import MessageClient
from bot.store import Address, question_id
from bot.wording import catalogue_for, told_language

_log = logging.getLogger(__name__)
_UNTOLD = (NotTakenError, NotNowError, SlackApiError, ClientError, TimeoutError)
_KEPT = {"team_join", "user_change"}  # what these tell is kept before the ack, as questions are
_SEEN = 0.05  # seconds in which Bolt, which looks every 10 ms, has seen an ack


@dataclass(frozen=True)
class Failures:
    """Where an exception of a listener ends. It never says that the rulebook is silent."""

    message_client: MessageClient
    directory: Directory
    keep: Callable[[Body, str], Awaitable[None]]
    in_flight: InFlight
    timings: Timings

    async def failed(
        self,
        error: Exception,
        body: Body,
        request: AsyncBoltRequest,
        response: BoltResponse | None,
        client: AsyncWebClient,
    ) -> BoltResponse | None:
        """Bolt's error handler."""
        if isinstance(error, BoltUnhandledRequestError):  # nobody here listens to this kind of event
            return BoltResponse(status=200)
        incident = log_incident(error, f"event {event_id(body)}")
        said = arrived(body, own_user(body))
        if isinstance(said, Said):
            if not is_last_delivery(request.headers):
                return BoltResponse(status=503)  # whatever keeps it from being stored has minutes to pass
            with self.in_flight.counted():
                await self._kept_or_told(said.asked, body, incident)
            return BoltResponse(status=200)
        if isinstance(said, Edited | Deleted) or event_kind(body) in _KEPT:
            return BoltResponse(status=503)  # nobody waits for a word: Slack brings it again
        try:
            await self._tell(incident, body, client)
        except _UNTOLD as second:
            _not_told(incident, second)
        if response is None:  # acknowledged already: Bolt takes no other response then, and
            await asyncio.sleep(_SEEN)  # forgets an ack that it has not seen yet
            return None
        return BoltResponse(status=200)  # acknowledged: to be told the same again would not mend it

    async def _kept_or_told(self, asked: Asked, body: Body, incident: str) -> None:
        """Slack brings it no more: it is stored a moment later, or its person hears that it was not.

        A mention comes as two events, and to whichever process. One of them brings the word: what it posts is not seen
        while Slack is slow to show it. Before that its message is tried, which may be kept after all.
        """
        is_mention = event_kind(body) == "app_mention"
        await asyncio.sleep(self.timings.grace * (1 + is_mention))
        try:
            await self.keep(body, own_user(body))
        except Exception:  # noqa: BLE001  # whatever keeps it from being stored: the log has the first of them
            # Else nobody asked it by name, or its twin says so.
            if is_mention or asked.surface == Surface.DIRECT:
                await self._apologise(asked, incident)

    async def _tell(self, incident: str, body: Body, client: AsyncWebClient) -> None:
        say = catalogue_for((await self.directory.reader(actor(body))).language)
        if alone := answered_alone(body):
            await self.message_client.whisper(alone, [note(say("failure.text", id=incident))])
        else:
            await show_failure(incident, say, body, client)

    async def _apologise(self, asked: Asked, incident: str) -> None:
        """Where the answer would stand, and known by the same mark: who answers after all finds it, and changes it."""
        say = catalogue_for(told_language(asked.text) or self.directory.language)
        sentence = note(say("failure.text", id=incident))
        address, answer = Address.at(asked.place), question_id(asked.key)
        try:
            if not await self.message_client.found(address, float(asked.ts), answer):
                mark = {"delivery": answer, "place": 0, "digest": ""}
                await self.message_client.post(address, sentence.as_payload(), mark)
        except _UNTOLD as error:
            _not_told(incident, error)


def _not_told(incident: str, error: Exception) -> None:
    _log.error("not told", extra={"incident": incident, "error": type(error).__name__})  # ids only
