"""The worker that empties the outbox.

Whatever may pass is tried again, for hours. What Slack will never take, or did not take in all that time, is given up:
whoever waits for it hears of it another way, once.
"""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from structlog.contextvars import bind_contextvars

from bot.slack.delivery.apologies import OVERDUE
from bot.slack.delivery.pacing import AppPause, SlowChannels
from bot.slack.process.monitoring import Metrics
from bot.slack.process.work import Timings
from bot.slack.transport.errors import (
    AppRefusedError,
    NotNowError,
    NotTakenError,
    RateLimitedError,
    SupersededError,
    UncertainError,
)
from bot.slack.transport.message_client import MessageClient
from bot.slack.transport.refusals import OF_SHOWN_MESSAGE
from bot.store import AsyncStore, Delivery, Hold, Purpose, Sent

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pacing:
    """What keeps parcels from being tried at this moment; `clock` tells seconds, and never goes back."""

    slow: SlowChannels
    pause: AppPause
    clock: Callable[[], float]

    @classmethod
    def of(cls, timings: Timings, slots: int, clock: Callable[[], float]) -> "Pacing":
        """For a worker with so many slots: at most a quarter of them are for slow conversations."""
        return cls(SlowChannels(max(1, slots // 4)), AppPause(timings.wait), clock)


@dataclass(frozen=True)
class DeliveryWorker:
    """Delivers parcels, for `patience` seconds each; `lost` is told of those that are given up, with a word for why.

    `more` is called when one has ended behind which others may wait, `shown` with the id of one that Slack shows.
    """

    message_client: MessageClient
    store: AsyncStore
    timings: Timings
    pacing: Pacing
    patience: float
    is_decided_anew: Callable[[Delivery], Awaitable[bool]]
    lost: Callable[[Delivery, str], Awaitable[None]]
    metrics: Metrics
    more: Callable[[], None]
    shown: Callable[[str], None]
    _busy: set[str] = field(default_factory=set)
    _awaited: set[str] = field(
        default_factory=set
    )  # lanes behind whose parcels others were seen, or not looked for

    async def take(self, slots: int) -> Sequence[Delivery]:
        """Lease parcels for conversations that are not being posted to; slow ones last, and few."""
        pacing, now = self.pacing, self.pacing.clock()
        room = pacing.pause.room(slots, now, self._busy)
        slow, busy = pacing.slow.all(), {*self._busy}
        self._awaited.update(busy)
        taken = await self._leased(room, {*busy, *slow})
        few = min(room - len(taken), pacing.slow.places(self._busy))
        taken = [*taken, *await self._leased(few, busy, slow)] if slow else taken
        self._awaited.update(one.parcel.address.lane for one in taken if one.is_followed)
        if slow or room < slots:
            self._awaited.update(self._busy)
        return taken

    async def _leased(
        self, slots: int, resting: Collection[str], among: Collection[str] | None = None
    ) -> Sequence[Delivery]:
        if slots < 1:
            return ()
        lease, ahead = self.timings.lease, self.timings.ahead
        taken = await self.store.outbox.lease(slots, lease, resting, among=among, ahead=ahead)
        self._busy.update(delivery.parcel.address.lane for delivery in taken)
        return taken

    def hold(self, lane: str) -> Hold | None:
        """The terms on which a parcel may be leased as it is put, if its lane is left to it until `release`.

        None while Slack refuses the app: the oldest is tried, and others wait behind it.
        """
        if lane in self._busy or lane in self.pacing.slow or self.pacing.pause.why:
            return None
        self._busy.add(lane)
        return Hold(self.timings.lease, self.timings.ahead)

    def release(self, lane: str) -> None:
        """Nothing is posted in this lane any more."""
        self._busy.discard(lane)
        if lane in self._awaited:
            self._awaited.discard(lane)
            self.more()

    async def deliver(self, delivery: Delivery) -> None:
        """Make Slack show the parcel, or put it off, or give it up."""
        bind_contextvars(delivery=delivery.id)  # the question's id, where it answers one
        lane, clock = delivery.parcel.address.lane, self.pacing.clock
        started, is_done = clock(), False
        try:
            is_done = await self._tried(delivery)
        finally:
            is_slow = not is_done and clock() - started > self.timings.brisk
            self.pacing.slow.tried(lane, is_slow=is_slow)
            self.release(lane)

    async def _tried(self, delivery: Delivery) -> bool:
        """Try once; whether that is settled."""
        try:
            sent, posted = await self._shown(delivery)
        except NotNowError as error:
            self.metrics.troubled(error)
            await self._put_off(delivery, error)
            return False
        except NotTakenError as error:
            self.metrics.troubled(error)
            await self._given_up(delivery, error.code)
        else:
            now, counts = self.store.now(), posted * self.timings.interval
            await self.store.outbox.progress(delivery, sent, is_whole=True, now=now, counts=counts)
            self.shown(delivery.id)
            _log.info("posted")
            is_first = not delivery.version  # an edit comes long after the question
            if is_first and delivery.parcel.purpose is Purpose.ANSWER:
                self.metrics.posted(self.store.now() - delivery.created_at)
        self.pacing.pause.ends(delivery.parcel.address.lane)
        return True

    async def _put_off(self, delivery: Delivery, error: NotNowError) -> None:
        lane, now, ahead = delivery.parcel.address.lane, self.pacing.clock(), None
        match error:
            case RateLimitedError(seconds=seconds):
                ahead = self.timings.ahead
            case AppRefusedError(why=why):
                seconds = self.pacing.pause.begins(why, lane, now)
                _log.error("paused: Slack refuses the app, see shouze doctor", extra={"why": why})
            case _:
                seconds = self.timings.wait(delivery.attempts)
                _log.warning("put off", extra={"attempt": delivery.attempts, "why": error.why})
        await self.store.outbox.put_off(
            delivery,
            seconds,
            error.why,
            counts=not isinstance(error, RateLimitedError | AppRefusedError),
            is_uncertain=isinstance(error, UncertainError),
            ahead=ahead,
        )

    async def _given_up(self, delivery: Delivery, why: str) -> None:
        _log.error("given up", extra={"why": why})
        await self.lost(delivery, why)  # first: who dies between the two does it again, and it counts once
        await self.store.outbox.give_up(delivery, why)
        self._awaited.add(delivery.parcel.address.lane)  # what its person hears instead is due

    async def _shown(self, delivery: Delivery) -> tuple[Sequence[Sent], int]:
        """What Slack shows after it was made to show the parcel's messages, and nothing else of an older version.

        And how many it was sent for all who are there: what one person sees alone takes nothing of their share.
        """
        messages, address = delivery.parcel.messages, delivery.parcel.address
        digests = [_digest(message) for message in messages]
        sent = await self._known(delivery)
        posted = 0 if address.person else max(0, len(messages) - len(sent))
        await self._check_holds(delivery, sent, digests)
        for index, (message, digest) in enumerate(zip(messages, digests, strict=True)):
            mark = {"delivery": delivery.id, "place": index, "digest": digest}
            if index >= len(sent):
                ts = await self.message_client.post(address, message, mark)
                sent.append(Sent(ts, digest))
                if len(sent) < len(messages):
                    await self.store.outbox.progress(delivery, sent, is_whole=False)
            elif sent[index].digest != digest and sent[index].ts:
                await _unless_gone(self.message_client.change(address.channel, sent[index].ts, message, mark))
                sent[index] = Sent(sent[index].ts, digest)
            elif sent[index].digest != digest and address.person:
                # what one person was shown cannot be changed: it is said anew
                sent[index] = Sent(await self.message_client.post(address, message, mark), digest)
        for surplus in sent[len(messages) :]:
            if surplus.ts:
                await _unless_gone(self.message_client.remove(address.channel, surplus.ts))
        return sent[: len(messages)], posted

    async def _known(self, delivery: Delivery) -> list[Sent]:
        """What Slack shows already. After a try of which nobody heard the end, Slack is asked, until it tells."""
        sent, address = list(delivery.sent), delivery.parcel.address
        if delivery.is_uncertain and not address.response_url and not address.person:
            try:
                found = await self.message_client.found(address, delivery.created_at, delivery.id)
            except NotTakenError as error:
                if self._is_overdue(delivery):
                    raise
                raise UncertainError(error.code) from error
            while len(sent) in found:
                sent.append(found[len(sent)])
        return sent

    async def _check_holds(self, delivery: Delivery, sent: Sequence[Sent], digests: Sequence[str]) -> None:
        """What Slack does not show in time is not posted any more: its person is told so."""
        if [one.digest for one in sent] == digests:
            return
        if self._is_overdue(delivery):
            raise NotTakenError(OVERDUE)
        if await self.is_decided_anew(delivery):
            raise SupersededError

    def _is_overdue(self, delivery: Delivery) -> bool:
        """Whether it was tried long enough, and often: a clock that was set ahead, or a pause, is no try."""
        is_old = self.store.now() - delivery.due_since > self.patience
        return is_old and delivery.attempts > self.timings.attempts


async def _unless_gone(call: Awaitable[None]) -> None:
    """A message that somebody deleted, or that may not be changed any more, stays as it is."""
    try:
        await call
    except NotTakenError as error:
        if error.code not in OF_SHOWN_MESSAGE:
            raise


def _digest(message: Mapping[str, Any]) -> str:
    written = json.dumps(message, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()
