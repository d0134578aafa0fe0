"""What people hear of a message that Slack did not take."""

from dataclasses import dataclass, replace

from bot.inquiries import EscalationState
from bot.slack.access.channels import is_direct
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.messages import note
from bot.slack.escalation.cards import lost
from bot.slack.transport.errors import NotTakenError
from bot.slack.transport.refusals import OF_CONVERSATION
from bot.store import Address, AsyncStore, Delivery, Parcel, Purpose, apology_id
from bot.wording import Catalogue, catalogue_for, told_language

OVERDUE = "overdue"  # why a parcel was given up of which Slack never said that it will not take it
_ADMISSION = "admission."  # how the names of sentences begin that say why nothing may be shown
_UNTOLD = {  # nobody waits for these
    Purpose.APOLOGY,
    Purpose.PRIVACY_NOTICE,
    Purpose.RULES,
    Purpose.NOTICE,
    Purpose.DESK,
    Purpose.REVIEW,
}


@dataclass(frozen=True)
class Apologies:
    """Tells of parcels that were given up, once, whom that is possible to tell."""

    store: AsyncStore
    access: AccessResolver

    async def __call__(self, delivery: Delivery, why: str) -> None:
        """A parcel was given up; `why` is Slack's word for it, or OVERDUE."""
        match delivery.parcel.purpose:
            case Purpose.ESCALATION:
                await self._escalation_lost(delivery)
            case Purpose.SHARE:
                await self._share_lost(delivery, NotTakenError(why))
            case Purpose.REPLY | Purpose.DESK if not is_direct(delivery.parcel.address.channel):
                await self._said_alone(delivery)
            case purpose if purpose in _UNTOLD:
                pass
            case _ if why.startswith(_ADMISSION):
                pass  # a letter: who may read it no more does not wait for it
            case _ if not delivery.parcel.messages:
                pass  # it was to go, and nobody waits for that
            case _ if why not in OF_CONVERSATION and not why.startswith("response_url"):
                await self._apologise(delivery, why)

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

    async def _said_alone(self, delivery: Delivery) -> None:
        """What an owner said where all could read along, and cannot any more, is for the asker."""
        parcel, find = delivery.parcel, self.store.escalations
        is_reply = parcel.purpose is Purpose.REPLY
        about = await (find.find(parcel.subject) if is_reply else find.question(parcel.subject))
        if about is None or not about.person or (await self.access.of_person(about.person)).refusal:
            return  # what goes to an owner's channel is about no question: the home tab has it, too
        direct = await self.access.directory.channels.with_person(about.person) or about.person
        alone = Parcel(Address(parcel.address.team, direct), parcel.messages, Purpose.APOLOGY, about.person)
        await self._put(delivery, alone)

    async def _share_lost(self, delivery: Delivery, error: NotTakenError) -> None:
        """Whoever shared clauses is told that they are not there."""
        person = delivery.parcel.subject
        say = (await self.access.of_person(person)).say
        sentence = _why_not_shared(delivery, error, say)
        direct = Address(delivery.parcel.address.team, person)
        told = Parcel(direct, [note(sentence).as_payload()], Purpose.APOLOGY, person)
        # Who clicks again, and is refused again, would find nothing new in what stands there already.
        await self._put(delivery, told, delivery.version)

    async def _apologise(self, delivery: Delivery, why: str) -> None:
        """A plain sentence stands where the parcel would have stood."""
        parcel = delivery.parcel
        text = " ".join(str(message.get("text", "")) for message in parcel.messages)
        name = "failure.overdue" if why == OVERDUE else "failure.text"
        say = catalogue_for(told_language(text) or self.access.directory.language)
        sentence = note(say(name, id=delivery.id[:8]))
        apology = Parcel(parcel.address, [sentence.as_payload()], Purpose.APOLOGY, parcel.subject)
        await self._put(delivery, apology)

    async def _put(self, delivery: Delivery, apology: Parcel, version: int = 0) -> None:
        """Once, however often the parcel is given up; or once for each version of it."""
        await self.store.outbox.enqueue(apology, apology_id(delivery.id, version))


def _why_not_shared(delivery: Delivery, error: NotTakenError, say: Catalogue) -> str:
    if error.is_no_member:
        return say("share.not-member")
    if error.code.startswith(_ADMISSION):
        return say(error.code)
    return say("failure.text", id=delivery.id[:8])
