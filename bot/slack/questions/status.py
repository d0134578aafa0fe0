"""The agent pane says that a question is being looked up: a kindness, which may never cost an answer."""

import asyncio
import logging
from collections.abc import Callable

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.inquiries import Asked
from bot.inquiries import Surface
from bot.wording import Catalogue

_log = logging.getLogger(__name__)
_PATIENCE = 1.0  # seconds
_REST = 60.0  # seconds without it after a failure: a slow Slack is not to slow the answers to others


class Status:
    """Shows the line in the thread of a direct message; `clock` tells seconds. Nothing raises where Slack fails."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._clock = clock
        self._rests_until = 0.0

    async def __call__(self, asked: Asked, say: Catalogue) -> None:
        """This question is being looked up; Slack takes the line away when the answer comes."""
        if asked.surface != Surface.DIRECT or not asked.place.thread or self._clock() < self._rests_until:
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._client.assistant_threads_setStatus(
                    channel_id=asked.place.channel,
                    thread_ts=asked.place.thread,
                    status=say("status.searching"),
                )
        except (SlackApiError, ClientError, OSError, TimeoutError) as error:
            self._rests_until = self._clock() + _REST
            _log.info("no status in the pane for a while: %s", type(error).__name__)
