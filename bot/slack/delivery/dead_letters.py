"""What is done about a parcel that Slack will never take: whoever waits for it hears of it another way, once."""

import uuid
from dataclasses import dataclass, replace

from bot.inquiries import EscalationState
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import note
from bot.slack.escalation.cards import lost
from bot.slack.transport.errors import NotTakenError
from bot.store import Address, AsyncStore, Delivery, Parcel, Purpose
from bot.wording import catalogue_for, language_of

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
