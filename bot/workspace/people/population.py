"""Filling a workspace: people, channels and user groups, each made once under its name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypedDict

from bot.workspace.delivery import Events
from bot.workspace.state import Channel, ChannelKind, Update, User, UserGroup, WorkspaceState


class Account(TypedDict, total=False):
    """What may be chosen for a person, as `state.User` names it."""

    real_name: str
    title: str
    locale: str
    tz: str
    is_admin: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_bot: bool


@dataclass(frozen=True, slots=True)
class Population:
    """Makes people and channels in a workspace."""

    state: WorkspaceState
    events: Events

    def person(self, name: str, team: str, account: Account) -> str:
        """The id of the person of this name, made if there is none. ValueError: there is one, and not like that.

        `team` is the id of another organisation, or nothing.
        """
        found = self.state.users.named(name)
        if found:
            if account or team:
                raise ValueError(f"{name} is already there")
            return found.id
        user = User(
            id=self.state.ids.next("U"),
            name=name,
            real_name=name,
            team_id=team or self.state.team_id,
            bot_id=self.state.ids.next("B") if account.get("is_bot") else None,
            is_stranger=bool(team),
            updated=int(self.state.clock()),
        )
        self.state.users.add(replace(user, **account))
        self.state.feed.publish(Update("user_changed", user=user.id))
        return user.id

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
