"""What goes over the wire: JSON objects, and the error in which the Web API refuses a call."""

from collections.abc import Iterable
from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, Any]


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
