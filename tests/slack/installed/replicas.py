"""Several processes with the bot for all tenants, behind a balancer that asks whichever is there."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.context import ForkServerProcess

import aiohttp
from aiohttp import web
from bot.cli.context import CliContext
from bot.cli.running.hosting import Hosting
from bot.settings import InstallableSettings, ListenAddress, Settings, read_settings
from bot.slack.process.monitoring import Metrics
from bot.slack.serving import House, serve_installed
from bot.slack.transport.connection import listening
from bot.wording import Language, catalogue_for
from rich.console import Console

from tests.databases import opened
from tests.processes import forked
from tests.slack.conftest import QUICK


def replica(
    environment: Mapping[str, str], address: ListenAddress, scopes: tuple[str, ...]
) -> AbstractContextManager[ForkServerProcess]:
    """A process of `shouze serve --http`, with the times of tests."""
    return forked(_live, environment, address, scopes)


def _live(environment: Mapping[str, str], address: ListenAddress, scopes: tuple[str, ...]) -> None:
    cli = CliContext(environment, read_settings(Settings, environment), catalogue_for(Language.CHINESE))
    settings, metrics = read_settings(InstallableSettings, environment), Metrics()
    url, secret = environment["SHOUZE_DATABASE_URL"], environment["SHOUZE_SECRET"]
    with opened(url, secret) as store, cli.second_opinion(lambda _: None) as better:
        hosting = Hosting(cli, store, better, metrics, Console(stderr=True), QUICK)
        house = House(settings, store, hosting.given, hosting.kept, scopes, metrics=metrics, timings=QUICK)
        asyncio.run(serve_installed(house, address, lambda: None))


@dataclass
class Balancer:
    """Hands each request to one of the addresses in turn, and to the next where that one is not there."""

    session: aiohttp.ClientSession
    there: list[ListenAddress] = field(default_factory=list)
    _turns: "count[int]" = field(default_factory=count)

    async def hand_on(self, request: web.Request) -> web.Response:
        """Answer as one of them does; 503 where none is there."""
        body, turn, there = await request.read(), next(self._turns), [*self.there]
        for number in range(len(there)):
            url = f"http://{there[(turn + number) % len(there)]}{request.path_qs}"
            try:
                async with self.session.request(
                    request.method, url, data=body, headers=request.headers, allow_redirects=False
                ) as answer:
                    kept = {
                        name: answer.headers[name]
                        for name in ("Content-Type", "Set-Cookie")
                        if name in answer.headers
                    }
                    return web.Response(status=answer.status, body=await answer.read(), headers=kept)
            except aiohttp.ClientError:  # it ends, or was killed
                continue
        return web.Response(status=503)

    async def has(self, address: ListenAddress) -> None:
        """Wait until somebody answers there, and hand on to them from then on."""
        while True:
            try:
                async with self.session.get(f"http://{address}/slack/install"):
                    break
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
        self.there.append(address)


@asynccontextmanager
async def balancing(address: ListenAddress) -> AsyncIterator[Balancer]:
    """A balancer at an address."""
    async with aiohttp.ClientSession() as session:
        balancer = Balancer(session)
        async with listening(address, [web.route("*", "/{path:.*}", balancer.hand_on)]):
            yield balancer
