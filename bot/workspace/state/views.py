"""Modals, in stacks of up to three for each person, and App Home views."""

import hashlib
import json
from dataclasses import dataclass, field, replace

from bot.workspace.block_kit import limits, readable
from bot.workspace.state.feed import Feed, Update
from bot.workspace.wire import ApiError, Ids, Payload


@dataclass(frozen=True, slots=True)
class View:
    """One modal or home view as it stands; `values` is what the person has put into it so far."""

    id: str
    user: str
    content: Payload = field(hash=False)
    root_id: str
    previous_id: str | None = None
    values: Payload = field(default_factory=dict, hash=False)

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.content["type"])

    @property
    def callback_id(self) -> str:
        """The view's callback id, or nothing."""
        return str(self.content.get("callback_id", ""))

    @property
    def external_id(self) -> str:
        """The view's external id, or nothing."""
        return str(self.content.get("external_id", ""))

    @property
    def title(self) -> str:
        """The words of a modal's title."""
        return str(self.content.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Payload]:
        """The blocks."""
        return list(self.content["blocks"])

    @property
    def reads(self) -> str:
        """The words a person reads in it."""
        return readable(self.blocks)

    @property
    def hash(self) -> str:
        """Changes whenever the content does."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False)
        return f"1.{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def to_api(self, *, team_id: str, app_id: str, bot_id: str) -> Payload:
        """The view object of `views.open` answers and of interaction payloads."""
        content = self.content
        return {
            "id": self.id,
            "team_id": team_id,
            "type": self.kind,
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": self.callback_id,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app_id,
            "external_id": self.external_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }


class Views:
    """Which modals are open, and what each person's home shows; the feed tells of every change."""

    def __init__(self, ids: Ids, feed: Feed) -> None:
        self._ids = ids
        self._feed = feed
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def modal(self, user_id: str) -> View | None:
        """The modal on top, if one is open."""
        stack = self._stacks.get(user_id)
        return stack[-1] if stack else None

    def home(self, user_id: str) -> View | None:
        """The published home view, if there is one."""
        return self._homes.get(user_id)

    def find(self, *, view_id: str = "", external_id: str = "") -> View | None:
        """An open modal or a home view by either of its ids."""
        everything = [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]
        for view in everything:
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        return None

    def open(self, user_id: str, content: Payload) -> View:
        """Open a modal as the only one."""
        self._check_external_id(content)
        self._stacks[user_id] = []
        return self._put_on_top(user_id, content)

    def push(self, user_id: str, content: Payload) -> View:
        """Open a modal on top of the present one."""
        if len(self._stacks.get(user_id, ())) >= limits.MODAL_STACK:
            raise ApiError("push_limit_reached")
        self._check_external_id(content)
        return self._put_on_top(user_id, content)

    def publish(self, user_id: str, content: Payload) -> View:
        """Show this on the person's home."""
        before = self._homes.get(user_id)
        view_id = before.id if before else self._ids.next("V")
        self._homes[user_id] = View(view_id, user_id, _numbered(content, self._ids), view_id)
        self._feed.publish(Update("home_published", user=user_id))
        return self._homes[user_id]

    def update(self, view: View, content: Payload) -> View:
        """Give a view other content; what the person put into blocks that stay is kept."""
        numbered = _numbered(content, self._ids)
        kept = {block["block_id"] for block in numbered["blocks"]} & set(view.values)
        self._feed.publish(Update("view_changed", user=view.user))
        return self.put(replace(view, content=numbered, values={name: view.values[name] for name in kept}))

    def put(self, view: View) -> View:
        """Put this in the place of the view with the same id, with what a person has entered; no news to anybody."""
        if view.kind == "home":
            self._homes[view.user] = view
        else:
            stack = self._stacks.get(view.user, [])
            self._stacks[view.user] = [view if one.id == view.id else one for one in stack]
        return view

    def close(self, user_id: str, *, everything: bool = False) -> None:
        """Close the modal on top, so that the one below comes back, or every modal of this person."""
        stack = self._stacks.get(user_id, [])
        self._stacks[user_id] = [] if everything else stack[:-1]
        self._feed.publish(Update("view_closed", user=user_id))

    def _put_on_top(self, user_id: str, content: Payload) -> View:
        stack = self._stacks.setdefault(user_id, [])
        view_id = self._ids.next("V")
        root_id = stack[0].id if stack else view_id
        previous = stack[-1].id if stack else None
        stack.append(View(view_id, user_id, _numbered(content, self._ids), root_id, previous))
        self._feed.publish(Update("view_opened", user=user_id))
        return stack[-1]

    def _check_external_id(self, content: Payload) -> None:
        external_id = content.get("external_id")
        if external_id and self.find(external_id=external_id):
            raise ApiError("duplicate_external_id")


def with_block_ids(blocks: list[Payload], ids: Ids) -> list[Payload]:
    """The blocks, each with a block id: Slack gives one to those that have none."""
    return [block if block.get("block_id") else {**block, "block_id": ids.next("b")} for block in blocks]


def _numbered(content: Payload, ids: Ids) -> Payload:
    return {**content, "blocks": with_block_ids(content["blocks"], ids)}
