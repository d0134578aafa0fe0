"""Filling a workspace: people, channels and user groups, each made once under its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from bot.workspace.delivery import Events
from bot.workspace.state import Channel, ChannelKind, Update, User, UserGroup, WorkspaceState


class Account(TypedDict, total=False):
    """What may be chosen for a person, as `people.User` names it; `team` is the id of another organisation."""

    real_name: str
    title: str
    locale: str
    tz: str
    is_admin: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_bot: bool
    team: str


@dataclass(frozen=True, slots=True)
class Population:
    """Makes people and channels in a workspace."""

    state: WorkspaceState
    events: Events

    def person(self, name: str, account: Account) -> str:
        """The id of the person of this name, made if there is none. ValueError: there is one, and not like that."""
        found = self.state.users.named(name)
        if found:
            if account:
                raise ValueError(f"{name} is already there")
            return found.id
        user = User(
            id=self.state.ids.next("U"),
            name=name,
            real_name=account.get("real_name", name),
            title=account.get("title", ""),
            team_id=account.get("team", self.state.team_id),
            locale=account.get("locale", "zh-CN"),
            tz=account.get("tz", "Asia/Shanghai"),
            is_admin=account.get("is_admin", False),
            is_restricted=account.get("is_restricted", False),
            is_ultra_restricted=account.get("is_ultra_restricted", False),
            is_bot=account.get("is_bot", False),
            bot_id=self.state.ids.next("B") if account.get("is_bot") else None,
            is_stranger="team" in account,
            updated=int(self.state.clock()),
        )
        self.state.users.add(user)
        self.state.feed.publish(Update("user_changed", user=user.id))
        return user.id

    def announce(self, user_id: str) -> None:
        """Tell the app that this person joined."""
        self.events.user_changed("team_join", self.state.users[user_id])

    def deactivate(self, user_id: str) -> None:
        """Close an account."""
        user = self.state.users.change(user_id, deleted=True, updated=int(self.state.clock()))
        self.state.feed.publish(Update("user_changed", user=user_id))
        self.events.user_changed("user_change", user)

    def channel(self, name: str, members: Iterable[str], *, kind: ChannelKind, shared: bool) -> Channel:
        """A new channel. ValueError when the name is taken."""
        plain = name.removeprefix("#")
        if self.state.channels.named(plain):
            raise ValueError(f"#{plain} is already there")
        created = int(self.state.clock())
        channel = Channel(
            self.state.ids.next("C"), plain, kind, frozenset(members), created, is_ext_shared=shared
        )
        self.state.channels.add(channel)
        self.state.feed.publish(Update("channel_changed", channel.id))
        return channel

    def user_group(self, handle: str, members: Iterable[str]) -> UserGroup:
        """A new user group."""
        group_id = self.state.ids.next("S")
        group = UserGroup(group_id, handle.removeprefix("@"), handle, self.state.team_id, tuple(members))
        self.state.users.groups[group_id] = group
        return group
