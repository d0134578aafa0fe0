"""What the bot serves over HTTP: Slack's signed requests, and the server that all pages share."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.settings import ListenAddress
from bot.slack.transport.errors import NotListeningError

EVENTS = "/slack/events"
_LARGEST_BODY = 1024 * 1024  # bytes; the largest that Slack sends is a view of 250 kB
_FINISH = 3.0  # seconds for requests under way: Slack waits no longer for their answers


def events(app: AsyncApp, secret: str) -> web.RouteDef:
    """Slack's requests for an app: 401 where the signature is wrong or older than five minutes."""
    verifier = SignatureVerifier(secret)

    async def arrived(request: web.Request) -> web.StreamResponse:
        if not _is_signed(await request.read(), request.headers, verifier):
            return web.Response(
                status=401
            )  # unread: Bolt would take the body to pieces before it looks at this
        try:
            asked = await to_bolt_request(request)
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
        ):  # signed, and yet nothing that Slack sends
            return web.Response(status=400)
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return web.post(EVENTS, arrived)


def _is_signed(body: bytes, headers: Mapping[str, str], verifier: SignatureVerifier) -> bool:
    try:
        return verifier.is_valid_request(body, headers)
    except (ValueError, TypeError):  # a time that is no number, a signature with characters that none has
        return False


@asynccontextmanager
async def listening(address: ListenAddress, routes: list[web.RouteDef]) -> AsyncIterator[None]:
    """Serve the routes; in the end no new requests, and those under way have three seconds.

    Raises NotListeningError where the address is in use or not this machine's.
    """
    pages = web.Application(client_max_size=_LARGEST_BODY)
    pages.add_routes(routes)
    runner = web.AppRunner(pages, access_log=None, shutdown_timeout=_FINISH)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            raise NotListeningError(
                str(address), os.strerror(error.errno) if error.errno else str(error)
            ) from error
        yield
    finally:
        await runner.cleanup()
