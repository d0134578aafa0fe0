"""Payloads of what people do with the app: commands, shortcuts, clicks, submitted and closed modals."""

from dataclasses import dataclass

from bot.workspace.block_kit import Element
from bot.workspace.state import Channel, Message, User, View, WorkspaceState
from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Payloads:
    """Makes the JSON that Slack sends for each thing that a person does with the app in one workspace."""

    state: WorkspaceState

    def command(self, user: User, channel: Channel, command: str, text: str, response_url: str) -> Payload:
        """A slash command; all values are text, for it travels as a form."""
        state = self.state
        return {
            "token": "verification-token",
            "team_id": state.team_id,
            "team_domain": state.team_domain,
            "channel_id": channel.id,
            "channel_name": channel.name_in_command(),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": state.app.id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": state.triggers.issue(user.id),
        }

    def shortcut(self, user: User, callback_id: str) -> Payload:
        """A shortcut from the search bar or the message box."""
        return self._common("shortcut", user) | {
            "trigger_id": self.state.triggers.issue(user.id),
            "callback_id": callback_id,
            "action_ts": self.state.timestamps.next(),
        }

    def message_shortcut(self, user: User, message: Message, callback_id: str, response_url: str) -> Payload:
        """A shortcut from a message's menu."""
        return self.shortcut(user, callback_id) | {
            "type": "message_action",
            "response_url": response_url,
            "message_ts": message.ts,
            "channel": self._channel(message.channel),
            "message": self.state.history.to_api(message),
        }

    def click_in_message(self, user: User, message: Message, action: Payload, response_url: str) -> Payload:
        """An element of a message used; an ephemeral message is not sent along."""
        where = self._in_message(message)
        where["container"]["is_ephemeral"] = message.ephemeral_to is not None
        if message.thread_ts:
            where["container"]["thread_ts"] = message.thread_ts
        payload = self._common("block_actions", user) | {
            **where,
            "trigger_id": self.state.triggers.issue(user.id),
            "state": {"values": self.state.entered.get((user.id, message.channel, message.ts), {})},
            "response_url": response_url,
            "actions": [action],
        }
        if message.ephemeral_to is None:
            payload["message"] = self.state.history.to_api(message)
        return payload

    def click_in_view(self, user: User, view: View, action: Payload) -> Payload:
        """An element of a modal or of the home used."""
        return self._common("block_actions", user) | {
            **self._in_view(view),
            "trigger_id": self.state.triggers.issue(user.id, view.id),
            "actions": [action],
        }

    def suggestion(self, user: User, on: Message | View, element: Element, text: str) -> Payload:
        """Words typed into an external select, for which the app is to offer options."""
        where = self._in_view(on) if isinstance(on, View) else self._in_message(on)
        return self._common("block_suggestion", user) | {
            **where,
            "action_id": element.action_id,
            "block_id": element.block_id,
            "value": text,
        }

    def submission(self, user: User, view: View) -> Payload:
        """A modal submitted, with the values in its state."""
        return self._common("view_submission", user) | {
            "trigger_id": self.state.triggers.issue(user.id, view.id),
            "view": self.state.view_to_api(view),
            "response_urls": [],
        }

    def closing(self, user: User, view: View, *, is_cleared: bool) -> Payload:
        """A modal closed without submitting it."""
        said = {"view": self.state.view_to_api(view), "is_cleared": is_cleared}
        return self._common("view_closed", user) | said

    def _common(self, kind: str, user: User) -> Payload:
        return {
            "type": kind,
            "user": user.to_interaction(),
            "api_app_id": self.state.app.id,
            "token": "verification-token",
            "team": {"id": self.state.team_id, "domain": self.state.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _in_view(self, view: View) -> Payload:
        return {
            "container": {"type": "view", "view_id": view.id},
            "view": self.state.view_to_api(view),
        }

    def _in_message(self, message: Message) -> Payload:
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        return {"container": container, "channel": self._channel(message.channel)}

    def _channel(self, channel_id: str) -> Payload:
        channel = self.state.channels[channel_id]
        return {"id": channel.id, "name": channel.name_in_command()}
