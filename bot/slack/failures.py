"""When something goes wrong: the log gets ids and places in the code, the person a plain sentence with the same id."""

import logging
import traceback
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientError
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import NotInChannelError, NotShownError
from bot.slack.gateway import Gateway
from bot.slack.incoming import asked_in
from bot.slack.ui import note
from bot.wording import language_of, wording

_log = logging.getLogger(__name__)
_UNDELIVERED = (SlackApiError, NotInChannelError, NotShownError, ClientError, TimeoutError)


async def failed(error: Exception, body: Mapping[str, Any], client: AsyncWebClient) -> BoltResponse:
    """Bolt's error handler, the one place where an exception ends. It never says that the rulebook is silent."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)  # acked: nobody here listens to this kind of event
    incident = uuid.uuid4().hex[:8]
    # The exception's own text may repeat a question: its kind and the frames say enough.
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("incident %s event %s %s\n%s", incident, body.get("event_id"), _kind(error), frames)
    try:
        await _tell(incident, body, Gateway(client))
    except _UNDELIVERED as second:
        _log.error("incident %s: nobody could be told: %s", incident, _kind(second))  # text: as above
    return BoltResponse(status=200)


async def _tell(incident: str, body: Mapping[str, Any], gateway: Gateway) -> None:
    question = asked_in(body)
    asked = question.text if question else str(body.get("text", ""))
    sentence = note(wording(language_of(asked))("failure.text", id=incident))
    if question:
        await gateway.post(question.channel, question.thread, [sentence])
    elif response_url := body.get("response_url"):
        await gateway.whisper(response_url, [sentence])


def _kind(error: Exception) -> str:
    code = f" {error.response.get('error')}" if isinstance(error, SlackApiError) else ""
    return f"{type(error).__name__}{code}"
