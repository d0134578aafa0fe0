"""Trigger ids: what a person's action hands to the app, good for one view and for three seconds."""

from dataclasses import dataclass, replace

from bot.workspace.state.ids import Clock, Ids
from bot.workspace.wire import ApiError

LIFETIME = 3.0


@dataclass(frozen=True, slots=True)
class Trigger:
    """Who acted, when (seconds), and in which view."""

    user: str
    issued: float
    view_id: str | None = None
    is_used: bool = False


class Triggers:
    """Issues trigger ids and takes them back."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._issued: dict[str, Trigger] = {}

    def issue(self, user_id: str, view_id: str | None = None) -> str:
        """A trigger id for what this person has just done."""
        trigger_id = self._ids.next("1000.2000.")
        self._issued[trigger_id] = Trigger(user_id, self._clock(), view_id)
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Who acted; ApiError when the id is unknown, used, or older than three seconds."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.is_used:
            raise ApiError("exchanged_trigger_id")
        if self._clock() - trigger.issued > LIFETIME:
            raise ApiError("expired_trigger_id")
        self._issued[trigger_id] = replace(trigger, is_used=True)
        return trigger
