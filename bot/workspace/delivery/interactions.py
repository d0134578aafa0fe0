"""Payloads of what people do with the app: commands, shortcuts, clicks, submitted and closed modals."""

from dataclasses import dataclass

from bot.workspace.block_kit import Element
from bot.workspace.state import Channel, Message, User, View, WorkspaceState
from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Payloads:
    """Builds the payloads for one workspace."""

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
        container: Payload = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.ephemeral_to is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload = self._common("block_actions", user) | {
            "container": container,
            "trigger_id": self.state.triggers.issue(user.id),
            "channel": self._channel(message.channel),
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
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self.state.triggers.issue(user.id, view.id),
            "view": self.state.view_to_api(view),
            "actions": [action],
        }

    def suggestion(self, user: User, on: Message | View, element: Element, text: str) -> Payload:
        """Words typed into an external select, for which the app is to offer options."""
        payload = self._common("block_suggestion", user) | {
            "action_id": element.action_id,
            "block_id": element.block_id,
            "value": text,
        }
        if isinstance(on, View):
            return payload | {
                "container": {"type": "view", "view_id": on.id},
                "view": self.state.view_to_api(on),
            }
        container = {"type": "message", "message_ts": on.ts, "channel_id": on.channel}
        return payload | {"container": container, "channel": self._channel(on.channel)}

    def submission(self, user: User, view: View) -> Payload:
        """A modal submitted, with the values in its state."""
        return self._common("view_submission", user) | {
            "trigger_id": self.state.triggers.issue(user.id, view.id),
            "view": self.state.view_to_api(view),
            "response_urls": [],
        }

    def closing(self, user: User, view: View, *, is_cleared: bool) -> Payload:
        """A modal closed without submitting it."""
        return self._common("view_closed", user) | {
            "view": self.state.view_to_api(view),
            "is_cleared": is_cleared,
        }

    def _common(self, kind: str, user: User) -> Payload:
        return {
            "type": kind,
            "user": user.to_interaction(),
            "api_app_id": self.state.app.id,
            "token": "verification-token",
            "team": self.state.team_to_api(),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _channel(self, channel_id: str) -> Payload:
        channel = self.state.channels[channel_id]
        return {"id": channel.id, "name": channel.name_in_command()}
