"""Response URLs: how the app answers a command or a click, five times within half an hour."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from aiohttp import web

from bot.workspace.posting import Composing, Posting
from bot.workspace.state import Message
from bot.workspace.web_api.calls import Calls, Reply
from bot.workspace.wire import ApiError, Clock, Payload

LIFETIME = 30 * 60.0
USES = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom the app answers, where, and about which message."""

    channel: str
    user: str
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class _Url:
    origin: Origin
    issued: float
    uses: int = 0


class ResponseUrls:
    """Issues the URLs and carries out what is posted to them."""

    def __init__(self, clock: Clock, composing: Composing, posting: Posting, calls: Calls) -> None:
        self._clock = clock
        self._composing = composing
        self._posting = posting
        self._calls = calls
        self._issued: dict[str, _Url] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where the URLs lead."""
        return [web.post("/response/{token}", self._serve)]

    def issue(self, origin: Origin, base: str) -> str:
        """A URL under this base (`http://127.0.0.1:1234`)."""
        token = secrets.token_hex(12)
        self._issued[token] = _Url(origin, self._clock())
        return f"{base}/response/{token}"

    def respond(self, origin: Origin, payload: Payload) -> None:
        """Carry out a response: new message, replacement or deletion. ApiError when Slack would not.

        A new message goes to the channel, even from a click inside a thread, unless it names the thread.
        Source: slackapi/bolt-js#963.
        """
        original = origin.message
        if payload.get("delete_original"):
            if original:
                self._posting.delete(original)
            return
        content = self._composing.content(
            str(payload.get("text") or ""),
            payload.get("blocks"),
            payload.get("attachments"),
            payload.get("metadata"),
        )
        if payload.get("replace_original") and original:
            self._posting.edit(original, content.text, content.blocks, content.metadata)
            return
        is_public = payload.get("response_type") == "in_channel"
        message = self._composing.bot_message(
            origin.channel,
            content,
            thread_ts=payload.get("thread_ts"),
            ephemeral_to=None if is_public else origin.user,
        )
        self._posting.post(message)

    async def _serve(self, request: web.Request) -> web.Response:
        """One post: 200 when done, 404 when the URL is unknown, used five times or older than half an hour."""
        return await self._calls.answer("response_url", self._read(request), _refused)

    async def _read(self, request: web.Request) -> tuple[Payload, Callable[[], Reply]]:
        payload = _parsed(await request.text())

        def carry_out() -> Reply:
            self.respond(self._use(request.match_info["token"]), payload)
            return Reply(200, {"ok": True})

        return payload, carry_out

    def _use(self, token: str) -> Origin:
        url = self._issued.get(token)
        if url is None or self._clock() - url.issued > LIFETIME:
            raise ApiError("expired_url")
        if url.uses >= USES:
            raise ApiError("used_url")
        self._issued[token] = replace(url, uses=url.uses + 1)
        return url.origin


def _refused(refusal: ApiError) -> Reply:
    return Reply(
        404 if refusal.error in {"expired_url", "used_url"} else 400, refusal.to_api(), refusal=refusal
    )


def _parsed(text: str) -> Payload:
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise ApiError("invalid_payload") from error
    if not isinstance(parsed, dict):
        raise ApiError("invalid_payload")
    return parsed
