"""What people do with the app, and what Slack does with the app's ack: commands, clicks, modals, shortcuts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.workspace.block_kit import Element, choices, find_element
from bot.workspace.delivery import Deliveries
from bot.workspace.people.inputs import action, filled, typed
from bot.workspace.posting import Composing
from bot.workspace.recording import AppDelivery, Call, Recording
from bot.workspace.state import Channel, Message, Panel, User, View, WorkspaceState
from bot.workspace.web_api import Origin, ResponseUrls
from bot.workspace.wire import ApiError, Payload

_WITHOUT_STATE = frozenset({"button", "overflow", "feedback_buttons", "icon_button"})


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something a person did with the app: where, when (a timestamp), and how the app took it."""

    user: str
    channel: str
    ts: str
    delivery: AppDelivery

    @property
    def is_acked(self) -> bool:
        """Whether the app confirmed in time; otherwise the person saw an error."""
        return self.delivery.ack is not None

    @property
    def latency(self) -> float:
        """Seconds until the ack; infinite when there was none."""
        return self.delivery.ack.latency if self.delivery.ack else float("inf")

    @property
    def response(self) -> Payload:
        """What the ack carried."""
        return (self.delivery.ack.payload if self.delivery.ack else None) or {}

    @property
    def errors(self) -> dict[str, str]:
        """The errors shown in the modal, by block id, when the app did not take a submission."""
        errors: dict[str, str] = self.response.get("errors", {})
        return errors


@dataclass(frozen=True, slots=True)
class Gestures:
    """Carries a person's gestures to the app, each as the JSON that Slack sends for it, and waits for its ack."""

    state: WorkspaceState
    deliveries: Deliveries
    composing: Composing
    response_urls: ResponseUrls
    recording: Recording

    async def command(self, user: User, channel: Channel, line: str) -> Interaction:
        """A slash command; LookupError when the manifest does not have it."""
        state = self.state
        name, _, text = line.partition(" ")
        declared = state.app.commands.get(name)
        if declared is None:
            raise LookupError(f"the manifest has no command {name}; it has: {', '.join(state.app.commands)}")
        if declared.get("should_escape"):
            text = typed(text, state, with_names=True)
        origin = Origin(channel.id, user.id)
        payload = {  # all values are text, for it travels as a form
            "token": "verification-token",
            "team_id": state.team_id,
            "team_domain": state.team_domain,
            "channel_id": channel.id,
            "channel_name": channel.name_in_command(),
            "user_id": user.id,
            "user_name": user.name,
            "command": name,
            "text": text.strip(),
            "api_app_id": state.app.id,
            **({"enterprise_id": state.enterprise_id} if state.enterprise_id else {}),
            "is_enterprise_install": str(bool(state.enterprise_id)).lower(),
            "response_url": self.response_urls.issue(origin),
            "trigger_id": state.triggers.issue(user.id),
        }
        interaction = await self._carry(user, payload, channel.id, kind="slash_commands")
        answer = interaction.response
        if answer.get("text") or answer.get("blocks"):
            self._checked(answer, lambda: self.response_urls.respond(origin, answer))
        return interaction

    async def shortcut(self, user: User, name: str, message: Message | None) -> Interaction:
        """A shortcut by its name or callback id, on a message or anywhere; LookupError when there is none."""
        kind = "message" if message else "global"
        found = self.state.app.shortcut(name, kind)
        if found is None:
            raise LookupError(f"the manifest has no {kind} shortcut {name!r}")
        said: Payload = {
            "trigger_id": self.state.triggers.issue(user.id),
            "callback_id": found.callback_id,
            "action_ts": self.state.timestamps.next(),
        }
        if message is None:
            return await self._interact("shortcut", user, said)
        said |= {
            "response_url": self.response_urls.issue(Origin(message.channel, user.id, message)),
            "message_ts": message.ts,
            "channel": self._channel(message.channel),
            "message": self.state.history.to_api(message),
        }
        return await self._interact("message_action", user, said, message.channel)

    async def click(self, user: User, on: Message | View, label: str, chosen: object) -> Interaction:
        """Use a button or another element, by its label, action id, or the text of one of its options."""
        element, choice = find_element(list(on.blocks), label, chosen)
        body = action(element, choice, self.state.timestamps.next())
        if isinstance(on, View):
            view = on if element.kind in _WITHOUT_STATE else self._with_value(on, element, body)
            trigger = {"trigger_id": self.state.triggers.issue(user.id, view.id)}
            return await self._interact(
                "block_actions", user, self._place(view) | trigger | {"actions": [body]}
            )
        state, said = self.state, self._place(on)
        where = (user.id, on.channel, on.ts)
        if element.kind not in _WITHOUT_STATE:
            values = state.entered.setdefault(where, {})
            values.setdefault(element.block_id, {})[element.action_id] = _kept(body)
        said["container"]["is_ephemeral"] = on.ephemeral_to is not None
        if on.thread_ts:
            said["container"]["thread_ts"] = on.thread_ts
        said |= {
            "trigger_id": state.triggers.issue(user.id),
            "state": {"values": state.entered.get(where, {})},
            "response_url": self.response_urls.issue(Origin(on.channel, user.id, on)),
            "actions": [body],
        }
        if on.ephemeral_to is None:  # an ephemeral message is not sent along
            said["message"] = state.history.to_api(on)
        return await self._interact("block_actions", user, said, on.channel)

    async def press(self, user: User, panel: Panel, label: str) -> Interaction:
        """Use a button of a Work Object's panel, by what stands on it."""
        [pressed] = [each for each in panel.buttons if each["text"] == label]
        trigger = self.state.triggers.issue(user.id)
        self.state.panels[user.id] = replace(panel, trigger=trigger)
        container = {"type": "entity_detail", "message_ts": panel.ts, "channel_id": panel.channel}
        body = {
            "type": "button",
            "text": {"type": "plain_text", "text": label, "emoji": True},
            "action_ts": self.state.timestamps.next(),
        }
        body |= {name: pressed[name] for name in ("action_id", "value") if name in pressed}
        said = {"container": container | panel.address, "trigger_id": trigger, "actions": [body]}
        return await self._interact("block_actions", user, said, panel.channel)

    async def search(self, user: User, on: Message | View, action_id: str, text: str) -> list[Payload]:
        """Type into an external select; the options that the app offers."""
        element, _ = find_element(list(on.blocks), action_id, None)
        said = {"action_id": element.action_id, "block_id": element.block_id, "value": text}
        interaction = await self._interact("block_suggestion", user, self._place(on) | said)
        return choices(interaction.response)

    async def submit(self, user: User, view: View, answers: Mapping[str, Any]) -> Interaction:
        """Fill in a modal and submit it; the ack closes it, changes it, or shows errors in it."""
        submitted = self.state.views.put(replace(view, values=filled(view, answers)))
        said = {
            "trigger_id": self.state.triggers.issue(user.id, view.id),
            "view": self.state.view_to_api(submitted),
            "response_urls": [],
        }
        interaction = await self._interact("view_submission", user, said)
        answer = interaction.response
        if interaction.is_acked:
            self._checked(answer, lambda: self._after_submission(submitted, answer))
        return interaction

    async def close(self, user: User, view: View, *, is_cleared: bool) -> Interaction | None:
        """Close a modal; the app hears of it only where the view asks for that."""
        everything = is_cleared or bool(view.content.get("clear_on_close"))
        self.state.views.close(user.id, everything=everything)
        if not view.content.get("notify_on_close"):
            return None
        said = {"view": self.state.view_to_api(view), "is_cleared": everything}
        return await self._interact("view_closed", user, said)

    async def _interact(self, kind: str, user: User, said: Payload, channel: str = "") -> Interaction:
        # In an organisation Slack may name no workspace.
        company = self.state.enterprise_id
        common = {
            "type": kind,
            "user": user.to_interaction(),
            "api_app_id": self.state.app.id,
            "token": "verification-token",
            "team": None if company else {"id": self.state.team_id, "domain": self.state.team_domain},
            "enterprise": {"id": company, "name": self.state.team_name} if company else None,
            "is_enterprise_install": bool(company),
        }
        return await self._carry(user, common | said, channel)

    async def _carry(
        self, user: User, payload: Payload, channel: str, *, kind: str = "interactive"
    ) -> Interaction:
        """Carry it to the app, and wait for the ack; without a channel it happened in the app's own."""
        ts = self.state.timestamps.next()
        delivery = self.deliveries.send(kind, payload)
        await delivery.settled.wait()
        return Interaction(user.id, channel or self.state.open_im(user.id).id, ts, delivery)

    def _place(self, on: Message | View) -> Payload:
        """Where an element was used."""
        if isinstance(on, View):
            return {"container": {"type": "view", "view_id": on.id}, "view": self.state.view_to_api(on)}
        container = {"type": "message", "message_ts": on.ts, "channel_id": on.channel}
        return {"container": container, "channel": self._channel(on.channel)}

    def _channel(self, channel_id: str) -> Payload:
        return {"id": channel_id, "name": self.state.channels[channel_id].name_in_command()}

    def _with_value(self, view: View, element: Element, body: Payload) -> View:
        """The view in which a stateful element keeps what was chosen."""
        block = {**view.values.get(element.block_id, {}), element.action_id: _kept(body)}
        return self.state.views.put(replace(view, values={**view.values, element.block_id: block}))

    def _after_submission(self, view: View, response: Payload) -> None:
        views = self.state.views
        match response.get("response_action"):
            case "errors":
                pass
            case "update":
                views.update(view, self.composing.view(response.get("view"), "modal"))
            case "push":
                views.push(view.user, self.composing.view(response.get("view"), "modal"))
            case how:
                views.close(view.user, everything=how == "clear")

    def _checked(self, payload: Payload, do: Callable[[], None]) -> None:
        """Carry out what an ack asked for; what Slack would not take is recorded, and nothing is shown."""
        try:
            do()
        except ApiError as refusal:
            told = refusal.messages or (refusal.error,)
            call = Call("ack", payload, 200, refusal.error, self.state.clock(), 0.0, told)
            self.recording.calls.append(call)


def _kept(body: Payload) -> Payload:
    return {key: value for key, value in body.items() if key.startswith(("selected_", "value", "type"))}
