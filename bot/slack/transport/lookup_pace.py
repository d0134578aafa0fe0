"""How often Slack is asked for facts: it counts the calls of an app by method, workspace and minute."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.slack.transport.json_client import JsonClient

_MOST: Mapping[str, int] = {  # a minute, by Slack's tiers; what somebody's click calls for may not wait
    "auth.teams.list": 20,
    "conversations.info": 50,
    "conversations.list": 20,
    "conversations.members": 100,
    "usergroups.users.list": 20,
    "users.info": 100,
    "users.list": 20,
}
_LONG = 10  # minutes that the pace is kept
_TRIES = 2  # again, after Slack said how long to wait


class LookupPace:
    """Has look-ups wait for their turn once Slack has said that there are too many.

    Slack bears more than it promises: a morning's first questions in two hundred channels are not to wait for minutes.
    Once it does not, each of the `processes` keeps for ten times a `minute` to its part of what Slack promises to take
    in one. `clock` tells seconds, and never goes back.
    """

    def __init__(self, processes: Callable[[], int], minute: float, clock: Callable[[], float]) -> None:
        self._processes = processes
        self._minute = minute
        self._clock = clock
        self._asked = {method: deque[float](maxlen=most) for method, most in _MOST.items()}
        self._kept_until: dict[str, float] = {}

    def refused(self, method: str) -> None:
        """Slack had one call of this method too many."""
        self._kept_until[method] = self._clock() + _LONG * self._minute

    async def turn(self, method: str) -> None:
        """Wait until this method may be called."""
        if most := _MOST.get(method):
            asked = self._asked[method]
            while (seconds := self._wait(method, asked, max(1, most // self._processes()))) > 0:
                await asyncio.sleep(seconds)
            asked.append(self._clock())

    def _wait(self, method: str, asked: Sequence[float], most: int) -> float:
        """Seconds until one more would be no more than so many in a minute, where it is kept to that."""
        now = self._clock()
        is_kept = now < self._kept_until.get(method, now)
        return asked[-most] + self._minute - now if is_kept and len(asked) >= most else 0.0


class PacedClient(JsonClient):
    """A client for look-ups, which keeps to a pace."""

    def __init__(self, *args: Any, pace: LookupPace, **kwargs: Any) -> None:  # noqa: ANN401  # as slack_sdk's
        super().__init__(*args, **kwargs)
        self.retry_handlers = [_TooMany(pace), *self.retry_handlers]
        self._pace = pace

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        """What `api_call` ends in, and what further pages are asked for by."""
        await self._pace.turn(_method(api_url))
        return await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)


class _TooMany(AsyncRateLimitErrorRetryHandler):
    """Waits as Slack asks for, and has the pace kept from then on."""

    def __init__(self, pace: LookupPace) -> None:
        super().__init__(_TRIES)
        self._pace = pace

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Called where Slack answered 429."""
        self._pace.refused(_method(request.url))
        await super().prepare_for_next_attempt_async(
            state=state, request=request, response=response, error=error
        )


def _method(url: str) -> str:
    return url.rpartition("/")[2]
