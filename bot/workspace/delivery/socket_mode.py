"""Socket Mode: links that the app asks for, its open sockets, envelopes out and acks in."""

import asyncio
import json
import secrets
import time

from aiohttp import WSMsgType, web

from bot.workspace.delivery.deliveries import Envelope, Unconfirmed
from bot.workspace.faults import Faults
from bot.workspace.recording import Ack, Recording
from bot.workspace.wire import Payload

MOST_SOCKETS = 10


class SocketMode:
    """The transport over websockets: each envelope goes to one socket, in turn."""

    def __init__(self, app_id: str, faults: Faults, recording: Recording, ack_timeout: float) -> None:
        self._app_id = app_id
        self._faults = faults
        self._recording = recording
        self._ack_timeout = ack_timeout
        self._tickets: set[str] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self._cables: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._is_connected = asyncio.Event()
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Payload | None]]] = {}

    @property
    def connections(self) -> int:
        """How many sockets take envelopes now."""
        return len(self._sockets)

    def link(self, origin: str) -> str:
        """A URL for one new socket, at this origin (`ws://127.0.0.1:1234`)."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"{origin}/link/?ticket={ticket}&app_id={self._app_id}"

    async def connected(self, timeout: float) -> None:
        """Wait until the app has a socket; TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            await self._is_connected.wait()

    def routes(self) -> list[web.RouteDef]:
        """Where the links lead."""
        return [web.get("/link/", self._serve)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        """One socket from its upgrade to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="unknown or used ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets) + 1,
                "debug_info": {"host": "local", "build_number": 1, "approximate_connection_time": 18060},
                "connection_info": {"app_id": self._app_id},
            }
        )
        self._sockets.append(socket)
        self._cables[socket] = request.transport
        self._is_connected.set()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT and frame.data.startswith("{"):
                    self._confirm(json.loads(frame.data))
        finally:
            del self._cables[socket]
            self._retire(socket)
            self._fail_waiting(socket)
        return socket

    async def deliver(self, envelope: Envelope) -> Ack | Unconfirmed:
        """Send to one socket and wait for the ack; a lost socket or none at all is no ack."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_timeout):
                payload = await self._exchange(envelope)
        except TimeoutError:
            return Unconfirmed("timeout")
        except ConnectionError:
            return Unconfirmed("connection_failed")
        finally:
            self._waiting.pop(envelope.id, None)
        return Ack(time.monotonic() - started, payload)

    async def refresh(self) -> None:
        """Tell every socket that it will be closed soon, as Slack does every few hours."""
        notice = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "local"}}
        for socket in self._retire(*self._sockets):
            await socket.send_json(notice)

    async def close(self) -> None:
        """Close every connection politely: the app knows at once."""
        self._retire(*self._sockets)
        for socket in list(self._cables):
            self._fail_waiting(socket)
            await socket.close()

    def cut(self, most: int | None = None) -> None:
        """Cut connections without a word, all or so many: the app must find out by itself."""
        cables = list(self._cables.items())[:most]
        self._retire(*(socket for socket, _ in cables))
        for socket, cable in cables:
            self._fail_waiting(socket)
            if cable is not None:
                cable.close()

    async def _exchange(self, envelope: Envelope) -> Payload | None:
        while not self._sockets:
            await self._is_connected.wait()
        socket = self._sockets.pop(0)
        self._sockets.append(socket)
        confirmed: asyncio.Future[Payload | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = (socket, confirmed)
        if not self._faults.lost_frames.strikes(envelope.payload):
            await socket.send_str(json.dumps(_frame(envelope), ensure_ascii=False))
        return await confirmed

    def _confirm(self, message: Payload) -> None:
        envelope_id = str(message.get("envelope_id"))
        waiting = self._waiting.get(envelope_id)
        if waiting and not waiting[1].done():
            waiting[1].set_result(message.get("payload") or None)
        else:
            self._recording.late_acks.append(envelope_id)

    def _retire(self, *sockets: web.WebSocketResponse) -> tuple[web.WebSocketResponse, ...]:
        """Give these no more envelopes."""
        self._sockets = [one for one in self._sockets if one not in sockets]
        if not self._sockets:
            self._is_connected.clear()
        return sockets

    def _fail_waiting(self, socket: web.WebSocketResponse) -> None:
        for holder, confirmed in self._waiting.values():
            if holder is socket and not confirmed.done():
                confirmed.set_exception(ConnectionError("the socket closed before the ack"))


def _frame(envelope: Envelope) -> Payload:
    frame: Payload = {
        "envelope_id": envelope.id,
        "payload": envelope.payload,
        "type": envelope.kind,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return frame
