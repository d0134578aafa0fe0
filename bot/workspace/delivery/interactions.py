"""Payloads of what people do with the app: commands, shortcuts, clicks, submitted and closed modals."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.workspace.block_kit.elements import Element, choices, plain
from bot.workspace.state.channels import Channel
from bot.workspace.state.messages import Message
from bot.workspace.state.users import User
from bot.workspace.state.views import View, view_to_api
from bot.workspace.state.workspace_state import State
from bot.workspace.wire import Payload

WITHOUT_VALUE = frozenset({"button", "icon_button", "workflow_button"})
ONE_OPTION = frozenset({"static_select", "external_select", "overflow", "radio_buttons"})
MANY_OPTIONS = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})
VALUE_KEYS: Mapping[str, str] = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "rich_text_input": "rich_text_value",
}


@dataclass(frozen=True, slots=True)
class Payloads:
    """Builds the payloads for one workspace."""

    state: State

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

    def global_shortcut(self, user: User, callback_id: str) -> Payload:
        """A shortcut from the search bar or the message box."""
        return self._common("shortcut", user) | {
            "callback_id": callback_id,
            "action_ts": self.state.timestamps.next(),
            "trigger_id": self.state.triggers.issue(user.id),
        }

    def message_shortcut(self, user: User, message: Message, callback_id: str, response_url: str) -> Payload:
        """A shortcut from a message's menu."""
        return self._common("message_action", user) | {
            "callback_id": callback_id,
            "action_ts": self.state.timestamps.next(),
            "trigger_id": self.state.triggers.issue(user.id),
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
            "view": self.view(view),
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
            return payload | {"container": {"type": "view", "view_id": on.id}, "view": self.view(on)}
        container = {"type": "message", "message_ts": on.ts, "channel_id": on.channel}
        return payload | {"container": container, "channel": self._channel(on.channel)}

    def submission(self, user: User, view: View) -> Payload:
        """A modal submitted, with the values in its state."""
        return self._common("view_submission", user) | {
            "trigger_id": self.state.triggers.issue(user.id, view.id),
            "view": self.view(view),
            "response_urls": [],
        }

    def closing(self, user: User, view: View, *, is_cleared: bool) -> Payload:
        """A modal closed without submitting it."""
        return self._common("view_closed", user) | {"view": self.view(view), "is_cleared": is_cleared}

    def view(self, view: View) -> Payload:
        """The view object."""
        state = self.state
        return view_to_api(view, team_id=state.team_id, app_id=state.app.id, bot_id=state.bot_id)

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


def action(element: Element, chosen: object, action_ts: str) -> Payload:
    """The `actions` entry of a used element, with what was chosen or typed."""
    body: Payload = {"action_id": element.action_id, "block_id": element.block_id, "type": element.kind}
    if "text" in element.payload and element.kind == "button":
        body["text"] = element.payload["text"]
    if "value" in element.payload:
        body["value"] = element.payload["value"]
    return body | entered(element.payload, chosen) | {"action_ts": action_ts}


def entered(element: Payload, chosen: object) -> Payload:
    """What a person put into an element, in the key that its type has for it.

    `chosen` is the text of an option (a list of them for several), the label of a feedback button, an id, a date
    or the words typed.
    """
    kind = str(element.get("type"))
    if kind in WITHOUT_VALUE:
        return {}
    if kind == "feedback_buttons":
        return _feedback(element, chosen)
    if kind in ONE_OPTION:
        return {"selected_option": None if chosen is None else _option(element, chosen)}
    if kind in MANY_OPTIONS:
        wanted = chosen if isinstance(chosen, list) else [chosen]
        return {"selected_options": [_option(element, one) for one in wanted if one is not None]}
    return {VALUE_KEYS.get(kind, "value"): chosen}


def _feedback(element: Payload, chosen: object) -> Payload:
    for button in (element["positive_button"], element["negative_button"]):
        if chosen in {plain(button["text"]), button["value"]}:
            return {"value": button["value"], "text": button["text"]}
    raise LookupError(f"there is no feedback button {chosen!r}")


def _option(element: Payload, wanted: object) -> Payload:
    if isinstance(wanted, dict):
        return wanted
    for option in choices(element):
        if wanted in {plain(option["text"]), option.get("value")}:
            return option
    offered = ", ".join(plain(option["text"]) for option in choices(element))
    raise LookupError(f"there is no option {wanted!r}; there are: {offered}")
