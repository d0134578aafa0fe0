"""The bot on Slack: connected, questions answered, and an orderly end at SIGTERM."""

import asyncio
import logging
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.web import RouteDef
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import ListenAddress, SettingFault, SettingsError
from bot.slack.app import AppDependencies, Bot, build_app
from bot.slack.monitoring import Examination, Health, Metrics
from bot.slack.transport.connection import Socket, client, events, listening, own_socket, own_team
from bot.slack.transport.reconnecting import reconnecting
from bot.slack.transport.scopes import granted, is_without_following
from bot.store import AsyncStore, Retention


async def serve(
    dependencies: AppDependencies, ready: Callable[[], None], address: ListenAddress | None = None
) -> int:
    """Answer until SIGTERM or SIGINT; `ready` is called once Slack can reach the bot.

    Slack is reached by websockets; with an `address` it sends requests there. Returns how many questions and answers
    are left in the store for the next start. Raises as `on_slack` does.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with on_slack(dependencies, address):
        ready()
        await stop.wait()
    return dependencies.store.backlog().total


@asynccontextmanager
async def on_slack(dependencies: AppDependencies, address: ListenAddress | None = None) -> AsyncIterator[Bot]:
    """The bot connected; at the end no new events, then what is under way finishes, then the web session closes.

    Raises SettingsError where the token or secret of this way to Slack is missing, SlackRefusedError or
    SlackUnreachableError where it cannot connect, NotListeningError where it may not listen.
    """
    settings, timings = dependencies.settings, dependencies.timings
    token = "" if address else _given(settings.app_token, "SLACK_APP_TOKEN")
    secret = _given(settings.signing_secret, "SLACK_SIGNING_SECRET") if address else None
    # A client that is given a session leaves time-outs to it.
    async with ClientSession(timeout=ClientTimeout(total=timings.timeout)) as session:
        reading = client(settings, session, timings.timeout, repeats=True)
        writing = client(settings, session, timings.timeout, repeats=False)
        team = await own_team(reading)
        if token:
            # The socket client tries for ever, silently: a refused token must be seen before it starts.
            await own_socket(reading, token)
        if is_without_following(granted(team.headers)):
            _log.warning(
                "no follow-ups in channels, nor edits and deletions: see the README on app-minimal.yaml"
            )
        app = AsyncApp(
            name="shouze",  # without one, Bolt looks through the whole stack for a file's name
            client=reading,
            authorize=_as_known(team, settings.bot_token.get_secret_value()),
            signing_secret=secret,
            raise_error_for_unhandled_request=True,
            logger=_bolt_log(),
        )
        bot = build_app(dependencies, app, writing, str(team["team_id"]))
        sockets: list[Socket] = []
        async with (
            retention_job(bot.store, dependencies.retention),
            bot.at_work(timings.drain),
            _status(dependencies, bot, sockets, address),
            reconnecting(sockets),
            _open(sockets, bot, token, settings.sockets if token else 0),
        ):
            yield bot


@asynccontextmanager
async def _open(sockets: list[Socket], bot: Bot, token: str, count: int) -> AsyncIterator[None]:
    """So many websockets, in `sockets` as they are made."""
    try:
        for _ in range(count):
            sockets.append(Socket(bot.app, token, bot.listening.kept))
            await sockets[-1].connect_async()  # type: ignore[no-untyped-call]  # untyped in Bolt
        yield
    finally:
        closing = (socket.close_async() for socket in sockets)  # type: ignore[no-untyped-call]  # too
        await asyncio.gather(*closing)


@asynccontextmanager
async def _status(
    dependencies: AppDependencies,
    bot: Bot,
    sockets: Sequence[Socket],
    address: ListenAddress | None,
) -> AsyncIterator[None]:
    """Slack's requests where there is an `address`, and the status pages: beside them, or where the settings say."""

    async def connected() -> int | None:
        if address:
            return None
        return sum([await socket.client.is_connected() for socket in sockets])

    examined = Examination(bot.store, dependencies.responders, connected, bot.refused)
    pages = _status_pages(examined, dependencies.metrics)
    routes_at: dict[ListenAddress, list[RouteDef]] = {}
    if address:
        secret = _given(dependencies.settings.signing_secret, "SLACK_SIGNING_SECRET")
        routes_at[address] = [events(bot.app, secret, bot.listening.kept)]
    if status := dependencies.settings.status or (address.beside if address else None):
        routes_at[status] = [*routes_at.get(status, ()), *pages]
    async with AsyncExitStack() as stack:
        for listen, routes in routes_at.items():
            await stack.enter_async_context(listening(listen, routes))
        yield


def _as_known(team: AsyncSlackResponse, token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Who the bot is, from the one time that Slack was asked: Bolt itself would ask at every event of a first burst."""
    known = AuthorizeResult.from_auth_test_response(bot_token=token, auth_test_response=team)

    async def authorize() -> AuthorizeResult:
        return known

    return authorize


def _given(secret: SecretStr | None, name: str) -> str:
    if secret is None:
        raise SettingsError((SettingFault(name),))
    return secret.get_secret_value()


def _bolt_log() -> logging.Logger:
    """Bolt's log. Bolt and slack_sdk log what people type, below the level of a warning: they never get so far."""
    log = logging.getLogger("bolt")
    for library in (log, logging.getLogger("slack_sdk"), logging.getLogger("slack_bolt")):
        library.setLevel(logging.WARNING)
    log.addFilter(_said_on_purpose)
    return log


def _said_on_purpose(record: logging.LogRecord) -> bool:
    """Not Bolt's warning that a client was given besides the token which it finds in the environment by itself."""
    return not re.search(r"`token`.* will be (?:unused|ignored)", record.getMessage())


_log = logging.getLogger(__name__)
_HOUR = 3_600.0  # seconds


@asynccontextmanager
async def retention_job(store: AsyncStore, keep: Retention) -> AsyncIterator[None]:
    """Purge the store now and every hour, off the event loop; in the end a purge under way is waited for."""
    stop = asyncio.Event()
    task = asyncio.create_task(_hourly(store, keep, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _hourly(store: AsyncStore, keep: Retention, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            purged = await store.purge(keep)
        except Exception as error:  # noqa: BLE001  # the database may be away: the next hour sees to it
            _log.error("purge failed", extra={"error": type(error).__name__})  # ids only
        else:
            if purged:
                _log.info("purged", extra=asdict(purged))
        with suppress(TimeoutError):
            async with asyncio.timeout(_HOUR):
                await stop.wait()


def _status_pages(examined: Callable[[], Awaitable[Health]], metrics: Metrics) -> list[web.RouteDef]:
    """/healthz: 200 where all is well, else 503 with what is wrong; /livez: 200 while the process works; /metrics."""

    async def livez(_: web.Request) -> web.Response:
        # Whatever else is away: to start this process anew would not bring it back.
        return web.Response(text="ok")

    async def healthz(_: web.Request) -> web.Response:
        health = await examined()
        return web.json_response(health.as_json(), status=200 if health.is_well else 503)

    async def figures(_: web.Request) -> web.Response:
        exposed = metrics.exposed(await examined())
        return web.Response(body=exposed, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/livez", livez), web.get("/healthz", healthz), web.get("/metrics", figures)]
