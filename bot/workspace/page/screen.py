"""Everything that one look at the page shows, drawn from the workspace. Decides what is seen; writes no HTML."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast, get_args
from urllib.parse import urlencode

from bot.workspace.page.lines import Face, Line, face, in_thread, lines
from bot.workspace.page.viewpoint import Viewpoint
from bot.workspace.people import Person
from bot.workspace.state import App, Channel, DeclaredShortcut, Message, Pane, View, WorkspaceState

SHOWN = 200
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


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """A conversation in the sidebar; `face` is set where it is with one person or the app."""

    channel: Channel
    name: str
    location: Location
    is_current: bool
    unread: int
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class ThreadPanel:
    """The panel beside the conversation."""

    ts: str
    lines: Sequence[Line]
    count: int
    status: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """The middle of the screen; `earlier` counts the messages that are not shown."""

    channel: Channel
    name: str
    lines: Sequence[Line]
    earlier: int
    pane: Pane
    status: str
    is_with_app: bool


@dataclass(frozen=True, slots=True)
class PageScreen:
    """One person's look at the workspace; `people` are all who can be mentioned, apps too."""

    team: str
    notice: str
    app: App
    app_face: Face
    people: Sequence[Face]
    location: Location
    is_list: bool
    channels: Sequence[SidebarEntry]
    directs: Sequence[SidebarEntry]
    conversation: Conversation
    thread: ThreadPanel | None
    modal: View | None
    home: View | None
    shortcuts: Sequence[DeclaredShortcut]


class Unread:
    """Remembers the last message that was on the screen."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], float] = {}

    def read(self, user_id: str, messages: Sequence[Message]) -> None:
        """This person has these messages of one conversation on the screen."""
        if messages:
            latest = max(float(one.ts) for one in messages)
            self._read[user_id, messages[0].channel] = latest

    def count(self, user_id: str, messages: Iterable[Message]) -> int:
        """How many messages of others came since, threads not counted."""
        return sum(
            float(one.ts) > self._read.get((user_id, one.channel), 0.0)
            for one in messages
            if one.user != user_id and not one.is_reply and not one.subtype
        )


@dataclass(frozen=True, slots=True)
class ScreenBuilder:
    """Draws screens of one workspace."""

    state: WorkspaceState
    person: Callable[[str], Person]
    unread: Unread = field(default_factory=Unread)

    def viewer(self, location: Location) -> Person | None:
        """Who looks: the person that the location names, or the first; None when there is nobody."""
        users = [one for one in self.state.users.values() if not one.is_bot and not one.deleted]
        found = next((one for one in users if one.id == location.viewer), users[0] if users else None)
        return self.person(found.id) if found else None

    def build(self, location: Location, viewer: Person, viewpoint: Viewpoint) -> PageScreen:
        """What the viewer sees at this location; a place that is not there counts as not said."""
        state, direct = self.state, viewer.dm
        joined = [one for one in viewer.channels if not one.is_archived]
        channel = next((one for one in joined if one.id == location.channel), None)
        shown = channel or next((one for one in joined if one.kind != "im"), direct)
        here = replace(location, viewer=viewer.id, channel=shown.id)
        is_list = channel is None
        entries = [self._entry(one, here, viewer, is_open=not is_list and one is shown) for one in joined]
        return PageScreen(
            team=state.team_name,
            notice=state.notice.get(viewpoint.locale, ""),
            app=state.app,
            app_face=face(state.bot),
            people=[face(one, viewpoint.locale) for one in state.users.values() if not one.deleted],
            location=here,
            is_list=is_list,
            channels=[one for one in entries if one.face is None],
            directs=[one for one in entries if one.face],
            conversation=self._conversation(here, shown, viewer, viewpoint),
            thread=self._thread(here, viewer, viewpoint),
            modal=viewer.modal,
            home=viewer.home,
            shortcuts=[one for one in state.app.shortcuts if one.kind == "message"],
        )

    def _conversation(
        self, here: Location, channel: Channel, viewer: Person, eyes: Viewpoint
    ) -> Conversation:
        messages = [one for one in viewer.sees(channel) if not one.is_reply]
        # What the app is doing about a direct message shows in the thread that the message could begin.
        last = messages[-1].ts if messages and channel.kind == "im" else ""
        other = self._other(channel, viewer)
        earlier = 0 if here.has_all else max(0, len(messages) - SHOWN)
        return Conversation(
            channel=channel,
            name=other.name if other else channel.name,
            lines=list(lines(messages[earlier:], viewer.id, eyes, self.state, has_threads=True)),
            earlier=earlier,
            pane=self._pane(channel),
            status=self._status(channel.id, "") or self._status(channel.id, last),
            is_with_app=channel.id == viewer.dm.id,
        )

    def _thread(self, here: Location, viewer: Person, viewpoint: Viewpoint) -> ThreadPanel | None:
        messages = in_thread(viewer.sees(here.channel), here.thread) if here.thread else []
        if not messages or messages[0].is_reply:
            return None
        return ThreadPanel(
            ts=here.thread,
            lines=list(lines(messages, viewer.id, viewpoint, self.state, has_threads=False)),
            count=sum(one.is_reply and one.ephemeral_to is None for one in messages),
            status=self._status(here.channel, here.thread),
        )

    def _entry(self, channel: Channel, here: Location, viewer: Person, *, is_open: bool) -> SidebarEntry:
        other = self._other(channel, viewer)
        return SidebarEntry(
            channel=channel,
            name=other.name if other else channel.name,
            location=here.at(channel.id),
            is_current=channel.id == here.channel,
            unread=0 if is_open else self.unread.count(viewer.id, viewer.sees(channel)),
            face=other,
        )

    def _other(self, channel: Channel, viewer: Person) -> Face | None:
        """Who is at the other end of a direct message."""
        return face(self.state.users[channel.other_member(viewer.id)]) if channel.kind == "im" else None

    def _pane(self, channel: Channel) -> Pane:
        """The conversation's pane, without making one where the app has set nothing."""
        empty = Pane(prompts=self.state.app.suggested_prompts if channel.kind == "im" else ())
        return self.state.panes.get((channel.id, ""), empty)

    def _status(self, channel: str, thread: str) -> str:
        pane = self.state.panes.get((channel, thread))
        return pane.status if pane else ""
