"""What a method has at hand to answer one call: the arguments, typed when read, and the workspace."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from aiohttp import web

from bot.workspace.posting import Composing, Posting
from bot.workspace.state import Channel, Message, User, WorkspaceState
from bot.workspace.wire import ApiError, Payload

STRUCTURED = frozenset(
    {
        "attachments",
        "blocks",
        "error",
        "files",
        "loading_messages",
        "message",
        "metadata",
        "prompts",
        "unfurls",
        "view",
    }
)
SECRET = frozenset({"client_secret", "token"})
_Item = TypeVar("_Item")


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


@dataclass(frozen=True, slots=True)
class Context:
    """The call's arguments, and the workspace it is about.

    `origin` is the server's own address (`http://127.0.0.1:1234`), `link` makes a URL for a new socket.
    """

    arguments: Arguments
    state: WorkspaceState
    posting: Posting
    composing: Composing
    origin: str
    link: Callable[[], str]

    def require(self, *scopes: str) -> None:
        """ApiError unless the app has one of these scopes."""
        granted = self.state.app.scopes
        if scopes and not set(scopes) & set(granted):
            raise ApiError("missing_scope", needed=",".join(scopes), provided=",".join(granted))

    def in_workspace(self) -> None:
        """ApiError unless it is said which workspace is meant, where an organisation has the app."""
        team = self.arguments.text("team_id")
        if self.state.enterprise_id and team != self.state.team_id:
            raise ApiError("team_not_found" if team else "missing_argument")

    def channel(self, name: str = "channel") -> Channel:
        """The conversation that the argument names, if the bot can see it."""
        return self.visible(self.state.channels.get(self.arguments.required(name, "channel_not_found")))

    def visible(self, found: Channel | None) -> Channel:
        """The conversation, if there is one that the bot can see."""
        if found is None or not found.visible_to(self.state.bot):
            raise ApiError("channel_not_found")
        return found

    def direct(self, user_id: str) -> Channel | None:
        """The direct message with the person of this id; None when it is nobody's id."""
        person = self.state.users.get(user_id)
        if person is None:
            return None
        if person.is_bot or person.deleted:
            raise ApiError("channel_not_found")
        return self.state.open_im(person.id)

    def thread(self, channel: Channel) -> str | None:
        """The thread to answer in. Where its first message is gone, Slack posts to the channel, without an error.

        Source: the report in slack-go/slack#1571.
        """
        thread_ts = self.arguments.optional("thread_ts")
        parent = self.state.history.find(channel.id, thread_ts) if thread_ts else None
        return parent.thread if parent else None

    def own_channel(self, verb: str = "") -> Channel:
        """The conversation that the argument names, in which the bot must be, with the scope to do this there."""
        found = self.channel()
        if verb:
            self.require(found.scope(verb))
        return self.joined(found)

    def joined(self, channel: Channel) -> Channel:
        """The conversation, if the bot is in it."""
        if self.state.bot.id not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str, error: str = "message_not_found") -> Message:
        """The message whose timestamp the argument is, seen by all; `error` is for an argument that is missing."""
        found = self.state.history.find(channel.id, self.arguments.required(name, error))
        if found is None or found.ephemeral_to:
            raise ApiError("message_not_found")
        return found

    def user(self, name: str = "user") -> User:
        """The person that the argument names."""
        found = self.state.users.get(self.arguments.required(name, "user_not_found"))
        if found is None:
            raise ApiError("user_not_found")
        return found

    def page(self, items: Sequence[_Item], *, default: int = 100) -> tuple[Sequence[_Item], Payload]:
        """One page of the items by `cursor` and `limit`, and the answer's metadata that leads to the next."""
        limit, cursor = self.arguments.text("limit", str(default)), self.arguments.text("cursor") or "page-0"
        if not limit.isdigit() or not 1 <= int(limit) <= 1000:
            raise ApiError("invalid_limit")
        if not cursor.removeprefix("page-").isdigit():
            raise ApiError("invalid_cursor")
        start = int(cursor.removeprefix("page-"))
        end = start + int(limit)
        following = f"page-{end}" if end < len(items) else ""
        return items[start:end], {"response_metadata": {"next_cursor": following}}


@dataclass(frozen=True, slots=True)
class Method:
    """One method: what answers it, its rate tier, the scope without which it is refused, whose token calls it."""

    answer: Callable[[Context], Payload]
    tier: int
    scope: str = ""
    caller: Literal["bot", "app", "anyone"] = "bot"


async def read_arguments(request: web.Request) -> Arguments:
    """The arguments of a request: query, then body, then a client's id and secret from the Basic header.

    ApiError when the body is not what its content type says.
    """
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= json_object(await request.text() or "{}", "invalid_json", "json_not_object")
    else:
        given |= dict(await request.post())
    return Arguments(given | _client(request.headers.get("Authorization", "")))


def json_object(text: str, malformed: str, other: str) -> Payload:
    """The JSON object that the text is; ApiError with the one code or the other where it is no JSON, or no object."""
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise ApiError(malformed) from error
    if not isinstance(parsed, dict):
        raise ApiError(other)
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
