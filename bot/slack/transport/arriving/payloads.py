"""What Slack tells when somebody clicks, submits a form, or runs a command or a shortcut, read into values once.

Ids and values stand here as they were sent; whoever acts on them looks them up as that person's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.inquiries import Place
from bot.store import Address

Body = Mapping[str, Any]
NOBODY = "-"  # in the place of a user id
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]  # what stands in inputs, by block and action id


@dataclass(frozen=True)
class SentView:
    """A modal or home tab of ours at the moment somebody acted on it; `kind` is Slack's type of view."""

    id: str
    kind: str
    metadata: str
    hash: str
    values: Values
    title: str = ""

    @classmethod
    def of(cls, view: Body) -> "SentView":
        """As the payload's `view` tells it."""
        return cls(
            str(view["id"]),
            str(view["type"]),
            str(view.get("private_metadata") or ""),
            str(view.get("hash") or ""),
            (view.get("state") or {}).get("values") or {},
            str((view.get("title") or {}).get("text") or ""),
        )


@dataclass(frozen=True)
class Click:
    """A person used a button, a menu or a search box: in a message (`message` is its timestamp), a `view` or a panel.

    `place` is the conversation of the message, `blocks` are the message's, as far as Slack shows them, `values` is what
    stands in the inputs beside. `trigger` opens a modal, for three seconds, and tells this click from all others;
    `moment` is when, in seconds (0.0 where Slack does not say).
    """

    person: str
    action: str
    value: str
    trigger: str
    place: Place
    message: str = ""
    is_ephemeral: bool = False
    response_url: str = ""
    moment: float = 0.0
    view: SentView | None = None
    blocks: Sequence[Body] = ()
    values: Values = field(default_factory=dict)
    is_in_panel: bool = False

    @property
    def key(self) -> str:
        """What tells this click from all others."""
        return self.trigger or f"{self.person}/{self.moment}/{self.message or (self.view and self.view.id)}"

    @property
    def is_in_modal(self) -> bool:
        """Whether they clicked in a modal."""
        return self.view is not None and self.view.kind == "modal"

    @property
    def alone(self) -> Address:
        """Where whoever clicked is answered for their eyes only."""
        return Address.at(self.place, person=self.person, response_url=self.response_url)

    @classmethod
    def of(cls, body: Body) -> "Click":
        """As a `block_actions` payload tells it."""
        container = body.get("container") or {}
        pressed, view = body["actions"][0], body.get("view")
        action, value = _meant(pressed)
        return cls(
            person=str(body["user"]["id"]),
            action=action,
            value=value,
            trigger=str(body.get("trigger_id") or ""),
            place=clicked_place(body),
            message=str(container.get("message_ts") or ""),
            is_ephemeral=bool(container.get("is_ephemeral")),
            response_url=str(body.get("response_url") or ""),
            moment=float(pressed.get("action_ts") or 0),
            view=SentView.of(view) if view else None,
            blocks=(body.get("message") or {}).get("blocks") or (),
            values=(body.get("state") or {}).get("values") or {},
            is_in_panel=container.get("type") == "entity_detail",
        )


def _meant(pressed: Body) -> tuple[str, str]:
    """What a button or menu does, and with what: an option behind ⋯ stands for a button, `action value`."""
    chosen = str((pressed.get("selected_option") or {}).get("value") or "")
    if pressed.get("type") == "overflow":
        action, _, value = chosen.partition(" ")
        return action, value
    return str(pressed["action_id"]), str(pressed.get("value") or chosen)


@dataclass(frozen=True)
class Submission:
    """A person submitted a form."""

    person: str
    team: str
    trigger: str
    view: SentView

    @property
    def key(self) -> str:
        """What tells this submission from all others: who submits the form again sends another."""
        return self.trigger or f"{self.person}/{self.view.id}/{self.view.hash}"

    def entered(self, name: str) -> str:
        """What stands in the input of this name: words typed, or what was chosen there; "" for none."""
        box = self.view.values[name][name]
        option = box.get("selected_option") or {}
        kinds = ("selected_user", "selected_date", "selected_conversation")
        chosen = option.get("value") or next(filter(None, map(box.get, kinds)), "")
        return str(chosen or box.get("value") or "").strip()

    def ticked(self, name: str) -> tuple[str, ...]:
        """The values of the boxes that are ticked in the input of this name; none where there is no such input."""
        box = self.view.values.get(name, {}).get(name, {})
        return tuple(str(one["value"]) for one in box.get("selected_options") or ())

    @classmethod
    def of(cls, body: Body) -> "Submission":
        """As a `view_submission` payload tells it."""
        return cls(
            str(body["user"]["id"]),
            str((body.get("team") or {}).get("id") or ""),
            str(body.get("trigger_id") or ""),
            SentView.of(body["view"]),
        )


@dataclass(frozen=True)
class SlashCommand:
    """A person typed a slash command; `text` is what they wrote behind its name."""

    person: str
    team: str
    channel: str
    text: str
    trigger: str
    response_url: str

    @property
    def key(self) -> str:
        """What tells this command from all others."""
        return self.trigger

    @property
    def alone(self) -> Address:
        """Where whoever typed it is answered for their eyes only."""
        return Address(self.team, self.channel, person=self.person, response_url=self.response_url)

    @classmethod
    def of(cls, body: Body) -> "SlashCommand":
        """As Slack's form tells it."""
        return cls(
            str(body["user_id"]),
            str(body["team_id"]),
            str(body["channel_id"]),
            str(body.get("text") or ""),
            str(body["trigger_id"]),
            str(body["response_url"]),
        )


@dataclass(frozen=True)
class Shortcut:
    """A person used a shortcut of ours: on a `message`, or from anywhere (then there is none, and no channel)."""

    person: str
    team: str
    trigger: str
    channel: str = ""
    response_url: str = ""
    message: Body = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells this use of it from all others."""
        return self.trigger

    @property
    def alone(self) -> Address:
        """Where whoever used it on a message is answered for their eyes only."""
        return Address(self.team, self.channel, person=self.person, response_url=self.response_url)

    @classmethod
    def of(cls, body: Body) -> "Shortcut":
        """As a `message_action` or `shortcut` payload tells it."""
        return cls(
            str(body["user"]["id"]),
            str((body.get("team") or {}).get("id") or ""),
            str(body["trigger_id"]),
            str((body.get("channel") or {}).get("id") or ""),
            str(body.get("response_url") or ""),
            body.get("message") or {},
        )


def own_user(body: Body) -> str:
    """The bot's own user id, as an event names it; NOBODY where it does not."""
    authorizations = body.get("authorizations") or ()
    return next((str(one.get("user_id") or NOBODY) for one in authorizations if one.get("is_bot")), NOBODY)


def answered_alone(body: Body) -> Address | None:
    """Where what happened may be answered for that person's eyes only; None where Slack gives no such address."""
    if not (url := str(body.get("response_url") or "")):
        return None
    channel = (body.get("channel") or {}).get("id") or body.get("channel_id") or ""
    return Address("", str(channel), person=actor(body), response_url=url)


def view_in(body: Body) -> SentView | None:
    """The view that somebody acted on; None where it was a message, or nothing of ours."""
    return SentView.of(body["view"]) if body.get("view") else None


def opened_home(body: Body) -> Body | None:
    """The event of somebody who opened the home tab; None for anything else."""
    event: Body = body.get("event") or {}
    return event if event.get("type") == "app_home_opened" and event.get("tab") == "home" else None


def actor(body: Body) -> str:
    """Who clicked, ran a command, or opened a page; "" where the payload names nobody."""
    user, event = body.get("user") or {}, body.get("event") or {}
    return str(user.get("id") or body.get("user_id") or event.get("user") or "")


def clicked_place(body: Body) -> Place:
    """The conversation in which the message stands on which somebody clicked."""
    container, team, message = (body.get(part) or {} for part in ("container", "team", "message"))
    thread = container.get("thread_ts") or message.get("thread_ts") or ""
    # Of a click in an organisation Slack may name no workspace but that of whoever clicked.
    own = team.get("id") or (body.get("user") or {}).get("team_id") or ""
    return Place(own, container.get("channel_id", ""), thread)
