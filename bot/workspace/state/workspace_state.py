"""All that one workspace holds, in one object; people, channels and user groups come into being here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.workspace.state.channels import Channel, ChannelKind, Conversations
from bot.workspace.state.feed import Feed, Update
from bot.workspace.state.files import Files
from bot.workspace.state.manifest import App
from bot.workspace.state.messages import History
from bot.workspace.state.users import Account, User, UserGroup, Users
from bot.workspace.state.views import View, Views
from bot.workspace.wire import Clock, Ids, Payload, Timestamps, Triggers


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secrets of this one workspace; they open nothing else."""

    bot: str = field(repr=False)
    app: str = field(repr=False)
    signing_secret: str = field(repr=False)
    client_id: str = "1.2"
    client_secret: str = field(default="", repr=False)


@dataclass(slots=True)
class Pane:
    """What the agent pane or a thread shows besides messages; `session` is an agent session's state, if it has one."""

    status: str = ""
    session: str = ""
    loading_messages: tuple[str, ...] = ()
    title: str = ""
    prompts: tuple[Mapping[str, Any], ...] = ()
    prompts_title: str = ""


@dataclass(slots=True)
class WorkspaceState:
    """The workspace as it is now; whoever changes it publishes the change in `feed`.

    `panes` is by channel and thread (nothing: the whole conversation), `looked_at` the channel before each person,
    `entered` what each person has ticked or chosen in a message (by person, channel and timestamp), which goes along
    with every click there, `authorization_codes` what `oauth.v2.access` still takes.
    """

    team_id: str
    team_name: str
    team_domain: str
    app: App
    tokens: Tokens
    clock: Clock
    ids: Ids
    bot: User
    timestamps: Timestamps
    triggers: Triggers
    feed: Feed
    views: Views
    users: Users = field(default_factory=Users)
    channels: Conversations = field(default_factory=Conversations)
    history: History = field(default_factory=History)
    files: Files = field(default_factory=Files)
    panes: dict[tuple[str, str], Pane] = field(default_factory=dict)
    looked_at: dict[str, str] = field(default_factory=dict)
    entered: dict[tuple[str, str, str], Payload] = field(default_factory=dict)
    authorization_codes: set[str] = field(default_factory=set)
    is_installed: bool = True

    @property
    def bot_id(self) -> str:
        """The id of the bot (`B…`), which is not that of its user."""
        return str(self.bot.bot_id)

    def pane(self, channel_id: str, thread_ts: str = "") -> Pane:
        """The pane of a conversation or of one of its threads."""
        prompts = () if thread_ts else self.app.suggested_prompts
        return self.panes.setdefault((channel_id, thread_ts), Pane(prompts=prompts))

    def open_im(self, user_id: str) -> Channel:
        """The direct message between the bot and a person, opened when it is not yet."""
        found = self.channels.im_between(self.bot.id, user_id)
        if found:
            return found
        members = frozenset({self.bot.id, user_id})
        return self.channels.add(Channel(self.ids.next("D"), "", "im", members, int(self.clock()), user_id))

    def add_person(self, name: str, team: str, account: Account) -> User:
        """The person of this name, made if there is none. ValueError: there is one, and not like that.

        `team` is the id of another organisation, or nothing.
        """
        found = self.users.named(name)
        if found:
            if account or team:
                raise ValueError(f"{name} is already there")
            return found
        user = User(
            id=self.ids.next("U"),
            name=name,
            real_name=name,
            team_id=team or self.team_id,
            bot_id=self.ids.next("B") if account.get("is_bot") else None,
            is_stranger=bool(team),
            updated=int(self.clock()),
        )
        self.users.add(replace(user, **account))
        self.feed.publish(Update("user_changed", user=user.id))
        return self.users[user.id]

    def add_channel(self, name: str, members: frozenset[str], kind: ChannelKind, *, shared: bool) -> Channel:
        """A new channel. ValueError when the name is taken."""
        plain, created = name.removeprefix("#"), int(self.clock())
        if self.channels.named(plain):
            raise ValueError(f"#{plain} is already there")
        channel = Channel(self.ids.next("C"), plain, kind, members, created, is_ext_shared=shared)
        self.channels.add(channel)
        self.feed.publish(Update("channel_changed", channel.id))
        return channel

    def add_user_group(self, handle: str, members: tuple[str, ...]) -> UserGroup:
        """A new user group."""
        group = UserGroup(self.ids.next("S"), handle.removeprefix("@"), handle, self.team_id, members)
        self.users.groups[group.id] = group
        return group

    def view_to_api(self, view: View) -> Payload:
        """The view object of answers, events and interactions."""
        return view.to_api(team_id=self.team_id, app_id=self.app.id, bot_id=self.bot_id)

    def bot_to_api(self) -> Payload:
        """The short bot object of `bots.info` and of messages of the bot."""
        return {
            "id": self.bot_id,
            "app_id": self.app.id,
            "name": self.app.bot_name,
            "icons": {},
            "deleted": False,
            "updated": self.bot.updated,
            "user_id": self.bot.id,
        }


def new_state(app: App, clock: Clock, tokens: Tokens, team: tuple[str, str]) -> WorkspaceState:
    """An empty workspace, of this team id and name, in which the app is installed."""
    ids, feed = Ids(), Feed()
    team_id, team_name = team
    bot = User(
        id=ids.next("U"),
        name=app.bot_name.lower(),
        real_name=app.bot_name,
        team_id=team_id,
        is_bot=True,
        bot_id=ids.next("B"),
        updated=int(clock()),
    )
    state = WorkspaceState(
        team_id=team_id,
        team_name=team_name,
        team_domain="local",
        app=app,
        tokens=tokens,
        clock=clock,
        ids=ids,
        bot=bot,
        timestamps=Timestamps(clock),
        triggers=Triggers(clock, ids),
        feed=feed,
        views=Views(ids, feed),
    )
    state.users.add(bot)
    return state
