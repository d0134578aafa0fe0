"""Delivering to the app: at once, again when no ack comes, and a record of every attempt.

It has never heard of sockets or HTTP: a transport carries one envelope and says whether the app confirmed it.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Protocol

from bot.workspace.faults import Faults
from bot.workspace.recording import Ack, AppDelivery, DeliveryAttempt, Recording
from bot.workspace.state import Update, WorkspaceState
from bot.workspace.wire import Payload


@dataclass(frozen=True, slots=True)
class Envelope:
    """One attempt: `kind` is `events_api`, `interactive` or `slash_commands`; `retry_attempt` counts from 0."""

    id: str
    kind: str
    payload: Payload
    retry_attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The attempt failed: `timeout`, `http_error`, `connection_failed`; `is_final` forbids another."""

    reason: str
    is_final: bool = False


class Transport(Protocol):
    """Carries envelopes to the app."""

    async def deliver(self, envelope: Envelope) -> Ack | Unconfirmed:
        """Carry one envelope, and wait for its ack as long as Slack does."""
        ...


@dataclass(slots=True)
class Deliveries:
    """Sends payloads to the app, each in its own task, and repeats unconfirmed events after the given delays."""

    transport: Transport
    state: WorkspaceState
    faults: Faults
    recording: Recording
    retry_delays: tuple[float, ...]
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _held_back: list[AppDelivery] = field(default_factory=list)

    @property
    def pending(self) -> int:
        """How many deliveries are under way."""
        return len(self._tasks) + len(self._held_back)

    def send(self, kind: str, payload: Payload) -> AppDelivery:
        """Start a delivery; events are repeated when unconfirmed, interactions are not."""
        delivery = AppDelivery(kind, payload)
        self.recording.deliveries.append(delivery)
        if self.faults.overtaken.strikes(payload):
            self._held_back.append(delivery)
            return delivery
        self._start(self._carry(delivery))
        self.release()
        return delivery

    def release(self) -> None:
        """Let go of the deliveries that wait to be overtaken."""
        waiting, self._held_back = self._held_back, []
        for delivery in waiting:
            self._start(self._carry(delivery))

    def repeat(self, delivery: AppDelivery) -> None:
        """Deliver an event once more, as Slack does when it missed the ack."""
        delivery.settled.clear()
        self._start(self._again(delivery))

    async def close(self) -> None:
        """Give up whatever is under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, delivery: AppDelivery) -> None:
        if self.faults.late.strikes(delivery.payload):
            await asyncio.sleep(self.faults.late.seconds)
        delays = (0.0, *self.retry_delays) if delivery.kind == "events_api" else (0.0,)
        reason = ""
        for number, delay in enumerate(delays):
            if delay:
                await asyncio.sleep(delay)
            outcome = await self._attempt(delivery, number, reason)
            if isinstance(outcome, Ack) or outcome.is_final:
                break
            reason = outcome.reason
        if delivery.kind == "events_api" and delivery.ack and self.faults.repeated.strikes(delivery.payload):
            await self._attempt(delivery, len(delivery.attempts), "timeout")
        self._settle(delivery)

    async def _again(self, delivery: AppDelivery) -> None:
        await self._attempt(delivery, len(delivery.attempts), "timeout")
        self._settle(delivery)

    async def _attempt(self, delivery: AppDelivery, number: int, reason: str) -> Ack | Unconfirmed:
        envelope = Envelope(self.state.ids.next("envelope-"), delivery.kind, delivery.payload, number, reason)
        at = self.state.clock()
        outcome = await self.transport.deliver(envelope)
        if isinstance(outcome, Ack) and self.faults.lost_acks.strikes(delivery.payload):
            outcome = Unconfirmed("timeout")
        ack, why = (outcome, None) if isinstance(outcome, Ack) else (None, outcome.reason)
        delivery.attempts.append(DeliveryAttempt(number, envelope.id, at, ack, why))
        return outcome

    def _settle(self, delivery: AppDelivery) -> None:
        delivery.settled.set()
        self.state.feed.publish(Update("delivery_settled"))
