"""What arrives from our own views: who acted, before which view, when, and with which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.home.context import Frame
from bot.slack.home.views import QUESTION


@dataclass(frozen=True)
class Visit:
    """A person who did something before a view of ours.

    `modal` is the view's id, "" for the home tab; `moment` is when they acted (seconds; 0.0 where Slack does not
    say); `query` is what they searched last; `seed` changes with the view.
    """

    user: str
    modal: str = ""
    moment: float = 0.0
    query: str = ""
    seed: str = ""

    @property
    def frame(self) -> Frame:
        """Where they are."""
        return Frame.MODAL if self.modal else Frame.HOME

    @property
    def view(self) -> str:
        """Which view they act upon: one modal, or their home."""
        return self.modal or self.user

    @classmethod
    def opened(cls, event: Mapping[str, Any]) -> "Visit":
        """Somebody opened the home tab."""
        return cls(event["user"], moment=float(event.get("event_ts") or 0))

    @classmethod
    def acted(cls, body: Mapping[str, Any]) -> "Visit":
        """Somebody used an element of a view, or submitted it."""
        view = body["view"]
        [action] = body.get("actions") or [{}]
        return cls(
            body["user"]["id"],
            view["id"] if view["type"] == Frame.MODAL else "",
            float(action.get("action_ts") or 0),
            view.get("private_metadata") or "",
            view.get("hash") or "",
        )


def question_in(body: Mapping[str, Any]) -> tuple[str, str]:
    """The id of the block in a submitted modal that asks, and what was asked there."""
    values: Mapping[str, Any] = body["view"]["state"]["values"]
    [(block, question)] = (
        (block, of_block[QUESTION]["value"]) for block, of_block in values.items() if QUESTION in of_block
    )
    return block, question or ""
