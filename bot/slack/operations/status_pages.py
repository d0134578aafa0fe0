"""/healthz and /metrics as HTTP pages."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.slack.operations.health import Health
from bot.slack.operations.metrics import Metrics


def status_pages(examined: Callable[[], Awaitable[Health]], metrics: Metrics) -> list[web.RouteDef]:
    """/healthz, 200 where all is well, else 503 with what is wrong; and /metrics."""

    async def healthz(_: web.Request) -> web.Response:
        health = await examined()
        return web.json_response(health.as_json(), status=200 if health.is_well else 503)

    async def figures(_: web.Request) -> web.Response:
        exposed = metrics.exposed(await examined())
        return web.Response(body=exposed, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", healthz), web.get("/metrics", figures)]
