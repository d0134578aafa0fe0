"""Clients of Slack's Web API, and what their first calls tell of tokens, scopes and clocks."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import SlackSettings
from bot.slack.transport.errors import SlackRefusedError
from bot.slack.transport.errors import SlackUnreachableError


@dataclass(frozen=True)
class Standing:
    """What Slack says of the bot token: its team, its scopes, and how far this machine's clock is ahead (seconds)."""

    team: str
    scopes: frozenset[str]
    ahead: float


def client(
    settings: SlackSettings, session: ClientSession, timeout: float, *, repeats: bool
) -> AsyncWebClient:
    """A client; one that `repeats` calls by itself when Slack is busy or out of reach is not for writing."""
    again: list[AsyncRetryHandler] = [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(2)]
    return AsyncWebClient(
        settings.bot_token.get_secret_value(),
        base_url=settings.api_url,
        session=session,
        timeout=int(timeout),
        retry_handlers=again if repeats else [],
    )


async def standing(settings: SlackSettings, timeout: float = 10.0) -> Standing:
    """Ask Slack about the bot token. Raises SlackRefusedError or SlackUnreachableError."""
    async with ClientSession() as session:
        told = await own_team(client(settings, session, timeout, repeats=True))
    headers = {name.lower(): value for name, value in told.headers.items()}
    scopes = (scope.strip() for scope in headers.get("x-oauth-scopes", "").split(","))
    ahead = 0.0
    if date := headers.get("date"):
        ahead = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()
    return Standing(str(told.get("team")), frozenset(filter(None, scopes)), ahead)


async def socket_allowed(settings: SlackSettings, token: str, timeout: float = 10.0) -> None:
    """Ask Slack whether the app token opens websockets. Raises as `standing`."""
    async with ClientSession() as session:
        await own_socket(client(settings, session, timeout, repeats=True), token)


async def own_team(asking: AsyncWebClient) -> Any:  # noqa: ANN401  # Slack's response
    """The response of auth.test; raises as `standing`."""
    return await _reached(asking.auth_test(), "SLACK_BOT_TOKEN")


async def own_socket(asking: AsyncWebClient, token: str) -> None:
    """Have Slack open a websocket, which nobody uses; raises as `standing`."""
    await _reached(asking.apps_connections_open(app_token=token), "SLACK_APP_TOKEN")


async def _reached(call: Awaitable[Any], setting: str) -> Any:  # noqa: ANN401  # Slack's response
    try:
        return await call
    except SlackApiError as error:
        if error.response.status_code >= 500:  # what it says then is no JSON
            raise SlackUnreachableError(f"status {error.response.status_code}") from error
        raise SlackRefusedError(str(error.response.get("error")), setting) from error
    except (ClientError, OSError) as error:
        raise SlackUnreachableError(type(error).__name__) from error
