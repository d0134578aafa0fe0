"""Where a workspace is put together: every part is made here, once, and given what it needs; and its HTTP server."""

import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from aiohttp import web

from bot.workspace.block_kit import block_kit
from bot.workspace.delivery import Deliveries, Events, HttpEvents, SocketMode
from bot.workspace.faults import Faults
from bot.workspace.page import Page, ScreenBuilder
from bot.workspace.people import Gestures, Person
from bot.workspace.posting import Composing, Posting
from bot.workspace.recording import Recording
from bot.workspace.state import Tokens, WorkspaceState, read_manifest
from bot.workspace.web_api import Calls, Endpoint, FileServer, Rates, ResponseUrls
from bot.workspace.wire import Clock

LOOPBACK = "127.0.0.1"
LARGEST_BODY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """How strict and how patient the workspace is; times in seconds.

    `events_url`: deliver by signed HTTP to this URL instead of over sockets. `has_rate_limits`: answer 429 as Slack
    does. `clock` drives rates, triggers, response URLs and timestamps; the wait for an ack is real time. With an
    `enterprise_id` the app is installed in that organisation; `tokens` are those of an app that is elsewhere, too, and
    `token_lifetime` is after how long the bot's expires (0: never).
    """

    team_id: str = "T00000001"
    team_name: str = "Local"
    enterprise_id: str = ""
    tokens: Tokens = field(default_factory=Tokens)
    token_lifetime: int = 0
    ack_timeout: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    has_rate_limits: bool = False
    events_url: str | None = None
    host: str = LOOPBACK
    port: int = 0
    clock: Clock = time.time


class Parts:
    """What a workspace with this app consists of, not yet listening; `http` is None where events go over sockets."""

    def __init__(self, manifest: Mapping[str, Any], options: Options) -> None:
        app, clock = read_manifest(manifest), options.clock
        self.state = state = WorkspaceState(
            app,
            clock,
            options.team_id,
            options.team_name,
            tokens=options.tokens,
            enterprise_id=options.enterprise_id,
            token_lifetime=options.token_lifetime,
        )
        self.faults = faults = Faults()
        self.recording = recording = Recording()
        self.sockets = SocketMode(app.id, faults, recording, options.ack_timeout)
        self.http: HttpEvents | None = None
        if options.events_url:
            secret = state.tokens.signing_secret
            self.http = HttpEvents(options.events_url, secret, faults, clock, options.ack_timeout)
        transport = self.http or self.sockets
        self.deliveries = Deliveries(transport, state, faults, recording, options.retry_delays)
        self.events = Events(state, self.deliveries)
        self.calls = Calls(state, faults, recording)
        self._posting = Posting(state, self.events)
        composing = Composing(state, block_kit())
        response_urls = ResponseUrls(lambda: self.server.origin, clock, composing, self._posting, self.calls)
        rates = Rates(clock) if options.has_rate_limits else None
        self.endpoint = endpoint = Endpoint(state, self._posting, composing, self.sockets, rates, self.calls)
        files = FileServer(state, self.calls)
        page = Page(ScreenBuilder(state, self.person), lambda: self.server.host)
        self.server = Server([
            *endpoint.routes(), *self.sockets.routes(), *response_urls.routes(), *files.routes(), *page.routes(),
        ])  # fmt: skip
        self._gestures = Gestures(state, self.deliveries, composing, response_urls, recording)

    def person(self, user_id: str) -> Person:
        """The person with this account."""
        return Person(user_id, self.state, self._posting, self.events, self._gestures)


class Server:
    """Listens on a free port of one interface; `origin` is where the app and browsers on this machine find it."""

    def __init__(self, routes: Iterable[web.RouteDef]) -> None:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self.host = LOOPBACK
        self.origin = ""

    async def open(self, port: int, host: str) -> None:
        """Start to listen; port 0 takes any free one. OSError when the port or the address cannot be had."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
        self.host = host
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        self.origin = f"http://{_reached_at(host)}:{listener.getsockname()[1]}"

    async def close(self) -> None:
        """Close every connection."""
        await self._runner.cleanup()


def _reached_at(host: str) -> str:
    """The host in a URL by which this machine reaches a server that listens on this address."""
    if host == "localhost":
        return host
    address = ip_address(host)
    if address.is_unspecified:
        return LOOPBACK if address.version == 4 else "[::1]"
    return f"[{host}]" if address.version == 6 else host
