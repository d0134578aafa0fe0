"""What the app is told: which events it hears, and their payloads.

Only those that the manifest names, for which it has the scope, in conversations where the bot is a member.
"""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from bot.workspace.delivery.deliveries import Deliveries
from bot.workspace.recording import AppDelivery
from bot.workspace.state import Channel, Message, Panel, User, View, WorkspaceState
from bot.workspace.wire import Payload

_URL = re.compile(r"https?://[^\s|<>]+")
_OTHER_TEAM = "T0OTHER"  # with which channels are shared


@dataclass(frozen=True, slots=True)
class Events:
    """Tells the app what has happened, by an event of the kind and in the shape that Slack has for it."""

    state: WorkspaceState
    deliveries: Deliveries

    def message_posted(self, message: Message) -> None:
        """A new message: `message`, and `app_mention` when it names the bot."""
        channel = self.state.channels[message.channel]
        event = self._message(message, channel)
        if f"<@{self.state.bot.id}>" in message.text and channel.kind != "im" and not message.subtype:
            mention = {key: value for key, value in event.items() if key != "channel_type"}
            self.announce("app_mention", mention | {"type": "app_mention"}, channel)
        self.announce(f"message.{channel.family}", event, channel)
        self._links_shared(message, channel)

    def _links_shared(self, message: Message, channel: Channel) -> None:
        """Links in it to the app's own domains: told wherever they are shared, but not what the app posted itself."""
        domains = self.state.app.unfurl_domains
        links = [
            {"domain": domain, "url": url}
            for url in dict.fromkeys(map(unescape, _URL.findall(message.text)))
            for domain in domains
            if f".{urlsplit(url).hostname}".endswith(f".{domain}")
        ]
        if not links or message.bot_id:
            return
        is_there = self.state.bot.id in channel.members
        event: Payload = {
            "channel": channel.id,
            "is_bot_user_member": is_there,
            "user": message.user,
            "message_ts": message.ts,
            "unfurl_id": f"{channel.id}.{message.ts}",
            "source": "conversations_history",
            "links": links,
        }
        in_thread = {"thread_ts": message.thread_ts} if message.is_reply else {}
        self.announce("link_shared", event | in_thread)

    def details_requested(self, user: User, panel: Panel) -> None:
        """Somebody opened the panel of a Work Object."""
        url = str(panel.clicked["app_unfurl_url"])
        event: Payload = {
            "user": user.id,
            "link": {"url": url, "domain": urlsplit(url).hostname},
            "trigger_id": panel.trigger,
            "user_locale": user.locale,
            "channel": panel.channel,
            "message_ts": panel.ts,
        }
        self.announce("entity_details_requested", event | panel.address)

    def message_changed(self, before: Message, after: Message) -> None:
        """An edited message."""
        body = {"message": self._inner(after), "previous_message": self._inner(before)}
        self._hidden("message_changed", after, body)

    def message_deleted(self, before: Message) -> None:
        """A deleted message."""
        body = {"deleted_ts": before.ts, "previous_message": self._inner(before)}
        self._hidden("message_deleted", before, body)

    def reaction(self, kind: str, name: str, user_id: str, message: Message) -> None:
        """An emoji put under a message (`reaction_added`) or taken away (`reaction_removed`)."""
        event: Payload = {
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "item_user": message.user,
        }
        self.announce(kind, event, self.state.channels[message.channel])

    def home_opened(self, user_id: str, tab: str, home: View | None) -> None:
        """A person opened the app: its `home` tab, or `messages`."""
        state = self.state
        event: Payload = {"user": user_id, "channel": state.open_im(user_id).id, "tab": tab}
        if tab == "home" and home:
            event["view"] = state.view_to_api(home)
        if state.app.hears_context:
            event["context"] = self._context(user_id)
        self.announce("app_home_opened", event)

    def context_changed(self, user_id: str) -> None:
        """A person looks at something else; the event names no user, the authorization does."""
        if self.state.app.has_agent_view:
            self.announce("app_context_changed", {"context": self._context(user_id)}, acting=user_id)

    def user_changed(self, kind: str, user: User) -> None:
        """Somebody joined (`team_join`), or changed (`user_change`)."""
        cached = {"cache_ts": int(self.state.clock())} if kind == "user_change" else {}
        self.announce(kind, {"user": user.to_api(with_locale=True)} | cached)

    def membership_changed(self, kind: str, user_id: str, channel: Channel) -> None:
        """Somebody joined a channel (`member_joined_channel`) or left it (`member_left_channel`)."""
        event: Payload = {
            "user": user_id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": self.state.team_id,
        }
        self.announce(kind, event, channel)

    def channel_shared(self, channel: Channel) -> None:
        """Another organisation reads there from now on."""
        event: Payload = {"connected_team_id": _OTHER_TEAM, "channel": channel.id}
        self.announce("channel_shared", event, channel)

    def announce(
        self, kind: str, event: Payload, channel: Channel | None = None, *, acting: str = ""
    ) -> AppDelivery | None:
        """Any event, as written; None when the app does not hear this kind, or the bot is not in the channel.

        `acting` is the person whose own event it is; the bot's otherwise.
        """
        state = self.state
        if not state.app.hears(kind) or (channel and state.bot.id not in channel.members):
            return None
        stamp = {} if acting else {"event_ts": state.timestamps.next()}  # a person's own event has no time
        payload: Payload = {
            "token": "verification-token",
            "team_id": state.team_id,
            "context_team_id": state.team_id,
            "context_enterprise_id": state.enterprise_id or None,
            "api_app_id": state.app.id,
            "event": {"type": kind} | stamp | event,
            "type": "event_callback",
            "event_id": state.ids.next("Ev"),
            "event_time": int(state.clock()),
            "authorizations": [
                state.installed_in | {"user_id": acting or state.bot.id, "is_bot": not acting}
            ],
            "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
            "event_context": state.ids.next("4-"),
        }
        return self.deliveries.send("events_api", payload)

    def _message(self, message: Message, channel: Channel) -> Payload:
        event = self._inner(message)
        event |= {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}
        if message.files:
            # Only events have the subtype, and they leave the team out: slackapi/slack-api-specs#62.
            event = {key: value for key, value in event.items() if key != "team"} | {"subtype": "file_share"}
        sender = self.state.users.get(message.user)
        if sender and sender.is_stranger:
            event |= {"user_team": sender.team_id, "source_team": sender.team_id}
        if channel.kind == "im" and self.state.app.hears_context and not message.bot_id:
            event["app_context"] = self._context(message.user)
        return event

    def _context(self, user_id: str) -> Payload:
        """What the person looks at, the most relevant first."""
        channel, team_id = self.state.looked_at.get(user_id), self.state.team_id
        if channel is None:
            return {}
        return {"entities": [{"type": "slack#/types/channel_id", "value": channel, "team_id": team_id}]}

    def _inner(self, message: Message) -> Payload:
        event = message.to_api()
        if message.is_reply:
            parent = self.state.history.find(message.channel, message.thread)
            event["parent_user_id"] = parent.user if parent else message.user
        if message.bot_id == self.state.bot_id:
            event["bot_profile"] = self.state.bot_to_api() | {"team_id": self.state.team_id}
        return event

    def _hidden(self, subtype: str, message: Message, body: Payload) -> None:
        channel = self.state.channels[message.channel]
        ts = self.state.timestamps.next()
        event = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id}
        stamp = {"ts": ts, "event_ts": ts, "channel_type": channel.kind}
        self.announce(f"message.{channel.family}", event | stamp | body, channel)
