"""The owner's message of the day: what waits for them, once a day at most, and as it stands by now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.desk import Item
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.desk.messages import digest, due_message, elsewhere, passed_on
from bot.slack.escalation.recipients import Addressee, Recipients
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

_TRIES = 3  # where others ask, or go, at the same time


@dataclass(frozen=True)
class Digests:
    """Posts to owners and draws anew; in a channel only the clauses stand that all of its members may see."""

    store: AsyncStore
    recipients: Recipients
    team: str

    async def post(self, addressee: Addressee, items: Sequence[Item], day: date) -> bool:
        """Tell an owner of items that they were not told of; False where they were told today."""
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"desk/{self.team}/{addressee.channel}/{day.isoformat()}").hex
        if await self.store.outbox.find(id_):
            return False
        parcel = await self._parcel(addressee, items)
        return await self.store.desk.tell("digest", items, parcel, id_)

    async def remind(self, mark: str, addressee: Addressee, items: Sequence[Item], hours: int) -> bool:
        """Tell somebody, once, that nobody has dealt with items for so many working hours."""
        say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
        payload = due_message(len(items), hours, say).as_payload()
        parcel = Parcel(Address(self.team, addressee.channel), [payload], Purpose.DESK)
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"{mark}/{'/'.join(sorted(item.id for item in items))}").hex
        return await self.store.desk.tell(mark, items, parcel, id_)

    async def redraw(self, id_: str) -> None:
        """Have an owner's message say what became of its items by now; one that is gone stays gone."""
        for _ in range(_TRIES):
            delivery = await self.store.outbox.find(id_) if id_ else None
            items = await self.store.desk.told_by(id_) if delivery else ()
            if not delivery or not items:
                return
            addressee = Addressee(items[0].owner, items[0].contact, delivery.parcel.address.channel)
            drawn = await self._parcel(addressee, items)
            parcel = replace(delivery.parcel, messages=drawn.messages)
            if await self.store.desk.redraw(items, parcel, id_):
                return

    async def without(self, item: Item, owner: str, by: str) -> Parcel | None:
        """The message that told of an item, which somebody passed on to another owner; None where none is there."""
        delivery = await self.store.outbox.find(item.digest) if item.digest else None
        if delivery is None:
            return None
        addressee = Addressee(item.owner, item.contact, delivery.parcel.address.channel)
        say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
        others = [one for one in await self.store.desk.told_by(item.digest) if one.id != item.id]
        shown = await self._drawn(addressee, others, say) if others else None
        payload = passed_on(owner, by, shown, say).as_payload()
        return replace(delivery.parcel, messages=[payload])

    async def _parcel(self, addressee: Addressee, items: Sequence[Item]) -> Parcel:
        say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
        payload = (await self._drawn(addressee, items, say)).as_payload()
        return Parcel(Address(self.team, addressee.channel), [payload], Purpose.DESK)

    async def _drawn(self, addressee: Addressee, items: Sequence[Item], say: Catalogue) -> OutgoingMessage:
        shown = digest(items, await self.recipients.library_of(addressee), say)
        return shown if await self.recipients.may_read_words(addressee) else elsewhere(shown, say)
