"""What to do when Slack will not show a question to its owner: the asker is told how to get in touch themselves."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.inquiries import EscalationState
from bot.slack.access.channels import Channels
from bot.slack.access.visibility import AccessResolver
from bot.slack.escalation.messages import lost
from bot.store import Address, AsyncStore, Delivery, Parcel, Purpose


@dataclass(frozen=True)
class Undelivered:
    """Takes the lost parcels that were for owners; all others go on to `otherwise`."""

    store: AsyncStore
    access: AccessResolver
    channels: Channels
    otherwise: Callable[[Delivery, str], Awaitable[None]]

    async def __call__(self, delivery: Delivery, why: str) -> None:
        """A parcel was given up; `why` is Slack's word for it."""
        if delivery.parcel.purpose is not Purpose.ESCALATION:
            await self.otherwise(delivery, why)
            return
        there = await self.store.escalations.find(delivery.id)
        if there is None or there.standing is not EscalationState.OPEN:
            return
        say = (await self.access.of_person(there.person)).say
        direct = await self.channels.with_person(there.person) or there.person
        address = Address(delivery.parcel.address.team, direct)
        told = Parcel(address, [lost(there, say).as_payload()], Purpose.REPLY)
        ended = replace(there, standing=EscalationState.UNDELIVERED, closed_at=self.store.now())
        await self.store.escalations.end(ended, told)
