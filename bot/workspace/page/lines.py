"""Messages as lines of a conversation: who, when, under which day, and with which thread."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.workspace.page.viewpoint import Viewpoint
from bot.workspace.state import Message, User, WorkspaceState

HUES = 10
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w+")
TOGETHER = 5 * 60.0
"""Seconds within which messages of one author stand under one name."""


@dataclass(frozen=True, slots=True)
class Face:
    """How an account looks: its name, initials, number of a colour, and whether it is an app."""

    id: str
    name: str
    initials: str
    hue: int
    is_app: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class Replies:
    """What a message says of its thread; `count` leaves out what only the reader sees."""

    count: int
    faces: tuple[Face, ...]
    latest: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message as a reader sees it; `day` is set on the first of a day."""

    message: Message
    author: Face
    time: str
    moment: datetime
    full_time: str
    day: str
    is_continued: bool
    notice: str
    is_mine: bool
    replies: Replies | None

    @property
    def is_private(self) -> bool:
        """Whether only this reader sees it."""
        return self.message.ephemeral_to is not None


def lines(
    messages: Iterable[Message],
    reader: str,
    viewpoint: Viewpoint,
    state: WorkspaceState,
    *,
    has_threads: bool,
) -> Iterator[Line]:
    """The lines, in the order of the messages; with `has_threads` each says what its thread holds."""
    before: Line | None = None
    for message in messages:
        moment = viewpoint.moment(message.ts)
        notice = _notice(message, viewpoint)
        before = Line(
            message=message,
            author=_author(message, state),
            time=viewpoint.clock(moment),
            moment=moment,
            full_time=viewpoint.full(moment),
            day=viewpoint.day(moment) if _is_new_day(before, moment) else "",
            is_continued=not notice and _continues(before, message, moment),
            notice=notice,
            is_mine=message.user == reader and not notice,
            replies=_replies(message, reader, viewpoint, state) if has_threads else None,
        )
        yield before


def in_thread(messages: Iterable[Message], thread: str) -> list[Message]:
    """The first message of a thread and the replies."""
    return [one for one in messages if one.thread == thread]


def _author(message: Message, state: WorkspaceState) -> Face:
    user = state.users.get(message.user)
    return face(user) if user else Face(message.user, "Slackbot", "S", 0, is_app=True)


def _is_new_day(before: Line | None, moment: datetime) -> bool:
    return before is None or before.moment.date() != moment.date()


def _continues(before: Line | None, message: Message, moment: datetime) -> bool:
    """Whether the message stands under the name above it."""
    if before is None or before.notice or before.replies or _is_new_day(before, moment):
        return False
    same = before.message.user == message.user and before.message.ephemeral_to == message.ephemeral_to
    return same and (moment - before.moment).total_seconds() < TOGETHER


def _notice(message: Message, viewpoint: Viewpoint) -> str:
    """What the workspace itself says: somebody came or went, a message is gone."""
    name = viewpoint.names.users.get(message.user, message.user)
    match (message.subtype or "").partition("_"):
        case "tombstone", _, _:
            return viewpoint.phrase("notice.deleted")
        case "channel" | "group", _, "join":
            return viewpoint.phrase("notice.joined", name=name)
        case "channel" | "group", _, "leave":
            return viewpoint.phrase("notice.left", name=name)
        case _:
            return ""


def _replies(message: Message, reader: str, viewpoint: Viewpoint, state: WorkspaceState) -> Replies | None:
    everything = state.history.everything(message.channel)
    seen = [one for one in in_thread(everything, message.ts) if one.is_reply and one.visible_to(reader)]
    if not seen:
        return None
    authors = {one.user: _author(one, state) for one in seen}
    return Replies(
        count=sum(one.ephemeral_to is None for one in seen),
        faces=tuple(authors.values())[:3],
        latest=viewpoint.clock(viewpoint.moment(seen[-1].ts)),
    )


def file_size(length: int) -> str:
    """Bytes in the unit that people read: `512 B`, `1.5 KB`, `2.0 MB`."""
    if length < 1024:
        return f"{length} B"
    kilobytes = length / 1024
    return f"{kilobytes:.1f} KB" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} MB"


def face(user: User, language: str = "") -> Face:
    """The face of an account, with its title in a language where it has one in that."""
    hue = sum(map(ord, user.id)) % HUES
    return Face(
        user.id,
        user.real_name,
        initials(user.real_name),
        hue,
        user.is_bot,
        user.titles.get(language, user.title),
    )


def initials(name: str) -> str:
    """The given name in Chinese (敏, 建国), the first letters of two words elsewhere."""
    han = _HAN.findall(name)
    if han:
        return "".join(han if len(han) < 3 else han[-2:])
    return "".join(word[0] for word in _WORD.findall(name)[:2]).upper() or "?"
