"""What happened between the app and the workspace: calls, deliveries, acks. For tests to read."""

import asyncio
from dataclasses import dataclass, field

from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API call, or one post to a response URL or of a file (`method` is then `response_url`, `upload_url`).

    `at` and `took` are seconds; `status` is the HTTP status, 0 when no answer was sent; `error` is Slack's code;
    `violations` say what in its blocks or its view Slack would not take.
    """

    method: str
    arguments: Payload = field(hash=False)
    status: int
    error: str | None
    at: float
    took: float
    violations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's confirmation: how long it took (seconds), and what it carried."""

    latency: float
    payload: Payload | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    """One try to deliver: `number` counts from 0; `ack` is None when none came in time, `reason` then says why."""

    number: int
    envelope_id: str
    at: float
    ack: Ack | None
    reason: str | None = None


@dataclass(slots=True)
class AppDelivery:
    """One payload on its way to the app, with all attempts; grows until it is `settled`."""

    kind: str
    payload: Payload
    attempts: list[DeliveryAttempt] = field(default_factory=list)
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def event(self) -> Payload:
        """The event inside, for an Events API delivery."""
        inner: Payload = self.payload.get("event", {})
        return inner

    @property
    def ack(self) -> Ack | None:
        """The first ack, if any came in time."""
        return next((one.ack for one in self.attempts if one.ack), None)


@dataclass(slots=True)
class Recording:
    """Everything since the workspace opened; `late_acks` are envelope ids confirmed after their time."""

    calls: list[Call] = field(default_factory=list)
    deliveries: list[AppDelivery] = field(default_factory=list)
    late_acks: list[str] = field(default_factory=list)

    @property
    def acks(self) -> list[Ack]:
        """Every ack that came in time."""
        return [attempt.ack for one in self.deliveries for attempt in one.attempts if attempt.ack]

    @property
    def refused(self) -> list[Call]:
        """The calls whose blocks or view Slack would not take."""
        return [call for call in self.calls if call.violations]

    def calls_to(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method == method]
