"""How the bot and Slack reach each other: clients of the Web API, and the server to which Slack sends its requests."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.typedefs import Handler, Middleware
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.obstacles import Obstacle
from bot.settings import ListenAddress, SlackSettings
from bot.slack.transport.arriving.payloads import Body
from bot.slack.transport.arriving.shape import has_slacks_shape
from bot.slack.transport.errors import NotListeningError
from bot.slack.transport.json_client import JsonClient
from bot.slack.transport.lookup_pace import LookupPace, PacedClient

EVENTS = "/slack/events"
_LARGEST_BODY = 1024 * 1024  # bytes; the largest that Slack sends is a view of 250 kB
_PATIENCE = 10.0  # seconds for a head or a body: Slack sends both at once
_WAITING = 4_096  # connections that the system keeps: where it has no room, one is tried anew after a second, or three
_FINISH = 3.0  # seconds for requests under way: Slack waits no longer for their answers


def session_to_slack(timeout: float) -> ClientSession:
    """What clients reach Slack by, within `timeout` seconds a call: a client that is given one leaves that to it.

    How many call at once is bounded by those who call: a bound of connections would have all others wait for those
    that hang.
    """
    return ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(total=timeout))


def looking_up(
    settings: SlackSettings, session: ClientSession, timeout: float, pace: LookupPace
) -> AsyncWebClient:
    """A client that keeps to a pace, and repeats calls by itself as another one does that is not for writing."""
    return PacedClient(**_reaching(settings, session, timeout, repeats=True), pace=pace)


def client(
    settings: SlackSettings, session: ClientSession, timeout: float, *, repeats: bool
) -> AsyncWebClient:
    """A client; one that `repeats` calls by itself when Slack is busy or out of reach is not for writing."""
    return JsonClient(**_reaching(settings, session, timeout, repeats=repeats))


def _reaching(
    settings: SlackSettings, session: ClientSession, timeout: float, *, repeats: bool
) -> dict[str, Any]:
    again: list[AsyncRetryHandler] = [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(2)]
    return {
        "token": settings.bot_token.get_secret_value(),
        "base_url": settings.api_url,
        "session": session,
        "timeout": int(timeout),
        "retry_handlers": again if repeats else [],
    }


@dataclass(frozen=True)
class Receiver:
    """What takes Slack's payloads: a Bolt app, and `kept`; events that it has kept are acknowledged without Bolt."""

    app: AsyncApp
    kept: Callable[[Body], Awaitable[bool]]


class Socket(AsyncSocketModeHandler):
    """A websocket for an app."""

    def __init__(self, receiver: Receiver, token: str) -> None:
        super().__init__(receiver.app, token)
        self._kept = receiver.kept

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's own
        """Called for each envelope."""
        is_strange = not has_slacks_shape(req.payload)  # and would be so if Slack brought it again
        if is_strange or (req.type == "events_api" and await self._kept(req.payload)):
            if (
                await client.is_connected()
            ):  # it may have ended meanwhile: Slack brings it again, and it is known
                await client.send_socket_mode_response(SocketModeResponse(req.envelope_id))
        else:
            await super().handle(client, req)


def events(secret: str, receiver_of: Callable[[Body], Awaitable[Receiver | None]]) -> web.RouteDef:
    """Slack's requests, each for the receiver that it is meant for; where there is none, that is all (200).

    401 where the signature is wrong or older than five minutes, 400 where it is right and yet nothing that Slack sends.
    """
    verifier = SignatureVerifier(secret)

    async def arrived(request: web.Request) -> web.StreamResponse:
        if not _is_signed(await request.read(), request.headers, verifier):
            # Unread: Bolt would take the body to pieces before it looks at this.
            return web.Response(status=401)
        try:
            told = _told(await request.text(), request.content_type)
        except (ValueError, LookupError, RecursionError):  # no such charset, no text, no JSON, too deep
            return web.Response(status=400)
        if not has_slacks_shape(told):
            return web.Response(status=400)
        if told.get("type") == "url_verification":
            return web.json_response({"challenge": told.get("challenge")})
        receiver = await receiver_of(told)
        if not receiver or (request.content_type == "application/json" and await receiver.kept(told)):
            return web.Response()
        return await to_aiohttp_response(await receiver.app.async_dispatch(await to_bolt_request(request)))

    return web.post(EVENTS, arrived)


def _told(body: str, content_type: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """What a body holds: JSON, or a form, which may have JSON as its `payload`; raises ValueError or RecursionError."""
    if content_type != "application/x-www-form-urlencoded":
        return json.loads(body)
    form = dict(parse_qsl(body))
    return json.loads(form["payload"]) if "payload" in form else form


def _is_signed(body: bytes, headers: Mapping[str, str], verifier: SignatureVerifier) -> bool:
    try:
        return verifier.is_valid_request(body, headers)
    except (ValueError, TypeError):  # a time that is no number, a signature with characters that none has
        return False


def _read_within(seconds: float) -> Middleware:
    """Answers 408 where the body does not come in time, and closes the connection."""

    @web.middleware
    async def read(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            async with asyncio.timeout(seconds):
                await request.read()
        except TimeoutError:
            late = web.Response(status=408)
            late.force_close()
            return late
        return await handler(request)

    return read


class _Request(web.Request):
    """A request whose answer does not tell which library gave it: also one that is no HTTP, which no handler sees."""

    async def _prepare_hook(self, response: web.StreamResponse) -> None:
        response.headers["Server"] = "shouze"
        await super()._prepare_hook(response)


@asynccontextmanager
async def listening(
    address: ListenAddress, routes: list[web.RouteDef], patience: float = _PATIENCE
) -> AsyncIterator[None]:
    """Serve the routes; in the end no new requests, and those under way have three seconds.

    A request has `patience` seconds for its head, and as many for its body. Raises NotListeningError where the address
    is in use or not this machine's.
    """
    pages = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_read_within(patience)])
    pages.add_routes(routes)
    # What is called keep-alive here ends every connection that waits for the rest of a head, the first one too.
    runner = web.AppRunner(
        pages,
        access_log=None,
        auto_decompress=False,  # Slack compresses nothing, and signs what it sends
        shutdown_timeout=_FINISH,
        keepalive_timeout=patience,
        lingering_time=patience,
    )
    await runner.setup()
    if runner.server:  # it is, once set up; aiohttp has no public way to name the class of requests
        runner.server.request_factory = partial(pages._make_request, _cls=_Request)  # noqa: SLF001  # the same
    try:
        try:
            await web.TCPSite(runner, address.host, address.port, backlog=_WAITING).start()
        except OSError as error:
            raise NotListeningError(str(address), Obstacle.of(error)) from error
        yield
    finally:
        await runner.cleanup()
