"""Messages as lines of a conversation: who, when, under which day, with which thread, reactions and menu."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.workspace.page.cards import Card, cards
from bot.workspace.page.faces import Face, face
from bot.workspace.page.html import dates
from bot.workspace.page.html.emoji import emoji
from bot.workspace.page.html.reading import Reading
from bot.workspace.state import Message, WorkspaceState

TOGETHER = 5 * 60.0
"""Seconds within which messages of one author stand under one name."""


@dataclass(frozen=True, slots=True)
class Replies:
    """What a message says of its thread."""

    count: int
    faces: tuple[Face, ...]
    latest: str
    has_private: bool


@dataclass(frozen=True, slots=True)
class Emoji:
    """A reaction under a message."""

    name: str
    sign: str
    count: int
    who: str
    is_mine: bool


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
    reactions: tuple[Emoji, ...]
    cards: tuple[Card, ...]

    @property
    def is_private(self) -> bool:
        """Whether only this reader sees it."""
        return self.message.ephemeral_to is not None


def lines(
    messages: Iterable[Message], reader: str, reading: Reading, state: WorkspaceState, *, has_threads: bool
) -> Iterator[Line]:
    """The lines, in the order of the messages; with `has_threads` each says what its thread holds."""
    before: Line | None = None
    for message in messages:
        moment = reading.moment(message.ts)
        notice = _notice(message, reading)
        before = Line(
            message=message,
            author=_author(message, state),
            time=dates.clock(moment, reading),
            moment=moment,
            full_time=dates.full(moment, reading),
            day=dates.day(moment, reading) if _is_new_day(before, moment) else "",
            is_continued=not notice and _continues(before, message, moment),
            notice=notice,
            is_mine=message.user == reader and not notice,
            replies=_replies(message, reader, reading, state) if has_threads else None,
            reactions=_reactions(message, reader, reading),
            cards=cards(message, reader),
        )
        yield before


def in_conversation(messages: Iterable[Message]) -> list[Message]:
    """Those that stand in the conversation itself and not in a thread."""
    return [one for one in messages if not one.is_reply]


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


def _notice(message: Message, reading: Reading) -> str:
    """What the workspace itself says: somebody came or went, a message is gone."""
    name = reading.names.users.get(message.user, message.user)
    match (message.subtype or "").partition("_"):
        case "tombstone", _, _:
            return reading.phrase("notice.deleted")
        case "channel" | "group", _, "join":
            return reading.phrase("notice.joined", name=name)
        case "channel" | "group", _, "leave":
            return reading.phrase("notice.left", name=name)
        case _:
            return ""


def _replies(message: Message, reader: str, reading: Reading, state: WorkspaceState) -> Replies | None:
    everything = state.history.everything(message.channel)
    seen = [one for one in in_thread(everything, message.ts) if one.is_reply and one.visible_to(reader)]
    if not seen:
        return None
    public = [one for one in seen if one.ephemeral_to is None]
    authors = {one.user: _author(one, state) for one in seen}
    return Replies(
        count=len(public),
        faces=tuple(authors.values())[:3],
        latest=dates.clock(reading.moment(seen[-1].ts), reading),
        has_private=len(public) < len(seen),
    )


def _reactions(message: Message, reader: str, reading: Reading) -> tuple[Emoji, ...]:
    return tuple(
        Emoji(
            name=one.name,
            sign=emoji(one.name),
            count=len(one.users),
            who=", ".join(reading.names.users.get(user, user) for user in one.users),
            is_mine=reader in one.users,
        )
        for one in message.reactions
    )
