"""The parts of a workspace, put together."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.block_kit.validation import BlockKit
from bot.workspace.composing import Composing
from bot.workspace.delivery.deliveries import Deliveries
from bot.workspace.delivery.events import Events
from bot.workspace.delivery.http_events import HttpEvents
from bot.workspace.delivery.interactions import Payloads
from bot.workspace.delivery.socket_mode import SocketMode
from bot.workspace.faults import Faults
from bot.workspace.people.gestures import Gestures
from bot.workspace.people.population import Population
from bot.workspace.posting import Posting
from bot.workspace.recording import Recording
from bot.workspace.server import Server
from bot.workspace.state.ids import Clock
from bot.workspace.state.manifest import read_manifest
from bot.workspace.state.workspace_state import State, Tokens, new_state
from bot.workspace.web_api.endpoint import Endpoint
from bot.workspace.web_api.file_server import FileServer
from bot.workspace.web_api.rates import Rates
from bot.workspace.web_api.response_urls import ResponseUrls


@dataclass(frozen=True, slots=True)
class Options:
    """How strict and how patient the workspace is; times in seconds.

    `events_url`: deliver by signed HTTP to this URL instead of over sockets. `has_rate_limits`: answer 429 as Slack
    does. `clock` drives rates, triggers, response URLs and timestamps; the wait for an ack is real time.
    """

    team_id: str = "T00000001"
    team_name: str = "Local"
    ack_timeout: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    has_rate_limits: bool = False
    events_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    clock: Clock = time.time


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that a workspace consists of; `http` is None where events go over sockets."""

    state: State
    faults: Faults
    recording: Recording
    deliveries: Deliveries
    sockets: SocketMode
    http: HttpEvents | None
    events: Events
    posting: Posting
    endpoint: Endpoint
    files: FileServer
    server: Server
    gestures: Gestures
    population: Population


def assemble(manifest: Mapping[str, Any], options: Options) -> Parts:
    """The parts for this app, not yet listening."""
    state = new_state(
        read_manifest(manifest), options.clock, _new_tokens(), (options.team_id, options.team_name)
    )
    faults, recording = Faults(), Recording()
    sockets = SocketMode(
        app_id=state.app.id, faults=faults, recording=recording, ack_timeout=options.ack_timeout
    )
    http = _http_events(state, faults, options)
    deliveries = Deliveries(http or sockets, state, faults, recording, options.retry_delays)
    events = Events(state, deliveries)
    posting = Posting(state, events)
    composing = Composing(state, BlockKit())
    response_urls = ResponseUrls(options.clock, composing, posting, recording)
    rates = Rates(options.clock) if options.has_rate_limits else None
    endpoint = Endpoint(state, posting, composing, sockets, faults, rates, recording)
    files = FileServer(state, faults, recording)
    server = Server(endpoint, sockets, response_urls, files)
    payloads = Payloads(state)
    gestures = Gestures(
        state, deliveries, composing, response_urls, recording, payloads, lambda: server.origin
    )
    return Parts(
        state=state,
        faults=faults,
        recording=recording,
        deliveries=deliveries,
        sockets=sockets,
        http=http,
        events=events,
        posting=posting,
        endpoint=endpoint,
        files=files,
        server=server,
        gestures=gestures,
        population=Population(state, events),
    )


def _http_events(state: State, faults: Faults, options: Options) -> HttpEvents | None:
    if options.events_url is None:
        return None
    return HttpEvents(
        options.events_url,
        secret=state.tokens.signing_secret,
        faults=faults,
        clock=options.clock,
        ack_timeout=options.ack_timeout,
    )


def _new_tokens() -> Tokens:
    bot, app = (f"{kind}-local-{secrets.token_hex(8)}" for kind in ("xoxb", "xapp"))
    return Tokens(bot=bot, app=app, signing_secret=secrets.token_hex(16), client_secret=secrets.token_hex(16))
