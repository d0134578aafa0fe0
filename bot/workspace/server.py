"""The HTTP server on the loopback interface: Web API, sockets, response URLs."""

import socket

from aiohttp import web

from bot.workspace.response_urls import ResponseUrls
from bot.workspace.socket_mode import SocketMode
from bot.workspace.web_api.endpoint import Endpoint

LOOPBACK = "127.0.0.1"
LARGEST_BODY = 4 * 1024 * 1024


class Server:
    """Listens on a free port of the loopback interface, and nowhere else."""

    def __init__(self, endpoint: Endpoint, sockets: SocketMode, response_urls: ResponseUrls) -> None:
        self._endpoint = endpoint
        self._sockets = sockets
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", endpoint.serve)
        app.router.add_get("/link/", sockets.serve)
        app.router.add_post("/response/{token}", response_urls.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self.origin = ""

    async def open(self, port: int = 0) -> None:
        """Start to listen; port 0 takes any free one."""
        await self._runner.setup()
        listener = socket.create_server((LOOPBACK, port))
        await web.SockSite(self._runner, listener).start()
        self.origin = f"http://{LOOPBACK}:{listener.getsockname()[1]}"

    async def close(self) -> None:
        """Close every connection."""
        self._endpoint.close()
        await self._sockets.close()
        await self._runner.cleanup()
