"""The HTTP server, on the loopback interface unless told otherwise.

It serves the Web API, sockets, response URLs, files and the page.
"""

import socket
from ipaddress import ip_address

from aiohttp import web

from bot.workspace.delivery.socket_mode import SocketMode
from bot.workspace.page import Page
from bot.workspace.web_api.endpoint import Endpoint
from bot.workspace.web_api.file_server import FileServer
from bot.workspace.web_api.response_urls import ResponseUrls

LOOPBACK = "127.0.0.1"
LARGEST_BODY = 4 * 1024 * 1024


class Server:
    """Listens on a free port of one interface; `origin` is where the app and browsers on this machine find it."""

    def __init__(
        self, endpoint: Endpoint, sockets: SocketMode, response_urls: ResponseUrls, files: FileServer
    ) -> None:
        self._endpoint = endpoint
        self._sockets = sockets
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", endpoint.serve)
        app.router.add_get("/link/", sockets.serve)
        app.router.add_post("/response/{token}", response_urls.serve)
        self._files = files
        files.mount(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._app = app
        self.host = LOOPBACK
        self.origin = ""

    def mount(self, page: Page) -> None:
        """Serve the page too."""
        page.mount(self._app)

    async def open(self, port: int = 0, host: str = LOOPBACK) -> None:
        """Start to listen; port 0 takes any free one. OSError when the port or the address cannot be had."""
        listener = _listener(host, port)
        self.host = host
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        self.origin = f"http://{_reached_at(host)}:{listener.getsockname()[1]}"

    async def close(self) -> None:
        """Close every connection."""
        self._endpoint.close()
        self._files.close()
        await self._sockets.close()
        await self._runner.cleanup()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def _reached_at(host: str) -> str:
    """The host in a URL by which this machine reaches a server that listens on this address."""
    if host == "localhost":
        return host
    address = ip_address(host)
    if address.is_unspecified:
        return LOOPBACK if address.version == 4 else "[::1]"
    return f"[{host}]" if address.version == 6 else host
