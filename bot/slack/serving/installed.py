"""The bot for all who installed it: one process, or several beside each other, to which Slack sends its requests."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.settings import InstallableSettings, ListenAddress
from bot.slack.process.ending import Ending
from bot.slack.process.going_on import GoingOn
from bot.slack.process.monitoring import DatabaseWatch, Examination, Metrics
from bot.slack.process.replicas import Replicas
from bot.slack.process.work import Timings
from bot.slack.serving.bots import Bots, Given
from bot.slack.serving.oauth import install_pages
from bot.slack.serving.purging import Purging
from bot.slack.serving.status import with_status
from bot.slack.serving.tokens import Renewal
from bot.slack.serving.turns import Turns
from bot.slack.transport.arriving.envelopes import ended_tenants, event_time, is_uninstalled, tenant_of
from bot.slack.transport.arriving.payloads import Body
from bot.slack.transport.connection import Receiver, events, session_to_slack
from bot.slack.transport.json_client import JsonClient
from bot.store import AsyncStore, Kept, Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class House:
    """What all bots of a process have in common.

    `given` says what the bot of an installation works with, `kept` for how long a tenant keeps what is stored ("": what
    is of none, as who began to install it, and what was done at the terminal). `scopes` are asked for where somebody
    installs it, and rules have room in `memory` bytes (0: all).
    """

    settings: InstallableSettings
    store: Store
    given: Given
    kept: Callable[[str], Kept]
    scopes: Collection[str]
    memory: int = 0
    metrics: Metrics = field(default_factory=Metrics)
    timings: Timings = field(default_factory=Timings)
    clock: Callable[[], float] = time.time


async def serve_installed(house: House, address: ListenAddress, ready: Callable[[], None]) -> int | None:
    """Answer all tenants until SIGTERM, as `serve` does one; the pages by which they install the bot are there, too."""
    ending = Ending(house.timings.drain)
    with ending.on_signals():
        async with on_slack_of_all(house, address):
            ready()
            await ending.wait()
    house.store.hurry()
    return await asyncio.to_thread(house.store.unfinished)


@asynccontextmanager
async def on_slack_of_all(house: House, address: ListenAddress) -> AsyncIterator[Bots]:
    """The bots of all tenants, connected; at the end no new requests, then each finishes what is under way.

    Raises NotListeningError.
    """
    settings, timings = house.settings, house.timings
    store = AsyncStore(house.store, house.clock)
    async with session_to_slack(timings.timeout) as session:
        asking = JsonClient(base_url=settings.api_url, session=session, timeout=int(timings.timeout))
        renewal = Renewal(settings.client_id, settings.client_secret.get_secret_value(), asking, store)
        replicas, turns = Replicas(), Turns()
        purging = Purging(store, house.kept)
        bots = Bots(house.given, session, renewal, purging, replicas, most=house.memory, rest=timings.rest)

        async def receiver_of(body: Body) -> Receiver | None:
            await turns.of(tenant_of(body))
            return await _receiver_of(bots, body)

        async def installed_anew(tenant: str) -> None:
            with GoingOn(_log, "not begun"):  # it is installed all the same
                await bots.end(tenant)  # which knew the token of before
                await bots.find(tenant)

        examined = Examination(store, None, _no_sockets, lambda: "", DatabaseWatch(store))
        requests: Mapping[ListenAddress, list[web.RouteDef]] = {
            address: [
                events(settings.signing_secret.get_secret_value(), receiver_of),
                *install_pages(settings, house.scopes, asking, store, installed_anew),
            ]
        }
        try:
            async with (
                replicas.counted(store, timings.beat),
                bots.at_work(),
                with_status(examined, house.metrics, timings.look, settings.status, requests),
            ):
                yield bots
        finally:
            store.close()


async def _receiver_of(bots: Bots, body: Body) -> Receiver | None:
    """Whose payload it is; nobody's where they uninstalled the bot, be it by this very event."""
    tenant = tenant_of(body)
    if is_uninstalled(body):
        for ended in ended_tenants(body):
            await bots.uninstalled(ended, event_time(body))
        return None
    try:
        bot = await bots.find(tenant)
    except Exception as error:  # whatever keeps it from being begun: Slack brings it again
        _log.error(
            "not begun", extra={"tenant": tenant, "error": type(error).__name__}
        )  # its text may be long
        raise web.HTTPServiceUnavailable from error
    return bot.receiver if bot else None


async def _no_sockets() -> None:
    return None
