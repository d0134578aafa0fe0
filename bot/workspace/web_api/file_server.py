"""Where the app sends the bytes of a file, and where it fetches them again: Slack's files.slack.com."""

import asyncio
import time

from aiohttp import web

from bot.workspace.faults import CallFault, Failed, Faults, Hung, RateLimited, Refused, Slowed
from bot.workspace.recording import Call, Recording
from bot.workspace.state.feed import Change
from bot.workspace.state.workspace_state import State

UPLOAD = "upload_url"
"""What recorded posts to an upload address, and their faults, are called."""


class FileServer:
    """Takes each announced file once and whole, and hands completed files to the app; `busy` counts uploads."""

    def __init__(self, state: State, faults: Faults, recording: Recording) -> None:
        self._state = state
        self._faults = faults
        self._recording = recording
        self._is_closing = asyncio.Event()
        self.busy = 0

    def mount(self, app: web.Application) -> None:
        """Add the addresses to the server."""
        app.router.add_post("/upload/v1/{token}", self.take)
        app.router.add_get("/files-pri/{file}/{name}", self.hand_out)
        app.router.add_get("/files-pri/{file}/download/{name}", self.hand_out)

    def close(self) -> None:
        """Let go of the uploads that a fault keeps hanging."""
        self._is_closing.set()

    async def take(self, request: web.Request) -> web.Response:
        """One upload, raw or as a form: 200, 404 for an address unknown or used up, 400 for another length.

        Slack does not say how it refuses these; a status other than 200 is what its SDK looks at.
        """
        self.busy += 1
        at, started = self._state.clock(), time.monotonic()
        fault = self._faults.of_call(UPLOAD)
        try:
            content = await _content(request)
            answer = self._answer(request.match_info["token"], content, fault)
            if isinstance(fault, Slowed):
                await asyncio.sleep(fault.seconds)
        finally:
            self.busy -= 1
        status = 0 if isinstance(fault, Hung) else answer.status
        error = None if answer.status == 200 else answer.text
        took = time.monotonic() - started
        self._recording.calls.append(Call(UPLOAD, {"length": len(content)}, status, error, at, took))
        self._state.feed.publish(Change("call_answered"))
        if isinstance(fault, Hung):
            await self._is_closing.wait()
        return answer

    def _answer(self, token: str, content: bytes, fault: CallFault | None) -> web.Response:
        match fault:
            case RateLimited(retry_after=seconds):
                return web.Response(status=429, text="ratelimited", headers={"Retry-After": str(seconds)})
            case Refused(error=error):
                return web.Response(status=400, text=error)
            case Failed(status=status, after_doing_it=is_done):
                if is_done:
                    self._receive(token, content)
                return web.Response(status=status, text="the server failed, as it was told to")
            case _:
                return self._receive(token, content)

    def _receive(self, token: str, content: bytes) -> web.Response:
        announced = self._state.files.announced(token)
        if announced is None:
            return web.Response(status=404, text="no upload is expected here")
        if len(content) != announced.size:
            told = f"{announced.size} bytes were announced and {len(content)} sent"
            return web.Response(status=400, text=told)
        self._state.files.receive(token, content)
        return web.Response(text=f"OK - {len(content)}")

    async def hand_out(self, request: web.Request) -> web.Response:
        """The content of `url_private`: for the bot's token with the scope `files:read`, otherwise 403."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != self._state.tokens.bot or "files:read" not in self._state.app.scopes:
            raise web.HTTPForbidden(text="the bot's token with files:read is needed")
        team, _, file_id = request.match_info["file"].partition("-")
        file = self._state.files.get(file_id)
        if file is None or team != self._state.team_id:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.kind[0])


async def _content(request: web.Request) -> bytes:
    """The bytes of the first file of a form, or the whole body."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""
