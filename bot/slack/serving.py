"""The bot on Slack: sockets open, questions answered, and an orderly end at SIGTERM."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date

from aiohttp import ClientError, ClientSession
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Responder
from bot.settings import SlackSettings
from bot.slack.errors import SlackRefusedError, SlackUnreachableError
from bot.slack.listeners import Listeners
from bot.slack.running import Running

_DRAIN = 25.0  # seconds for running answers: container platforms kill after 30


async def serve(
    settings: SlackSettings,
    responder: Responder,
    today: Callable[[], date],
    ready: Callable[[], None],
) -> bool:
    """Answer until SIGTERM or SIGINT; `ready` is called once all sockets are open.

    False if some answers were still running 25 seconds after the end. Raises as `on_slack` does.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with on_slack(settings, responder, today) as running:
        ready()
        await stop.wait()
    return not running.count


@asynccontextmanager
async def on_slack(
    settings: SlackSettings, responder: Responder, today: Callable[[], date]
) -> AsyncIterator[Running]:
    """The bot connected; at the end no new events, then running answers finish, then the web session closes.

    Raises SlackRefusedError or SlackUnreachableError where it cannot connect.
    """
    running = Running()
    async with ClientSession() as session:
        app = slack_app(settings, responder, today, running, session)
        await _reached(app.client.auth_test(), "SLACK_BOT_TOKEN")
        token = settings.app_token.get_secret_value()
        # The socket client tries for ever, silently: a refused token must be seen before it starts.
        await _reached(app.client.apps_connections_open(app_token=token), "SLACK_APP_TOKEN")
        sockets = [AsyncSocketModeHandler(app, token) for _ in range(settings.sockets)]
        try:
            for socket in sockets:
                await socket.connect_async()  # type: ignore[no-untyped-call]  # untyped in Bolt
            yield running
        finally:
            await asyncio.gather(*(socket.close_async() for socket in sockets))  # type: ignore[no-untyped-call]  # too
            await running.drained(_DRAIN)


async def _reached(call: Awaitable[object], setting: str) -> None:
    try:
        await call
    except SlackApiError as error:
        raise SlackRefusedError(str(error.response.get("error")), setting) from error
    except (ClientError, OSError) as error:
        raise SlackUnreachableError(type(error).__name__) from error


def _said_on_purpose(record: logging.LogRecord) -> bool:
    """Not Bolt's warning that a client was given besides the token which it finds in the environment by itself."""
    return "`token` will be unused" not in record.getMessage()


def slack_app(
    settings: SlackSettings,
    responder: Responder,
    today: Callable[[], date],
    running: Running,
    session: ClientSession,
) -> AsyncApp:
    """The Bolt app with its listeners; writes are repeated only where Slack has said that they did not happen."""
    retries: list[AsyncRetryHandler] = [
        AsyncConnectionErrorRetryHandler(),
        AsyncRateLimitErrorRetryHandler(5),
    ]
    token = settings.bot_token.get_secret_value()
    client = AsyncWebClient(token, base_url=settings.api_url, session=session, retry_handlers=retries)
    log = logging.getLogger("bolt")
    log.addFilter(_said_on_purpose)
    app = AsyncApp(client=client, raise_error_for_unhandled_request=True, logger=log)
    Listeners(responder, today, running).register(app)
    return app
