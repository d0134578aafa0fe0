"""Conversations: public and private channels, direct messages; who is a member and who may see them."""

from dataclasses import dataclass, replace
from typing import Literal

from bot.workspace.state.users import User
from bot.workspace.wire import Payload

ChannelKind = Literal["channel", "group", "im", "mpim"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One conversation; `kind` is the word that events call `channel_type`."""

    id: str
    name: str
    kind: ChannelKind
    members: frozenset[str]
    created: int
    creator: str = ""
    is_ext_shared: bool = False
    is_archived: bool = False

    def visible_to(self, user: User) -> bool:
        """Whether this person finds the conversation: members do, and staff find public channels."""
        if user.id in self.members:
            return True
        return self.kind == "channel" and not (user.is_guest or user.is_stranger)

    @property
    def family(self) -> str:
        """The word for its kind in scopes and events: `groups` for a private channel."""
        return f"{self.kind}s" if self.kind in {"channel", "group"} else self.kind

    def scope(self, verb: str) -> str:
        """The OAuth scope for an action here: `history` in a private channel is `groups:history`."""
        return f"{self.family}:{verb}"

    def name_in_command(self) -> str:
        """The `channel_name` that slash commands carry."""
        return {"group": "privategroup", "im": "directmessage", "mpim": "mpdm"}.get(self.kind, self.name)

    def other_member(self, user_id: str) -> str:
        """The person at the other end of a direct message."""
        return next((one for one in sorted(self.members) if one != user_id), user_id)

    def to_api(self, viewer: str, team_id: str) -> Payload:
        """The conversation object, as this member sees it."""
        if self.kind == "im":
            return self._im(viewer, team_id)
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "created": self.created,
            "creator": self.creator,
            "is_archived": self.is_archived,
            "unlinked": 0,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            **dict.fromkeys(("is_im", "is_general", "is_org_shared", "is_pending_ext_shared"), False),
            "pending_shared": [],
            "context_team_id": team_id,
            "updated": self.created * 1000,
            "parent_conversation": None,
            "shared_team_ids": [team_id],
            "is_member": viewer in self.members,
            "num_members": len(self.members),
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "previous_names": [],
        }

    def _im(self, viewer: str, team_id: str) -> Payload:
        return {
            "id": self.id,
            "created": self.created,
            "is_archived": False,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": team_id,
            "updated": self.created * 1000,
            "user": self.other_member(viewer),
            "is_user_deleted": False,
            "is_open": True,
            "priority": 0,
        }


class Conversations(dict[str, Channel]):
    """The conversations by id, in the order in which they were made."""

    def add(self, channel: Channel) -> Channel:
        """Take in a conversation, or put it in the place of the one with its id."""
        self[channel.id] = channel
        return channel

    def named(self, name: str) -> Channel | None:
        """The channel with this name, with or without `#`."""
        wanted = name.removeprefix("#")
        return next((one for one in self.values() if one.name == wanted and one.kind != "im"), None)

    def im_between(self, *user_ids: str) -> Channel | None:
        """The direct message of exactly these people, if it is open."""
        return next(
            (one for one in self.values() if one.kind == "im" and one.members == frozenset(user_ids)), None
        )

    def join(self, channel_id: str, user_id: str) -> Channel:
        """Make a person a member."""
        return self.add(replace(self[channel_id], members=self[channel_id].members | {user_id}))

    def leave(self, channel_id: str, user_id: str) -> Channel:
        """Take a person out."""
        return self.add(replace(self[channel_id], members=self[channel_id].members - {user_id}))

    def share(self, channel_id: str) -> Channel:
        """Let another organisation in."""
        return self.add(replace(self[channel_id], is_ext_shared=True))

    def archive(self, channel_id: str) -> Channel:
        """Close a channel to new messages."""
        return self.add(replace(self[channel_id], is_archived=True))
