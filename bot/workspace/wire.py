"""What goes over the wire, in Slack's formats: JSON objects, ids, timestamps, trigger ids, and refusals of calls."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, Any]
Clock = Callable[[], float]
"""The time in seconds since 1970."""
TRIGGER_LIFETIME = 3.0
"""Seconds."""


class ApiError(Exception):
    """A refusal in Slack's words: `error` is its code (`channel_not_found`).

    `messages` say what is wrong and at which JSON pointer, `details` are further fields of the answer.
    """

    def __init__(self, error: str, messages: Iterable[object] = (), **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = tuple(map(str, messages))
        self.details = details

    def to_api(self) -> Payload:
        """The body of the answer."""
        metadata = {"response_metadata": {"messages": list(self.messages)}} if self.messages else {}
        return {"ok": False, "error": self.error, **self.details, **metadata}


class Ids:
    """Hands out identifiers such as `U00000001`, counted for each prefix."""

    def __init__(self) -> None:
        self._given: defaultdict[str, int] = defaultdict(int)

    def next(self, prefix: str) -> str:
        """A new identifier that begins with this prefix."""
        self._given[prefix] += 1
        return f"{prefix}{self._given[prefix]:08d}"


class Timestamps:
    """Message timestamps (`1700000000.000123`, seconds): unique, and rising even when the clock stands still."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """A timestamp later than every one before."""
        self._last = max(round(self._clock() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


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
        if self._clock() - trigger.issued > TRIGGER_LIFETIME:
            raise ApiError("expired_trigger_id")
        self._issued[trigger_id] = replace(trigger, is_used=True)
        return trigger
