"""What Slack says of the app's tokens, at a start and to `shouze doctor`: who it is, what it may, how it connects."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import SlackSettings
from bot.slack.transport.connection import Socket, client
from bot.slack.transport.errors import (
    NotSlackError,
    SlackBusyError,
    SlackRefusedError,
    SlackUnreachableError,
)
from bot.slack.transport.scopes import granted

Result = TypeVar("Result")
Waits = Callable[[SlackUnreachableError], None]
_log = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds for each look
_MOMENTARY = {
    "accesslimited",
    "fatal_error",
    "internal_error",
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
_DOUBLED = 16  # times; a minute is reached before
_LONGEST = 60.0  # seconds


@dataclass(frozen=True)
class Standing:
    """What Slack says of the bot token: its team, its scopes, and how far this machine's clock is ahead (seconds)."""

    team: str
    scopes: frozenset[str]
    ahead: float


async def standing(settings: SlackSettings, timeout: float = _PATIENCE) -> Standing:
    """Ask Slack about the bot token, once. Raises SlackRefusedError or SlackUnreachableError."""
    async with ClientSession(timeout=ClientTimeout(total=timeout)) as session:
        told = await own_team(client(settings, session, timeout, repeats=False))
    ahead = 0.0
    if date := told.headers.get("date"):
        ahead = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()
    return Standing(str(told.get("team")), granted(told.headers), ahead)


async def socket_opens(settings: SlackSettings, token: str, timeout: float = _PATIENCE) -> None:
    """Open a websocket with the app token, and close it. Raises as `standing`."""
    async with ClientSession(timeout=ClientTimeout(total=timeout)) as session:
        url = await own_socket(client(settings, session, timeout, repeats=False), token)
        try:
            async with session.ws_connect(url, proxy=load_http_proxy_from_env(_log)):
                pass
        except (ClientError, OSError) as error:
            raise SlackUnreachableError("websocket") from error


async def own_team(asking: AsyncWebClient, token: str = "") -> Any:  # noqa: ANN401  # Slack's response
    """The response of auth.test for the token, that of the client where none is given; raises as `standing`."""
    return await _answered(asking.auth_test(token=token or asking.token), "SLACK_BOT_TOKEN")


async def own_socket(asking: AsyncWebClient, token: str) -> str:
    """The address of a new websocket; raises as `standing`."""
    told = await _answered(asking.apps_connections_open(app_token=token), "SLACK_APP_TOKEN")
    return str(told["url"])


async def open_socket(
    made: Callable[[], Socket], asking: AsyncWebClient, token: str, timeout: float
) -> Socket:
    """A websocket, as it is `made`, by which Slack reaches the app. Raises as `standing`, in so many seconds at most.

    slack_sdk would try for ever, five minutes for each handshake: a socket that is not there in time is closed.
    """
    socket = made()
    await socket.client.aiohttp_client_session.close()
    socket.client.aiohttp_client_session = ClientSession(timeout=ClientTimeout(total=timeout))
    is_open = False
    try:
        socket.client.wss_uri = await own_socket(asking, token)
        connecting = asyncio.ensure_future(socket.connect_async())  # type: ignore[no-untyped-call]  # untyped in Bolt
        await asyncio.wait({connecting}, timeout=timeout)
        is_open = await socket.client.is_connected()
    finally:
        if not is_open:
            await socket.close_async()  # type: ignore[no-untyped-call]  # too
    if not is_open:
        connecting.cancel()
        raise SlackUnreachableError("websocket")
    return socket


async def patiently(ask: Callable[[], Awaitable[Result]], waits: Waits | None, again: float) -> Result:
    """What comes of asking Slack, again and again for as long as it may yet answer.

    The log has a line for each try in vain, and `waits` is told once of each reason. Between two tries lie `again`
    seconds, twice, four times as many, to a minute, or as many as Slack wants. Without `waits` the first try decides.
    Raises SlackRefusedError, or SlackUnreachableError.
    """
    tries, told = 0, set[str]()
    while True:
        try:
            return await ask()
        except SlackUnreachableError as error:
            if waits is None:
                raise
            seconds = max(error.seconds, min(again * 2 ** min(tries, _DOUBLED), _LONGEST))
            _log.warning("waiting for Slack", extra={"why": error.why, "again_in": seconds})
            if error.why not in told:
                waits(error)
            told.add(error.why)
            await asyncio.sleep(seconds)
            tries += 1


async def _answered(call: Awaitable[Any], setting: str) -> Any:  # noqa: ANN401  # Slack's response
    try:
        return await call
    except SlackApiError as error:
        raise _refusal(error.response, setting) from error
    except (ClientError, OSError) as error:
        raise SlackUnreachableError(type(error).__name__) from error


def _refusal(response: Any, setting: str) -> Exception:  # noqa: ANN401  # Slack's response, or aiohttp's where it is no JSON
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    told = getattr(response, "data", None)
    code = str(told.get("error") or "") if isinstance(told, dict) else ""
    if status == 429 or code in _MOMENTARY:
        return SlackBusyError(code or f"status {status}", _wait(response.headers.get("Retry-After", "")))
    if status >= 500:
        return SlackUnreachableError(f"status {status}")
    return SlackRefusedError(code, setting) if code else NotSlackError(f"status {status}")


def _wait(seconds: str) -> float:
    return float(seconds) if seconds.isdecimal() else 0.0
