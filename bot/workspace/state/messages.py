"""Messages: what was written, by whom, in which thread; edits, deletions, reactions, ephemerals."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.workspace.block_kit import readable
from bot.workspace.state.files import File
from bot.workspace.state.panels import entity_reads
from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji under a message, and who put it there."""

    name: str
    users: tuple[str, ...]

    def to_api(self) -> Payload:
        """The object of `reactions.get`."""
        return {"name": self.name, "users": list(self.users), "count": len(self.users)}


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now; `ts` (seconds, as text) names it within its channel."""

    channel: str
    ts: str
    user: str
    text: str
    team: str
    blocks: tuple[Payload, ...] = field(default=(), hash=False)
    files: tuple[File, ...] = ()
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    client_msg_id: str | None = None
    metadata: Payload | None = field(default=None, hash=False)
    edited_ts: str | None = None
    reactions: tuple[Reaction, ...] = ()
    pinned_by: str | None = None
    unfurls: Mapping[str, tuple[Payload, ...]] = field(default_factory=dict, hash=False)
    entities: Mapping[str, Payload] = field(default_factory=dict, hash=False)

    @property
    def unfurled(self) -> str:
        """The words of the cards and Work Objects below it that the app made of links in it."""
        cards = map(readable, self.unfurls.values())
        return "\n".join([*cards, *map(entity_reads, self.entities.values())])

    @property
    def reads(self) -> str:
        """The words a person reads: those of the blocks, or the text where there are none."""
        return readable(self.blocks) if self.blocks else self.text

    @property
    def thread(self) -> str:
        """The timestamp of the thread that an answer to this message belongs to."""
        return self.thread_ts or self.ts

    @property
    def is_reply(self) -> bool:
        """Whether this stands inside a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def reacted(self, user_id: str, name: str) -> bool:
        """Whether this person has put this emoji under the message."""
        return any(one.name == name and user_id in one.users for one in self.reactions)

    def visible_to(self, user_id: str) -> bool:
        """Whether this person sees the message, being in the channel."""
        return self.ephemeral_to in {None, user_id}

    def to_api(self, *, with_metadata: bool = True) -> Payload:
        """The message object of events and of `conversations.history`."""
        api: Payload = {"upload": True, "display_as_bot": False} if self.files else {}
        api |= {
            "type": "message",
            "subtype": self.subtype,
            "user": self.user,
            "ts": self.ts,
            "client_msg_id": self.client_msg_id,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "text": self.text,
            "team": self.team,
            "thread_ts": self.thread_ts,
            "blocks": list(self.blocks) or None,
            "files": [one.to_api() for one in self.files] or None,
            "metadata": self.metadata if with_metadata else None,
            "attachments": [_attachment(url, blocks) for url, blocks in self.unfurls.items()] or None,
            "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
            "pinned_to": [self.channel] if self.pinned_by else None,
            "reactions": [one.to_api() for one in self.reactions] or None,
        }
        return {key: value for key, value in api.items() if value is not None}


def _attachment(url: str, blocks: tuple[Payload, ...]) -> Payload:
    return {"from_url": url, "app_unfurl_url": url, "is_app_unfurl": True, "blocks": list(blocks)}


class History:
    """All messages, by channel and in the order of their timestamps."""

    def __init__(self) -> None:
        self._by_channel: defaultdict[str, dict[str, Message]] = defaultdict(dict)

    def put(self, message: Message) -> Message:
        """Add a message, or put it in the place of the one with the same timestamp."""
        self._by_channel[message.channel][message.ts] = message
        return message

    def remove(self, message: Message) -> None:
        """Take a message away; replies to it stay."""
        self._by_channel[message.channel].pop(message.ts, None)

    def find(self, channel_id: str, ts: str) -> Message | None:
        """The message as it stands now, ephemerals included; None when it is not there (any more)."""
        return self._by_channel[channel_id].get(ts)

    def everything(self, channel_id: str) -> list[Message]:
        """Every message of the channel, replies and ephemerals included, the oldest first."""
        return list(self._by_channel[channel_id].values())

    def posted(self, channel_id: str) -> list[Message]:
        """What all members see: no ephemerals."""
        return [one for one in self.everything(channel_id) if one.ephemeral_to is None]

    def replies(self, channel_id: str, thread_ts: str) -> list[Message]:
        """The replies of a thread, without its first message and without ephemerals."""
        return [one for one in self.posted(channel_id) if one.thread_ts == thread_ts and one.is_reply]

    def toggle(self, message: Message, name: str, user_id: str) -> Message:
        """Put a person's emoji under a message, or take it away."""
        users = {one.name: one.users for one in message.reactions}
        who = users.get(name, ())
        users[name] = tuple(one for one in who if one != user_id) if user_id in who else (*who, user_id)
        reactions = tuple(Reaction(name, who) for name, who in users.items() if who)
        return self.put(replace(message, reactions=reactions))

    def to_api(self, message: Message, *, with_metadata: bool = False) -> Payload:
        """The message with what its thread says of it: how many replies, by whom, the latest."""
        api = message.to_api(with_metadata=with_metadata)
        replies = [] if message.is_reply else self.replies(message.channel, message.ts)
        if replies:
            users = list(dict.fromkeys(one.user for one in replies))
            api |= {
                "thread_ts": message.ts,
                "reply_count": len(replies),
                "reply_users": users,
                "reply_users_count": len(users),
                "latest_reply": replies[-1].ts,
                "is_locked": False,
                "subscribed": False,
            }
        parent = self.find(message.channel, message.thread_ts) if message.thread_ts else None
        if message.is_reply and parent:
            api["parent_user_id"] = parent.user
        return api
