"""The bot on Slack: connected, questions answered, and an orderly end at SIGTERM."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from pydantic import SecretStr
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import ListenAddress, SettingFault, SettingsError
from bot.slack.app import Bot, build_app
from bot.slack.dependencies import AppDependencies
from bot.slack.process.ending import Budget, Ending
from bot.slack.process.maintenance import retention_job
from bot.slack.process.monitoring import DatabaseWatch, Examination
from bot.slack.process.replicas import Replicas
from bot.slack.serving.bolt import bolt_app
from bot.slack.serving.sockets import socketed
from bot.slack.serving.status import with_status
from bot.slack.transport.arriving.payloads import Body
from bot.slack.transport.connection import (
    Receiver,
    Socket,
    client,
    events,
    looking_up,
    session_to_slack,
)
from bot.slack.transport.errors import MissingScopesError, OtherTeamError
from bot.slack.transport.lookup_pace import LookupPace
from bot.slack.transport.scopes import FOLLOWING, granted, is_without_following
from bot.slack.transport.standing import Waits, open_socket, own_team, patiently
from bot.store import Store

_log = logging.getLogger(__name__)
_ALWAYS = frozenset({"chat:write"})  # without it the bot can say nothing
_HEARD = frozenset({"app_mentions:read", "im:history", "commands"})  # without any of these nobody can ask it


@dataclass(frozen=True)
class Announcements:
    """What whoever starts the bot is told, and the `scopes` that it was made for.

    `waits`: Slack is not to be had yet, once for each reason; `lacks`: scopes that were not granted; `ready`: Slack can
    reach the bot, by so many sockets: by fewer than were wanted, or none, where other processes have them.
    """

    ready: Callable[[int], None] = lambda _: None
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
    secret = _given(settings.signing_secret, "SLACK_SIGNING_SECRET") if address else ""
    waits, budget = announcements.waits if announcements else None, Budget(timings.drain)
    async with session_to_slack(timings.timeout) as session:
        replicas = Replicas(settings.sockets if token else 0)
        pace = LookupPace(lambda: replicas.count, timings.minute, dependencies.monotonic)
        reading = looking_up(settings, session, timings.timeout, pace)
        writing = client(settings, session, timings.timeout, repeats=False)
        team = await patiently(partial(own_team, writing), waits, timings.again)
        _check_scopes(announcements, granted(team.headers))
        await _check_team(dependencies.store, str(team["team_id"]))
        app = bolt_app(reading, _as_known(team, settings.bot_token.get_secret_value()))
        may_look_up = not is_without_following(granted(team.headers))
        bot = build_app(dependencies, app, writing, str(team["team_id"]), may_look_up=may_look_up)
        sockets: list[Socket] = []

        async def opened() -> Socket:
            made = partial(Socket, bot.receiver, token)
            ask = partial(open_socket, made, writing, token, timings.timeout)
            return await patiently(ask, waits, timings.again)

        async with (
            retention_job(bot.store, dependencies.retention, budget),
            bot.at_work(budget),
            _with_status(dependencies, bot, sockets, {address: secret} if address else {}),
            replicas.counted(bot.store, timings.beat),
            socketed(sockets, opened, replicas, budget),
        ):
            try:
                if announcements:
                    announcements.ready(len(sockets))
                yield bot
            finally:
                budget.start()


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


def _with_status(
    dependencies: AppDependencies,
    bot: Bot,
    sockets: Sequence[Socket],
    signed: Mapping[ListenAddress, str],
) -> AbstractAsyncContextManager[None]:
    """The status pages, beside Slack's requests where they are `signed` by a secret; else they come over `sockets`."""

    async def connected() -> int | None:
        return None if signed else sum([await socket.client.is_connected() for socket in sockets])

    async def ours(_: Body) -> Receiver:
        return bot.receiver

    requests = {address: [events(secret, ours)] for address, secret in signed.items()}
    watch = DatabaseWatch(bot.store)
    examined = Examination(
        bot.store, dependencies.rules, connected, bot.refused, watch, dependencies.follower
    )
    settings, look = dependencies.settings, dependencies.timings.look
    return with_status(examined, dependencies.metrics, look, settings.status, requests)


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
