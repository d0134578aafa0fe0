"""What a method has at hand to answer one call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.workspace.posting import Composing, Posting
from bot.workspace.state import Channel, User, WorkspaceState
from bot.workspace.web_api.arguments import Arguments
from bot.workspace.wire import ApiError, Payload

_Item = TypeVar("_Item")


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
        if self.state.bot.id not in found.members:
            raise ApiError("not_in_channel")
        return found

    def user(self, name: str = "user") -> User:
        """The person that the argument names."""
        found = self.state.users.get(self.arguments.required(name, "user_not_found"))
        if found is None:
            raise ApiError("user_not_found")
        return found

    def page(self, items: Sequence[_Item], *, default: int = 100) -> tuple[Sequence[_Item], Payload]:
        """One page of the items by `cursor` and `limit`, and the answer's metadata that leads to the next."""
        limit = self.arguments.number("limit", default, most=1000)
        cursor = self.arguments.text("cursor")
        if cursor and not cursor.removeprefix("page-").isdigit():
            raise ApiError("invalid_cursor")
        start = int(cursor.removeprefix("page-")) if cursor else 0
        following = f"page-{start + limit}" if start + limit < len(items) else ""
        return items[start : start + limit], {"response_metadata": {"next_cursor": following}}


@dataclass(frozen=True, slots=True)
class Method:
    """One method: what answers it, its rate tier, the scope without which it is refused, whose token calls it."""

    answer: Callable[[Context], Payload]
    tier: int
    scope: str = ""
    caller: Literal["bot", "app", "anyone"] = "bot"
