"""The status pages, beside Slack's requests or alone: whether all is well, whether the process works, and figures."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web
from aiohttp.web import RouteDef
from prometheus_client import CONTENT_TYPE_LATEST

from bot.settings import ListenAddress
from bot.slack.process.monitoring import Examination, Health, Metrics
from bot.slack.transport.connection import listening


@asynccontextmanager
async def with_status(
    examined: Examination,
    metrics: Metrics,
    look: float,
    status: ListenAddress | None,
    requests: Mapping[ListenAddress, Sequence[RouteDef]],
) -> AsyncIterator[None]:
    """Slack's `requests` by where they arrive, and the status pages: where `status` says, else beside those, if any.

    Every `look` seconds the database is looked at, whether anybody asks or not.
    """
    routes_at = {address: [*routes] for address, routes in requests.items()}
    beside = next((address.beside for address in requests), None)
    if pages_at := status or beside:
        routes_at[pages_at] = [*routes_at.get(pages_at, ()), *_pages(examined, metrics)]
    async with AsyncExitStack() as stack:
        for listen, routes in routes_at.items():
            await stack.enter_async_context(listening(listen, routes))
        watching = asyncio.create_task(examined.watch.run(look))
        try:
            yield
        finally:
            watching.cancel()


def _pages(examined: Callable[[], Awaitable[Health]], metrics: Metrics) -> list[web.RouteDef]:
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
