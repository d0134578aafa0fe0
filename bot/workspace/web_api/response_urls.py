"""Response URLs: how the app answers a command or a click, five times within half an hour."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from aiohttp import web

from bot.workspace.posting import Composing, Posting
from bot.workspace.state import Message
from bot.workspace.web_api.calls import Calls, Reply
from bot.workspace.web_api.context import json_object
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


@dataclass(slots=True)
class ResponseUrls:
    """Issues URLs under the server's `base` (`http://127.0.0.1:1234`), and carries out what is posted to them."""

    base: Callable[[], str]
    clock: Clock
    composing: Composing
    posting: Posting
    calls: Calls
    _issued: dict[str, _Url] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Where the URLs lead."""
        return [web.post("/response/{token}", self._serve)]

    def issue(self, origin: Origin) -> str:
        """A URL for this answer."""
        token = secrets.token_hex(12)
        self._issued[token] = _Url(origin, self.clock())
        return f"{self.base()}/response/{token}"

    def respond(self, origin: Origin, payload: Payload) -> None:
        """Carry out a response: new message, replacement or deletion. ApiError when Slack would not.

        A new message goes to the channel, even from a click inside a thread, unless it names the thread.
        Source: slackapi/bolt-js#963.
        """
        original = origin.message
        if payload.get("delete_original"):
            if original:
                self.posting.delete(original)
            return
        content = self.composing.content(
            str(payload.get("text") or ""),
            payload.get("blocks"),
            payload.get("attachments"),
            payload.get("metadata"),
        )
        if payload.get("replace_original") and original:
            self.posting.edit(original, content.text, content.blocks, content.metadata)
            return
        is_public = payload.get("response_type") == "in_channel"
        self.posting.post_as_bot(
            origin.channel,
            content,
            thread_ts=payload.get("thread_ts"),
            ephemeral_to=None if is_public else origin.user,
        )

    async def _serve(self, request: web.Request) -> web.Response:
        """One post: 200 when done, 404 when the URL is unknown, used five times or older than half an hour."""
        return await self.calls.answer("response_url", self._read(request), _refused)

    async def _read(self, request: web.Request) -> tuple[Payload, Callable[[], Reply]]:
        payload = json_object(await request.text(), "invalid_payload", "invalid_payload")

        def carry_out() -> Reply:
            self.respond(self._use(request.match_info["token"]), payload)
            return Reply(200, {"ok": True})

        return payload, carry_out

    def _use(self, token: str) -> Origin:
        url = self._issued.get(token)
        if url is None or self.clock() - url.issued > LIFETIME:
            raise ApiError("expired_url")
        if url.uses >= USES:
            raise ApiError("used_url")
        self._issued[token] = replace(url, uses=url.uses + 1)
        return url.origin


def _refused(refusal: ApiError) -> Reply:
    return Reply(
        404 if refusal.error in {"expired_url", "used_url"} else 400, refusal.to_api(), refusal=refusal
    )
