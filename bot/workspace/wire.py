"""What goes over the wire: JSON objects, and the error in which the Web API refuses a call."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, Any]


class ApiError(Exception):
    """A refusal in Slack's words: `error` is its code (`channel_not_found`), `details` what else the answer carries."""

    def __init__(self, error: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.details = dict(details or {})

    def to_api(self) -> Payload:
        """The body of the answer."""
        return {"ok": False, "error": self.error, **self.details}


def without_none(payload: Payload) -> Payload:
    """The payload without the keys that have no value: Slack leaves them out."""
    return {key: value for key, value in payload.items() if value is not None}
