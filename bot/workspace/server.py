"""The HTTP server, on the loopback interface unless told otherwise.

It serves the Web API, sockets, response URLs, files and the page.
"""

import socket
from ipaddress import ip_address
from typing import Protocol

from aiohttp import web

from bot.workspace.delivery import SocketMode
from bot.workspace.web_api import Calls

LOOPBACK = "127.0.0.1"
LARGEST_BODY = 4 * 1024 * 1024


class Service(Protocol):
    """Answers requests under addresses of its own."""

    def mount(self, app: web.Application) -> None:
        """Add the addresses to the server."""
        ...


class Server:
    """Listens on a free port of one interface; `origin` is where the app and browsers on this machine find it."""

    def __init__(self, calls: Calls, sockets: SocketMode) -> None:
        self._calls = calls
        self._sockets = sockets
        self._app = web.Application(client_max_size=LARGEST_BODY)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=0.1)
        self.host = LOOPBACK
        self.origin = ""

    def mount(self, service: Service) -> None:
        """Serve this too; only before the server is open."""
        service.mount(self._app)

    async def open(self, port: int = 0, host: str = LOOPBACK) -> None:
        """Start to listen; port 0 takes any free one. OSError when the port or the address cannot be had."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
        self.host = host
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        self.origin = f"http://{_reached_at(host)}:{listener.getsockname()[1]}"

    async def close(self) -> None:
        """Close every connection."""
        self._calls.close()
        await self._sockets.close()
        await self._runner.cleanup()


def _reached_at(host: str) -> str:
    """The host in a URL by which this machine reaches a server that listens on this address."""
    if host == "localhost":
        return host
    address = ip_address(host)
    if address.is_unspecified:
        return LOOPBACK if address.version == 4 else "[::1]"
    return f"[{host}]" if address.version == 6 else host
