"""What all requests of the app have in common: faults may strike them, they are timed, recorded, and rate limited."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from aiohttp import web

from bot.workspace.faults import ANY, CallFault, Failed, Faults, Garbled, Hung, RateLimited, Refused, Slowed
from bot.workspace.recording import Call, Recording
from bot.workspace.state import Update, WorkspaceState
from bot.workspace.wire import ApiError, Clock, Payload

UNANSWERED = 0
FAILED = "the server failed, as it was told to"
_TEXT: Mapping[str, str] = {"Content-Type": "text/plain; charset=utf-8"}
REFUSALS_OF_CONTENT = frozenset({
    "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text",
})  # fmt: skip
TIERS: Mapping[int, int] = {1: 1, 2: 20, 3: 50, 4: 100}
POST_BURST = 4
SECOND = 1_000_000
"""Microseconds: whole numbers, so that a burst is no call shorter by rounding."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back: the HTTP status (`UNANSWERED`: nothing, ever), JSON or text, and why it is a refusal."""

    status: int
    body: Payload | str
    headers: Mapping[str, str] = field(default_factory=dict)
    refusal: ApiError | None = None

    def to_http(self) -> web.Response:
        """The HTTP response."""
        if isinstance(self.body, str):
            return web.Response(
                status=self.status, body=self.body.encode(), headers={**_TEXT, **self.headers}
            )
        return web.json_response(self.body, status=self.status, headers=self.headers)


def rate_limited(seconds: int) -> Reply:
    """The reply that tells the app to wait so many seconds."""
    refusal = ApiError("ratelimited")
    return Reply(429, refusal.to_api(), {"Retry-After": str(seconds)}, refusal)


@dataclass(slots=True)
class Calls:
    """Takes the requests of the app; `busy` counts those that are being answered."""

    state: WorkspaceState
    faults: Faults
    recording: Recording
    busy: int = 0

    def close(self) -> None:
        """Let go of the requests that a fault keeps hanging."""
        self.faults.no_more_of(ANY)

    async def answer(
        self,
        method: str,
        request: Awaitable[tuple[Payload, Callable[[], Reply]]],
        refused: Callable[[ApiError], Reply],
    ) -> web.Response:
        """One request from its fault to its record.

        `request` reads the arguments and says what is to be done then; `refused` is how this place says no.
        """
        self.busy += 1
        at, started = self.state.clock(), time.monotonic()
        try:
            arguments, reply = await self._struck(method, request, refused)
        finally:
            self.busy -= 1
        self.recording.calls.append(_call(method, arguments, reply, at, time.monotonic() - started))
        self.state.feed.publish(Update("call_answered"))
        if reply.status == UNANSWERED:
            await self.faults.over.wait()
            return web.Response(status=503)
        return reply.to_http()

    async def _struck(
        self,
        method: str,
        request: Awaitable[tuple[Payload, Callable[[], Reply]]],
        refused: Callable[[ApiError], Reply],
    ) -> tuple[Payload, Reply]:
        """The arguments, and the reply, after whatever fault strikes the call."""
        try:
            arguments, carry_out = await request
        except ApiError as refusal:
            return {}, refused(refusal)
        fault = self.faults.of_call(method, arguments)
        try:
            reply = _carried_out(fault, carry_out, refused)
        except ApiError as refusal:
            reply = refused(refusal)
        return arguments, await _answered(fault, reply)


def _carried_out(
    fault: CallFault | None, carry_out: Callable[[], Reply], refused: Callable[[ApiError], Reply]
) -> Reply:
    """The reply to what was done, unless a fault keeps it from being done."""
    match fault:
        case RateLimited(retry_after=seconds):
            return rate_limited(seconds)
        case Refused(error=error):
            return refused(ApiError(error))
        case Failed(status=status, after_doing_it=False):
            return Reply(status, FAILED, refusal=ApiError("internal_error"))
        case Garbled(after_doing_it=False) as garbled:
            return _garbled(garbled)
        case _:
            return carry_out()


async def _answered(fault: CallFault | None, reply: Reply) -> Reply:
    """What a fault makes of the reply to a call that was carried out."""
    match fault:
        case Failed(status=status, after_doing_it=True):
            return replace(reply, status=status, body=FAILED)
        case Garbled(after_doing_it=True):
            return _garbled(fault)
        case Hung():
            return replace(reply, status=UNANSWERED)
        case Slowed(seconds=seconds):
            await asyncio.sleep(seconds)
            return reply
        case _:
            return reply


def _garbled(fault: Garbled) -> Reply:
    return Reply(fault.status, fault.body, {"Content-Type": fault.kind})


def _call(method: str, arguments: Payload, reply: Reply, at: float, took: float) -> Call:
    refusal = reply.refusal
    error = refusal.error if refusal else None
    violations = refusal.messages or (refusal.error,) if refusal and error in REFUSALS_OF_CONTENT else ()
    return Call(method, arguments, reply.status, error, at, took, violations)


class Rates:
    """Counts the calls of one app in one workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: dict[tuple[str, str], int] = {}

    def retry_after(self, method: str, tier: int, channel: str) -> int:
        """Count one call; the whole seconds that the app must wait when it called too often, otherwise 0."""
        is_post = method == "chat.postMessage"
        burst, gap = (POST_BURST, SECOND) if is_post else (TIERS[tier], 60 * SECOND // TIERS[tier])
        key, now = (method, channel if is_post else ""), round(self._clock() * SECOND)
        due = max(now, self._due.get(key, now))
        wait = due - now - (burst - 1) * gap
        if wait <= 0:
            self._due[key] = due + gap
        return max(0, math.ceil(wait / SECOND))
