"""The bot on Slack: connected, questions answered, and an orderly end at SIGTERM."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.web import RouteDef
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import ListenAddress, SettingFault, SettingsError
from bot.slack.app import Bot, build_app
from bot.slack.dependencies import AppDependencies
from bot.slack.process.ending import Budget, Ending
from bot.slack.process.maintenance import retention_job
from bot.slack.process.monitoring import DatabaseWatch, Examination, Health, Metrics
from bot.slack.transport.connection import Socket, client, events, listening
from bot.slack.transport.errors import MissingScopesError, OtherTeamError
from bot.slack.transport.reconnecting import reconnecting
from bot.slack.transport.scopes import FOLLOWING, granted, is_without_following
from bot.slack.transport.standing import Waits, open_socket, own_team, patiently
from bot.store import Store

_log = logging.getLogger(__name__)
_FAREWELL = 3.0  # seconds for closing websockets
_ALWAYS = frozenset({"chat:write"})  # without it the bot can say nothing
_HEARD = frozenset({"app_mentions:read", "im:history", "commands"})  # without any of these nobody can ask it


@dataclass(frozen=True)
class Announcements:
    """What whoever starts the bot is told, and the `scopes` that it was made for.

    `waits`: Slack is not to be had yet, once for each reason; `lacks`: scopes that were not granted; `ready`: Slack can
    reach the bot.
    """

    ready: Callable[[], None] = lambda: None
    waits: Waits = lambda _: None
    lacks: Callable[[Sequence[str]], None] = lambda _scopes: None
    scopes: frozenset[str] = frozenset()


async def serve(
    dependencies: AppDependencies, announcements: Announcements, address: ListenAddress | None = None
) -> int | None:
    """Answer until SIGTERM or SIGINT, from the first moment on; a second one ends at once.

    Slack is reached by websockets; with an `address` it sends requests there. What may pass is waited for. Returns how
    many questions and answers are left in the store for the next start, None where it does not tell. Raises as
    `on_slack` does, but for what may pass.
    """
    ending = Ending(dependencies.timings.drain)
    with ending.on_signals():
        async with on_slack(dependencies, address, announcements):
            announcements.ready()
            await ending.wait()
    dependencies.store.hurry()
    return await asyncio.to_thread(dependencies.store.unfinished)


@asynccontextmanager
async def on_slack(
    dependencies: AppDependencies,
    address: ListenAddress | None = None,
    announcements: Announcements | None = None,
) -> AsyncIterator[Bot]:
    """The bot connected; at the end no new events, then what is under way finishes, then the web session closes.

    Raises SettingsError where the token or secret of this way to Slack is missing; SlackRefusedError,
    MissingScopesError or OtherTeamError where it can never work; NotListeningError where it may not listen;
    DatabaseError; SlackUnreachableError where Slack is not to be had and nobody is told: it is waited for else.
    """
    settings, timings = dependencies.settings, dependencies.timings
    token = "" if address else _given(settings.app_token, "SLACK_APP_TOKEN")
    secret = _given(settings.signing_secret, "SLACK_SIGNING_SECRET") if address else None
    waits, budget = announcements.waits if announcements else None, Budget(timings.drain)
    # A client that is given a session leaves time-outs to it. How many call at once is bounded by those who call: a
    # bound of connections would have all others wait for those that hang.
    connector, patience = TCPConnector(limit=0), ClientTimeout(total=timings.timeout)
    async with ClientSession(connector=connector, timeout=patience) as session:
        reading = client(settings, session, timings.timeout, repeats=True)
        writing = client(settings, session, timings.timeout, repeats=False)
        team = await patiently(partial(own_team, writing), waits, timings.again)
        _check_scopes(announcements, granted(team.headers))
        await _check_team(dependencies.store, str(team["team_id"]))
        app = _bolt_app(reading, _as_known(team, settings.bot_token.get_secret_value()), secret)
        may_look_up = not is_without_following(granted(team.headers))
        bot = build_app(dependencies, app, writing, str(team["team_id"]), may_look_up=may_look_up)
        sockets: list[Socket] = []
        async with (
            retention_job(bot.store, dependencies.retention, budget),
            bot.at_work(budget),
            _status(dependencies, bot, sockets, address),
            reconnecting(sockets),
            _closing(sockets, budget),
        ):
            try:
                for _ in range(settings.sockets if token else 0):
                    made = partial(Socket, app, token, bot.listening.kept)
                    opened = partial(open_socket, made, writing, token, timings.timeout)
                    sockets.append(await patiently(opened, waits, timings.again))
                yield bot
            finally:
                budget.start()


def _bolt_app(
    reading: AsyncWebClient, authorize: Callable[[], Awaitable[AuthorizeResult]], secret: str | None
) -> AsyncApp:
    return AsyncApp(
        name="shouze",  # without one, Bolt looks through the whole stack for a file's name
        client=reading,
        authorize=authorize,
        signing_secret=secret,
        raise_error_for_unhandled_request=True,
        logger=_bolt_log(),
    )


def _check_scopes(announcements: Announcements | None, granted: frozenset[str]) -> None:
    """Raises MissingScopesError where the bot could do nothing; where Slack tells of no scopes, nothing is known."""
    if granted and not (granted >= _ALWAYS and _HEARD & granted):
        raise MissingScopesError(tuple(sorted((_ALWAYS | _HEARD) - granted)))
    if is_without_following(granted):
        _log.warning(
            "no follow-ups in channels, nor edits and deletions: see docs/admin.md on app-minimal.yaml"
        )
    if granted and announcements and (missing := announcements.scopes - granted - FOLLOWING):
        announcements.lacks(sorted(missing))


async def _check_team(store: Store, team: str) -> None:
    known = await asyncio.to_thread(store.team, team)
    if known != team:
        raise OtherTeamError(team, known)


@asynccontextmanager
async def _closing(sockets: Sequence[Socket], budget: Budget) -> AsyncIterator[None]:
    """Close the websockets in the end: nobody waits for a far end that does not answer."""
    try:
        yield
    finally:
        closing = (socket.close_async() for socket in sockets)  # type: ignore[no-untyped-call]  # untyped in Bolt
        with suppress(TimeoutError):
            async with asyncio.timeout(min(_FAREWELL, budget.left)):
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

    watch = DatabaseWatch(bot.store)
    examined = Examination(
        bot.store, dependencies.rules, connected, bot.refused, watch, dependencies.follower
    )
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
        watching = asyncio.create_task(watch.run(dependencies.timings.look))
        try:
            yield
        finally:
            watching.cancel()


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
