"""How programs come in: over the standard streams of this process, or over HTTP with a token."""

import socket
from hmac import compare_digest
from typing import Any

import uvicorn
from mcp.server import Server
from mcp.server.stdio import stdio_server
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send


async def serve_stdio(server: "Server[Any]") -> None:
    """Serve the one program at the other end until it closes the stream."""
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


async def serve_http(server: "Server[Any]", listening: socket.socket, token: str) -> None:
    """Serve whoever sends the token, at /mcp of a socket that listens, until SIGTERM or SIGINT."""
    host = listening.getsockname()[0]
    app = server.streamable_http_app(json_response=True, stateless_http=True, host=host)
    config = uvicorn.Config(TokenGate(app, token), log_config=None, access_log=False)
    await uvicorn.Server(config).serve(sockets=[listening])


class TokenGate:
    """Lets in to an application only requests that bear the token (RFC 6750); all others are answered with 401."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] == "lifespan" or self._is_let_in(scope):
            await self._app(scope, receive, send)
        else:
            await Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})(scope, receive, send)

    def _is_let_in(self, scope: Scope) -> bool:
        scheme, _, token = dict(scope["headers"]).get(b"authorization", b"").partition(b" ")
        return scheme.lower() == b"bearer" and compare_digest(token.strip(), self._token)
