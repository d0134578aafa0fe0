"""When something goes wrong: the log gets ids and places in the code, the person a plain sentence with the same id."""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass, field

from aiohttp import ClientError
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Asked, Surface
from bot.slack.access.directory import Directory
from bot.slack.blocks.messages import note
from bot.slack.home import show_failure
from bot.slack.monitoring import log_incident
from bot.slack.transport.errors import NotTakenError, RateLimitedError, UncertainError
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.message_events import Deleted, Edited, Said, arrived
from bot.slack.transport.payloads import Body, actor, event_id, event_kind, own_user, response_url
from bot.store import Address
from bot.wording import catalogue_for, language_of

_log = logging.getLogger(__name__)
_UNTOLD = (NotTakenError, RateLimitedError, UncertainError, SlackApiError, ClientError, TimeoutError)
_KEPT = {"team_join", "user_change"}  # what these tell is kept before the ack, as questions are
_REMEMBERED = 1_000
_SEEN = 0.05  # seconds in which Bolt, which looks every 10 ms, has seen an ack


class RecentKeys:
    """The keys that were noted last, a thousand of them."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def note(self, key: str) -> bool:
        """Note a key; whether it was not known."""
        is_new = key not in self._keys
        self._keys[key] = None
        if len(self._keys) > _REMEMBERED:
            self._keys.popitem(last=False)
        return is_new

    def forget(self, key: str) -> None:
        """As if it had never been noted."""
        self._keys.pop(key, None)


@dataclass(frozen=True)
class Failures:
    """Where an exception of a listener ends. It never says that the rulebook is silent."""

    message_client: MessageClient
    directory: Directory
    _failed_events: RecentKeys = field(default_factory=RecentKeys)
    _told_questions: RecentKeys = field(default_factory=RecentKeys)

    async def failed(
        self, error: Exception, body: Body, response: BoltResponse | None, client: AsyncWebClient
    ) -> BoltResponse | None:
        """Bolt's error handler."""
        if isinstance(error, BoltUnhandledRequestError):  # nobody here listens to this kind of event
            return BoltResponse(status=200)
        incident = log_incident(error, f"event {event_id(body)}")
        said = arrived(body, own_user(body))
        if isinstance(said, Said):
            return BoltResponse(status=await self._not_stored(said, incident))
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

    async def _not_stored(self, said: Said, incident: str) -> int:
        """The status for an event whose question could not be kept: Slack brings it again before anything is said."""
        if self._failed_events.note(said.event):
            return 503  # once may be a hitch, and Slack delivers again at once
        if said.asked.surface != Surface.THREAD and self._told_questions.note(said.asked.key):
            try:
                await self._answer(incident, said.asked)
            except _UNTOLD as error:
                self._told_questions.forget(said.asked.key)
                _not_told(incident, error)
                return 503
        return 200

    async def _tell(self, incident: str, body: Body, client: AsyncWebClient) -> None:
        say = catalogue_for((await self.directory.reader(actor(body))).language)
        if url := response_url(body):
            await self.message_client.whisper(url, [note(say("failure.text", id=incident))])
        else:
            await show_failure(incident, say, body, client)

    async def _answer(self, incident: str, asked: Asked) -> None:
        sentence = note(catalogue_for(language_of(asked.text))("failure.text", id=incident))
        mark = {"delivery": incident, "place": 0, "digest": ""}
        address = Address.at(asked.place)
        await self.message_client.post(address, sentence.as_payload(), mark)


def _not_told(incident: str, error: Exception) -> None:
    _log.error("not told", extra={"incident": incident, "error": type(error).__name__})  # ids only
