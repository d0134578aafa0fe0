"""Makes Slack show what the outbox holds: each parcel once, at a pace that Slack takes.

What Slack will never take is given up: whoever waits for it hears of it another way, once.
"""

import hashlib
import json
import logging
import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from structlog.contextvars import bind_contextvars

from bot.inquiries import EscalationState
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import note
from bot.slack.escalation.cards import lost
from bot.slack.monitoring import Metrics
from bot.slack.transport.errors import NotTakenError, RateLimitedError, UncertainError
from bot.slack.transport.message_client import MessageClient
from bot.slack.work import Timings
from bot.store import Address, AsyncStore, Delivery, Parcel, Purpose, Sent
from bot.wording import catalogue_for, language_of

_log = logging.getLogger(__name__)
_GONE = {"message_not_found", "cant_delete_message", "cant_update_message", "edit_window_closed"}
_UNREACHABLE = {
    "account_inactive",
    "channel_not_found",
    "invalid_auth",
    "is_archived",
    "no_permission",
    "not_authed",
    "not_in_channel",
    "restricted_action",
    "token_revoked",
    "user_not_in_channel",
}


class ChannelRateLimiter:
    """Conversations that have had their share rest; times are in seconds.

    The generic cell rate algorithm: each use moves the conversation's theoretical arrival time on by `interval`, and it
    rests while that time is more than `burst - 1` intervals ahead.
    """

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._ahead = interval * (burst - 1)
        self._arrival: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def used(self, channel: str, now: float, times: int = 1) -> None:
        """Something was posted there, `times` messages."""
        self._arrival[channel] = max(self._arrival.get(channel, now), now) + self._interval * times

    def hold(self, channel: str, until: float) -> None:
        """Slack wants no call for this conversation before then."""
        self._held[channel] = until

    def resting(self, now: float) -> Collection[str]:
        """The conversations that must wait."""
        self._arrival = {channel: then for channel, then in self._arrival.items() if then > now}
        self._held = {channel: until for channel, until in self._held.items() if until > now}
        used_up = {channel for channel, then in self._arrival.items() if then - now > self._ahead}
        return used_up | self._held.keys()


@dataclass(frozen=True)
class DeliveryWorker:
    """Delivers parcels; `lost` is told of those that Slack will never take, with its word for why."""

    message_client: MessageClient
    store: AsyncStore
    timings: Timings
    rate_limiter: ChannelRateLimiter
    lost: Callable[[Delivery, str], Awaitable[None]]
    metrics: Metrics
    _busy: set[str] = field(default_factory=set)

    async def take(self, slots: int) -> Sequence[Delivery]:
        """Lease parcels for conversations that neither rest nor are being posted to."""
        resting = {*self.rate_limiter.resting(self.store.now()), *self._busy}
        taken = await self.store.outbox.lease(slots, self.timings.lease, resting)
        self._busy.update(delivery.parcel.address.channel for delivery in taken)
        return taken

    async def deliver(self, delivery: Delivery) -> None:
        """Make Slack show the parcel, or put it off, or give it up."""
        bind_contextvars(delivery=delivery.id)  # the question's id, where it answers one
        channel = delivery.parcel.address.channel
        try:
            await self._tried(delivery)
        finally:
            self._busy.discard(channel)

    async def _tried(self, delivery: Delivery) -> None:
        channel, now = delivery.parcel.address.channel, self.store.now
        try:
            sent = await self._shown(delivery)
        except RateLimitedError as error:
            self.metrics.troubled(error)
            self.rate_limiter.hold(channel, now() + error.seconds)
            await self.store.outbox.put_off(delivery, now() + error.seconds, may_have_happened=False)
        except UncertainError as error:
            self.metrics.troubled(error)
            _log.warning("uncertain", extra={"attempt": delivery.attempts, "why": error.why})
            if delivery.attempts >= self.timings.attempts:
                await self._given_up(delivery, error.why)
                return
            wait = self.timings.again * 2 ** (delivery.attempts - 1)
            await self.store.outbox.put_off(delivery, now() + wait, may_have_happened=True)
        except NotTakenError as error:
            self.metrics.troubled(error)
            await self._given_up(delivery, error.code)
        else:
            await self.store.outbox.progress(delivery, sent, is_whole=True)
            _log.info("posted")
            is_first = not delivery.version  # an edit comes long after the question
            if is_first and delivery.parcel.purpose is Purpose.ANSWER:
                self.metrics.posted(now() - delivery.created_at)

    async def _given_up(self, delivery: Delivery, why: str) -> None:
        _log.error("given up", extra={"why": why})
        await self.lost(delivery, why)  # first: who dies between the two does it again, and it counts once
        await self.store.outbox.give_up(delivery)

    async def _shown(self, delivery: Delivery) -> Sequence[Sent]:
        """What Slack shows after it was made to show the parcel's messages, and nothing else of an older version."""
        messages, address = delivery.parcel.messages, delivery.parcel.address
        sent = await self._known(delivery)
        for index, message in enumerate(messages):
            digest = _digest(message)
            mark = {"delivery": delivery.id, "place": index, "digest": digest}
            if index >= len(sent):
                ts = await self.message_client.post(address, message, mark)
                sent.append(Sent(ts, digest))
                self.rate_limiter.used(address.channel, self.store.now())
                if len(sent) < len(messages):
                    await self.store.outbox.progress(delivery, sent, is_whole=False)
            elif sent[index].digest != digest and sent[index].ts:
                await _unless_gone(self.message_client.change(address.channel, sent[index].ts, message, mark))
                sent[index] = Sent(sent[index].ts, digest)
            elif sent[index].digest != digest and address.person:
                # what one person was shown cannot be changed: it is said anew
                sent[index] = Sent(await self.message_client.post(address, message, mark), digest)
        while len(sent) > len(messages):
            if surplus := sent.pop().ts:
                await _unless_gone(self.message_client.remove(address.channel, surplus))
        return sent

    async def _known(self, delivery: Delivery) -> list[Sent]:
        """What Slack shows already. After a try of which nobody heard the end, Slack is asked."""
        sent, address = list(delivery.sent), delivery.parcel.address
        if delivery.attempts > 1 and not address.response_url and not address.person:
            found = await self.message_client.found(address, delivery.created_at, delivery.id)
            while len(sent) in found:
                sent.append(found[len(sent)])
        return sent


async def _unless_gone(call: Awaitable[None]) -> None:
    """A message that somebody deleted, or that may not be changed any more, stays as it is."""
    try:
        await call
    except NotTakenError as error:
        if error.code not in _GONE:
            raise


def _digest(message: Mapping[str, Any]) -> str:
    written = json.dumps(message, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class DeadLetters:
    """Tells of parcels that were given up."""

    store: AsyncStore
    access: AccessResolver

    async def __call__(self, delivery: Delivery, why: str) -> None:
        """A parcel was given up; `why` is Slack's word for it."""
        match delivery.parcel.purpose:
            case Purpose.ESCALATION:
                await self._escalation_lost(delivery)
            case Purpose.SHARE:
                await self._share_lost(delivery, NotTakenError(why))
            case Purpose.APOLOGY:
                pass
            case _ if why not in _UNREACHABLE and not why.startswith("response_url"):
                await self._apologise(delivery)

    async def _escalation_lost(self, delivery: Delivery) -> None:
        """The owner does not get the question: the asker is told how to get in touch themselves."""
        escalation = await self.store.escalations.find(delivery.id)
        if escalation is None or escalation.state is not EscalationState.OPEN:
            return
        say = (await self.access.of_person(escalation.person)).say
        direct = await self.access.directory.channels.with_person(escalation.person) or escalation.person
        address = Address(delivery.parcel.address.team, direct)
        told = Parcel(address, [lost(escalation, say).as_payload()], Purpose.REPLY)
        ended = replace(escalation, state=EscalationState.UNDELIVERED, closed_at=self.store.now())
        await self.store.escalations.end(ended, told)

    async def _share_lost(self, delivery: Delivery, error: NotTakenError) -> None:
        """Whoever shared clauses is told that they are not there."""
        person = delivery.parcel.subject
        say = (await self.access.of_person(person)).say
        sentence = say("share.not-member") if error.is_no_member else say("failure.text", id=delivery.id[:8])
        direct = Address(delivery.parcel.address.team, person)
        await self._put(delivery, Parcel(direct, [note(sentence).as_payload()], Purpose.APOLOGY, person))

    async def _apologise(self, delivery: Delivery) -> None:
        """A plain sentence stands where the parcel would have stood."""
        parcel = delivery.parcel
        text = " ".join(str(message.get("text", "")) for message in parcel.messages)
        sentence = note(catalogue_for(language_of(text))("failure.text", id=delivery.id[:8]))
        apology = Parcel(parcel.address, [sentence.as_payload()], Purpose.APOLOGY, parcel.subject)
        await self._put(delivery, apology)

    async def _put(self, delivery: Delivery, apology: Parcel) -> None:
        """Once, however often the parcel is given up."""
        await self.store.outbox.enqueue(apology, uuid.uuid5(uuid.NAMESPACE_OID, delivery.id).hex)
