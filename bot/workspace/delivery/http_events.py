"""HTTP mode: signed requests to the app's URL, as Slack sends them where Socket Mode is off."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from urllib.parse import urlencode

import aiohttp

from bot.workspace.delivery.deliveries import Envelope, Unconfirmed
from bot.workspace.faults import Faults
from bot.workspace.recording import Ack
from bot.workspace.wire import Clock, Payload

FORM = "application/x-www-form-urlencoded"


def signed_headers(secret: str, body: str, now: float, content_type: str) -> dict[str, str]:
    """The headers that let the app verify a request made at `now` (seconds): HMAC-SHA256 over `v0:timestamp:body`."""
    timestamp = str(int(now))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
    }


class HttpEvents:
    """The transport over HTTP: one POST for each envelope."""

    def __init__(self, url: str, secret: str, faults: Faults, clock: Clock, ack_timeout: float) -> None:
        self._url = url
        self._secret = secret
        self._faults = faults
        self._clock = clock
        self._ack_timeout = ack_timeout

    async def deliver(self, envelope: Envelope) -> Ack | Unconfirmed:
        """Post one envelope; any answer of 2xx in time is its ack."""
        body, content_type = _body(envelope)
        headers = signed_headers(self._secret, body, self._clock(), content_type) | _retry_headers(envelope)
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_timeout):
                if self._faults.lost_frames.strikes(envelope.payload):
                    await asyncio.Event().wait()
                return await self._post(body, headers, started)
        except TimeoutError:
            return Unconfirmed("http_timeout")
        except aiohttp.ClientError:
            return Unconfirmed("connection_failed")

    async def verify_url(self, challenge: str) -> bool:
        """Whether the app answers the challenge with which Slack checks a new URL."""
        body = json.dumps({"type": "url_verification", "token": "verification-token", "challenge": challenge})
        headers = signed_headers(self._secret, body, self._clock(), "application/json")
        async with aiohttp.request("POST", self._url, data=body.encode(), headers=headers) as response:
            return response.status == 200 and challenge in await response.text()

    async def _post(self, body: str, headers: Mapping[str, str], started: float) -> Ack | Unconfirmed:
        async with aiohttp.request("POST", self._url, data=body.encode(), headers=headers) as response:
            text = await response.text()
            if response.ok:
                return Ack(time.monotonic() - started, _answer(text))
            return Unconfirmed("http_error", is_final=response.headers.get("X-Slack-No-Retry") == "1")


def _body(envelope: Envelope) -> tuple[str, str]:
    match envelope.kind:
        case "events_api":
            return json.dumps(envelope.payload, ensure_ascii=False), "application/json"
        case "slash_commands":
            return urlencode(envelope.payload), FORM
        case _:
            return urlencode({"payload": json.dumps(envelope.payload, ensure_ascii=False)}), FORM


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.retry_attempt:
        return {}
    return {"X-Slack-Retry-Num": str(envelope.retry_attempt), "X-Slack-Retry-Reason": envelope.retry_reason}


def _answer(text: str) -> Payload | None:
    """What the ack carries: JSON, or plain words that become a message."""
    if not text.startswith("{"):
        return {"text": text} if text else None
    answer: Payload = json.loads(text)
    return answer or None
