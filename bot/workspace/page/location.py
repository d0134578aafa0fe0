"""Where one is in the page, as its location says: who looks, at which conversation, tab and thread."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args
from urllib.parse import urlencode

Tab = Literal["messages", "home", "about"]


@dataclass(frozen=True, slots=True)
class Location:
    """`viewer` and `channel` are ids; `thread` and `editing` message timestamps; `has_all` shows old messages too."""

    viewer: str = ""
    channel: str = ""
    thread: str = ""
    tab: Tab = "messages"
    editing: str = ""
    has_all: bool = False

    def __str__(self) -> str:
        written = {
            "as": self.viewer,
            "in": self.channel,
            "thread": self.thread,
            "tab": "" if self.tab == "messages" else self.tab,
            "edit": self.editing,
            "all": "1" if self.has_all else "",
        }
        return "/?" + urlencode({name: value for name, value in written.items() if value})

    def at(self, channel: str, tab: Tab = "messages") -> "Location":
        """Another conversation, as the same person."""
        return Location(self.viewer, channel, tab=tab)

    def seen_by(self, viewer: str) -> "Location":
        """The same conversation as another person sees it."""
        return Location(viewer, self.channel)

    def list(self) -> "Location":
        """No conversation: on a phone the list of them."""
        return Location(self.viewer)

    def in_thread(self, thread: str) -> "Location":
        """With this thread beside the conversation; none closes it."""
        return replace(self, thread=thread, editing="")

    def edits(self, ts: str) -> "Location":
        """With this message open for editing; none ends it."""
        return replace(self, editing=ts)

    def with_all(self) -> "Location":
        """With the old messages too."""
        return replace(self, has_all=True)


def read_location(query: Mapping[str, str]) -> Location:
    """The place that a query names; what it names wrongly counts as not said."""
    tab = query.get("tab", "")
    return Location(
        viewer=query.get("as", ""),
        channel=query.get("in", ""),
        thread=query.get("thread", ""),
        tab=cast("Tab", tab) if tab in get_args(Tab) else "messages",
        editing=query.get("edit", ""),
        has_all=query.get("all") == "1",
    )
