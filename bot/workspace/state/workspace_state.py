"""All that one workspace holds, in one object; people, channels and user groups come into being here."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.workspace.state.channels import Channel, ChannelKind, Conversations
from bot.workspace.state.feed import Feed, Update
from bot.workspace.state.files import Files
from bot.workspace.state.manifest import App
from bot.workspace.state.messages import History
from bot.workspace.state.panels import Panel
from bot.workspace.state.users import AccountSettings, User, UserGroup, Users
from bot.workspace.state.views import View, Views
from bot.workspace.wire import Clock, Ids, Payload, Timestamps, Triggers


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secrets of this one workspace, made by chance; they open nothing else.

    `refresh` renews the bot's token where it expires; the `former` one is good until then.
    """

    bot: str = field(default_factory=lambda: f"xoxb-local-{secrets.token_hex(8)}", repr=False)
    app: str = field(default_factory=lambda: f"xapp-local-{secrets.token_hex(8)}", repr=False)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    client_id: str = "1.2"
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    refresh: str = field(default_factory=lambda: f"xoxe-local-{secrets.token_hex(8)}", repr=False)

    former: str = field(default="", repr=False)

    def elsewhere(self) -> "Tokens":
        """Those of the same app in another workspace."""
        return Tokens(
            signing_secret=self.signing_secret, client_id=self.client_id, client_secret=self.client_secret
        )

    @property
    def of_bot(self) -> frozenset[str]:
        """Those by which the bot is known."""
        return frozenset(filter(None, (self.bot, self.former)))

    def renewed(self) -> "Tokens":
        """With another token for the bot, and another one to renew it."""
        fresh = Tokens()
        return replace(self, bot=f"xoxe.{fresh.bot}", refresh=fresh.refresh, former=self.bot)


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
    """The workspace as it is now, empty at first but for the app; whoever changes it publishes that in `feed`.

    `panes` is by channel and thread (nothing: the whole conversation), `panels` by person, `looked_at` the channel
    before each person, `entered` what each person has ticked or chosen in a message (by person, channel and timestamp),
    which goes along with every click there, `notice` what the page says to everybody, by the reader's language,
    `authorization_codes` what `oauth.v2.access` still takes, `origin` where
    files are had.
    """

    app: App
    clock: Clock
    team_id: str
    team_name: str
    team_domain: str = "local"
    tokens: Tokens = field(default_factory=Tokens)
    enterprise_id: str = ""
    token_lifetime: int = 0
    ids: Ids = field(default_factory=Ids)
    feed: Feed = field(default_factory=Feed)
    users: Users = field(default_factory=Users)
    channels: Conversations = field(default_factory=Conversations)
    history: History = field(default_factory=History)
    files: Files = field(default_factory=Files)
    panes: dict[tuple[str, str], Pane] = field(default_factory=dict)
    panels: dict[str, Panel] = field(default_factory=dict)
    looked_at: dict[str, str] = field(default_factory=dict)
    entered: dict[tuple[str, str, str], Payload] = field(default_factory=dict)
    notice: Mapping[str, str] = field(default_factory=dict)
    authorization_codes: set[str] = field(default_factory=set)
    is_installed: bool = True
    origin: str = ""
    timestamps: Timestamps = field(init=False)
    triggers: Triggers = field(init=False)
    views: Views = field(init=False)
    bot: User = field(init=False)

    def __post_init__(self) -> None:
        self.timestamps = Timestamps(self.clock)
        self.triggers = Triggers(self.clock, self.ids)
        self.views = Views(self.ids, self.feed)
        user_id, name, updated = self.ids.next("U"), self.app.bot_name, int(self.clock())
        bot = User(
            user_id, name.lower(), name, self.team_id, is_bot=True, bot_id=self.ids.next("B"), updated=updated
        )
        self.bot = self.users.add(bot)

    @property
    def installed_in(self) -> Payload:
        """Where the app is installed, as events, commands and tokens tell it."""
        is_of_all = bool(self.enterprise_id)
        return {
            "enterprise_id": self.enterprise_id or None,
            "team_id": self.team_id,
            "is_enterprise_install": is_of_all,
        }

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

    def add_person(self, name: str, team: str, account: AccountSettings) -> User:
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
            enterprise_id="" if team else self.enterprise_id,
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

    def channel_to_api(self, channel: Channel) -> Payload:
        """The conversation object, as the bot sees it."""
        return channel.to_api(self.bot.id, self.team_id)

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
