"""The arguments of a call: JSON or form, named as Slack names them, typed when read."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.workspace.wire import ApiError, Payload

STRUCTURED = frozenset({"attachments", "blocks", "files", "loading_messages", "metadata", "prompts", "view"})
SECRET = frozenset({"client_secret", "token"})


class Arguments:
    """Reads arguments; a missing or malformed one is refused as Slack refuses it."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given: Payload = dict(given)

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default."""
        value = self.given.get(name)
        return default if value is None else str(value)

    def optional(self, name: str) -> str | None:
        """A text, or None when missing or empty."""
        return self.text(name) or None

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """A text that must be there; the error says what Slack answers otherwise."""
        value = self.text(name)
        if not value:
            raise ApiError(error, [f"[ERROR] missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        """A boolean, however a form spells it."""
        return str(self.given.get(name)).lower() in {"1", "true"}

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self.text(name, str(default))
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise ApiError("invalid_limit" if name == "limit" else "invalid_arguments")
        return int(value)

    def structured(self, name: str) -> object:
        """A JSON value, also when it came as text."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            parsed: object = json.loads(value) if value else None
        except json.JSONDecodeError as error:
            raise ApiError("invalid_blocks_format" if name == "blocks" else "invalid_arguments") from error
        return parsed

    def recorded(self) -> Payload:
        """The arguments as tests read them: structured values parsed, no secrets."""
        recorded = {name: value for name, value in self.given.items() if name not in SECRET}
        for name in STRUCTURED & recorded.keys():
            try:
                recorded[name] = self.structured(name)
            except ApiError:
                continue
        return recorded


async def read_arguments(request: web.Request) -> Arguments:
    """The arguments of a request: query, then body, then a client's id and secret from the Basic header.

    ApiError when the body is not what its content type says.
    """
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= _json_object(await request.text() or "{}")
    elif request.can_read_body:
        given |= dict(await request.post())
    return Arguments(given | _client(request.headers.get("Authorization", "")))


def _json_object(text: str) -> Payload:
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise ApiError("invalid_json") from error
    if not isinstance(parsed, dict):
        raise ApiError("json_not_object")
    return parsed


def _client(authorization: str) -> Payload:
    scheme, _, credentials = authorization.partition(" ")
    if scheme != "Basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ApiError("invalid_auth") from error
    return {"client_id": client_id, "client_secret": secret}
