"""One call from its request to its answer: arguments, token, scope, rate, method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.workspace.delivery import SocketMode
from bot.workspace.posting import Composing, Posting
from bot.workspace.state import WorkspaceState
from bot.workspace.web_api import conversations, files, identity, links, views
from bot.workspace.web_api.calls import Calls, Rates, Reply, rate_limited
from bot.workspace.web_api.context import Arguments, Context, Method, read_arguments
from bot.workspace.wire import ApiError, Payload

METHODS: Mapping[str, Method] = {
    **conversations.METHODS,
    **files.METHODS,
    **identity.METHODS,
    **links.METHODS,
    **views.METHODS,
}
"""The methods that there are, by name."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Answers every path under `/api/`; where `rates` is None there are no limits."""

    state: WorkspaceState
    posting: Posting
    composing: Composing
    sockets: SocketMode
    rates: Rates | None
    calls: Calls

    def routes(self) -> list[web.RouteDef]:
        """Where the methods are called."""
        return [web.route("*", "/api/{method}", self.serve)]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        return await self.calls.answer(request.match_info["method"], self._read(request), self._refused)

    async def _read(self, request: web.Request) -> tuple[Payload, Callable[[], Reply]]:
        arguments = await read_arguments(request)
        return arguments.recorded(), lambda: self._reply(arguments, request)

    def _reply(self, arguments: Arguments, request: web.Request) -> Reply:
        name = request.match_info["method"]
        method = METHODS.get(name)
        if method is None:
            raise ApiError("unknown_method", req_method=name)
        authorization = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        self._check_token(authorization or arguments.text("token"), method)
        context = Context(
            arguments=arguments,
            state=self.state,
            posting=self.posting,
            composing=self.composing,
            origin=f"http://{request.host}",
            link=lambda: self.sockets.link(f"ws://{request.host}"),
        )
        if method.scope:
            context.require(method.scope)
        if self.rates and method.caller != "app":
            wait = self.rates.retry_after(name, method.tier, arguments.text("channel"))
            if wait:
                return rate_limited(wait)
        return Reply(200, {"ok": True} | method.answer(context), self._headers)

    def _check_token(self, token: str, method: Method) -> None:
        tokens = self.state.tokens
        if method.caller == "anyone":
            return
        if not token:
            raise ApiError("not_authed")
        if token not in {*tokens.of_bot, tokens.app}:
            raise ApiError("invalid_auth")
        if not self.state.is_installed:
            raise ApiError("account_inactive")
        if (token == tokens.app) is not (method.caller == "app"):
            raise ApiError("not_allowed_token_type")

    def _refused(self, refusal: ApiError) -> Reply:
        return Reply(200, refusal.to_api(), self._headers, refusal)

    @property
    def _headers(self) -> Mapping[str, str]:
        return {"X-OAuth-Scopes": ",".join(self.state.app.scopes)}
