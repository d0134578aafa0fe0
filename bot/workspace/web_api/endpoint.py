"""One call from its request to its answer: arguments, token, faults, scope, rate, method, record."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.workspace.composing import Composing
from bot.workspace.delivery.socket_mode import SocketMode
from bot.workspace.faults import CallFault, Failed, Faults, Hung, RateLimited, Refused, Slowed
from bot.workspace.posting import Posting
from bot.workspace.recording import Call, Recording
from bot.workspace.state.feed import Change
from bot.workspace.state.workspace_state import State
from bot.workspace.web_api import (
    agents,
    assistant,
    chat,
    connection,
    conversations,
    files,
    oauth,
    reactions,
    users,
    views,
)
from bot.workspace.web_api.arguments import Arguments, read_arguments
from bot.workspace.web_api.context import Context, Method
from bot.workspace.web_api.rates import Rates
from bot.workspace.wire import ApiError, Payload

METHODS: Mapping[str, Method] = {
    **agents.METHODS,
    **assistant.METHODS,
    **chat.METHODS,
    **connection.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **oauth.METHODS,
    **users.METHODS,
    **reactions.METHODS,
    **views.METHODS,
}


UNANSWERED = 0
REFUSALS_OF_CONTENT = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
    }
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back: the HTTP status, the body, further headers."""

    status: int
    body: Payload
    headers: Mapping[str, str]


@dataclass(slots=True)
class Endpoint:
    """Answers every path under `/api/`; `busy` counts the calls being answered, `rates` None knows no limits."""

    state: State
    posting: Posting
    composing: Composing
    sockets: SocketMode
    faults: Faults
    rates: Rates | None
    recording: Recording
    busy: int = 0
    _is_closing: asyncio.Event = field(default_factory=asyncio.Event)

    def close(self) -> None:
        """Let go of the calls that a fault keeps hanging."""
        self._is_closing.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        self.busy += 1
        at, started = self.state.clock(), time.monotonic()
        method = request.match_info["method"]
        fault = self.faults.of_call(method)
        arguments = Arguments({})
        try:
            arguments = await read_arguments(request)
            reply = self._reply(method, arguments, request, fault)
            if isinstance(fault, Slowed):
                await asyncio.sleep(fault.seconds)
        except ApiError as refusal:
            reply = Reply(200, refusal.to_api(), {})
        finally:
            self.busy -= 1
        self.recording.calls.append(_call(method, arguments, reply, at, time.monotonic() - started))
        self.state.feed.publish(Change("call_answered"))
        return await self._sent(reply)

    async def _sent(self, reply: Reply) -> web.StreamResponse:
        if reply.status == UNANSWERED:
            await self._is_closing.wait()
            return web.Response(status=503)
        if reply.status >= 500:
            return web.Response(status=reply.status, text="the server failed, as it was told to")
        return web.json_response(reply.body, status=reply.status, headers=reply.headers)

    def _reply(self, name: str, arguments: Arguments, request: web.Request, fault: CallFault | None) -> Reply:
        headers = {"X-OAuth-Scopes": ",".join(self.state.app.scopes)}
        match fault:
            case RateLimited(retry_after=seconds):
                return _rate_limited(seconds)
            case Failed(status=status, after_doing_it=False):
                return Reply(status, {"ok": False, "error": "internal_error"}, {})
            case Refused(error=error):
                return Reply(200, {"ok": False, "error": error}, headers)
            case _:
                pass
        try:
            method = self._permitted(name, arguments, request)
            wait = self._wait(name, method, arguments)
            if wait:
                return _rate_limited(wait)
            body = {"ok": True} | method.answer(self._context(arguments, request))
        except ApiError as refusal:
            body = refusal.to_api()
        return Reply(_status(fault), body, headers)

    def _permitted(self, name: str, arguments: Arguments, request: web.Request) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", {"req_method": name})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip() or arguments.text(
            "token"
        )
        if method.caller != "anyone":
            self._check_token(token, method)
        context = self._context(arguments, request)
        if method.scope:
            context.require(method.scope)
        return method

    def _check_token(self, token: str, method: Method) -> None:
        tokens = self.state.tokens
        if not token:
            raise ApiError("not_authed")
        if token not in {tokens.bot, tokens.app}:
            raise ApiError("invalid_auth")
        if not self.state.is_installed:
            raise ApiError("account_inactive")
        if token != (tokens.app if method.caller == "app" else tokens.bot):
            raise ApiError("not_allowed_token_type")

    def _wait(self, name: str, method: Method, arguments: Arguments) -> int:
        if self.rates is None or method.caller == "app":
            return 0
        return self.rates.retry_after(name, method.tier, arguments.text("channel"))

    def _context(self, arguments: Arguments, request: web.Request) -> Context:
        return Context(
            arguments=arguments,
            state=self.state,
            posting=self.posting,
            composing=self.composing,
            origin=f"http://{request.host}",
            link=lambda: self.sockets.link(f"ws://{request.host}"),
        )


def _status(fault: CallFault | None) -> int:
    """The HTTP status of a call that was carried out."""
    match fault:
        case Failed(status=status):
            return status
        case Hung():
            return UNANSWERED
        case _:
            return 200


def _call(name: str, arguments: Arguments, reply: Reply, at: float, took: float) -> Call:
    error = None if reply.body.get("ok") else str(reply.body.get("error"))
    is_refused = error in REFUSALS_OF_CONTENT
    messages = reply.body.get("response_metadata", {}).get("messages", [error]) if is_refused else ()
    return Call(
        name, arguments.recorded(), reply.status, error, at, took, tuple(str(one) for one in messages)
    )


def _rate_limited(seconds: int) -> Reply:
    return Reply(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})
