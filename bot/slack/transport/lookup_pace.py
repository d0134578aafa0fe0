"""How often Slack is asked for facts: it counts the calls of an app by method, workspace and minute."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

_MOST: Mapping[str, int] = {  # a minute, by Slack's tiers; what somebody's click calls for may not wait
    "auth.teams.list": 20,
    "conversations.info": 50,
    "conversations.list": 20,
    "conversations.members": 100,
    "usergroups.users.list": 20,
    "users.info": 100,
    "users.list": 20,
}


class LookupPace:
    """Has look-ups wait for their turn: of what Slack takes in a `minute`, each of the `processes` has its part.

    `clock` tells seconds, and never goes back.
    """

    def __init__(self, processes: Callable[[], int], minute: float, clock: Callable[[], float]) -> None:
        self._processes = processes
        self._minute = minute
        self._clock = clock
        self._asked: dict[str, deque[float]] = defaultdict(deque)

    async def turn(self, method: str) -> None:
        """Wait until this method may be called."""
        if most := _MOST.get(method):
            while (seconds := self._wait(self._asked[method], max(1, most // self._processes()))) > 0:
                await asyncio.sleep(seconds)

    def _wait(self, asked: deque[float], most: int) -> float:
        """Seconds until one more would be no more than so many in a minute; where that is now, it is counted."""
        now = self._clock()
        while asked and asked[0] <= now - self._minute:
            asked.popleft()
        if len(asked) >= most:
            return asked[-most] + self._minute - now
        asked.append(now)
        return 0.0


class PacedClient(AsyncWebClient):
    """A client for look-ups, which keeps to a pace."""

    def __init__(self, *args: Any, pace: LookupPace, **kwargs: Any) -> None:  # noqa: ANN401  # as slack_sdk's
        super().__init__(*args, **kwargs)
        self._pace = pace

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        """What `api_call` ends in, and what further pages are asked for by."""
        await self._pace.turn(api_url.rpartition("/")[2])
        return await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
