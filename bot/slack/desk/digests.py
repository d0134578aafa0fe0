"""The owner's message of the day: what waits for them, once a day at most, and as it stands by now.

To a user group nothing can be posted: each of its people has the message of their own.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from bot.desk import Item
from bot.rulebook import Owner
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.desk.messages import digest, due_message, elsewhere, passed_on
from bot.slack.escalation.recipients import Addressee, Recipients
from bot.store import Address, AsyncStore, Delivery, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

_TRIES = 3  # where others ask, or go, at the same time


@dataclass(frozen=True)
class Share:
    """What one conversation hears of."""

    addressee: Addressee
    items: tuple[Item, ...]


def together(shares: Sequence[Share]) -> Sequence[Sequence[Share]]:
    """The shares in groups of those that have items in common: they are told at once, or none of them."""
    groups: list[list[Share]] = []
    for share in shares:
        ids = {item.id for item in share.items}
        near = [group for group in groups if not ids.isdisjoint(item.id for item in _items(group))]
        groups = [group for group in groups if group not in near] + [[*chain(*near), share]]
    return groups


def newest_first(items: Sequence[Item]) -> tuple[Item, ...]:
    """As the store has them, whoever of a conversation's owners each of them is for."""
    return tuple(sorted(items, key=lambda item: (-item.opened_at, item.id)))


def _items(shares: Sequence[Share]) -> Sequence[Item]:
    """The items of all of them, each once."""
    return list({item.id: item for share in shares for item in share.items}.values())


@dataclass(frozen=True)
class Digests:
    """Posts to owners and draws anew; in a channel only the clauses stand that all of its members may see."""

    store: AsyncStore
    recipients: Recipients
    team: str

    async def post(self, shares: Sequence[Share], day: date) -> bool:
        """Tell owners of items that they were not told of; False where one of them was told something today."""
        ids = [_id(f"desk/{self.team}/{each.addressee.channel}/{day.isoformat()}") for each in shares]
        key = ids[0] if len(ids) == 1 else _id("/".join(sorted(ids)))
        parcels = {}
        for id_, share in zip(ids, shares, strict=True):
            if await self.store.outbox.find(id_):
                return False
            parcel = await self._parcel(share.addressee, share.items)
            parcels[id_] = parcel if id_ == key else replace(parcel, subject=key)
        return await self.store.desk.tell("digest", _items(shares), parcels, key)

    async def remind(self, mark: str, shares: Sequence[Share], hours: int) -> bool:
        """Tell people, once, that nobody has dealt with items for so many working hours."""
        parcels = {}
        for addressee, items in ((each.addressee, each.items) for each in shares):
            say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
            payload = due_message(len(items), hours, say).as_payload()
            id_ = _id("/".join([mark, addressee.channel, *sorted(item.id for item in items)]))
            parcels[id_] = Parcel(Address(self.team, addressee.channel), [payload], Purpose.DESK)
        return await self.store.desk.tell(mark, _items(shares), parcels)

    async def redraw(self, key: str) -> None:
        """Have the messages that told of some items say what became of them by now; one that is gone stays gone."""
        for delivery in await self.store.outbox.together(key):
            for _ in range(_TRIES):
                items = await self._told(delivery, key)
                parcel = await self._redrawn(delivery, items)
                if parcel is None or await self.store.desk.redraw(items, parcel, delivery.id):
                    break

    async def beside(self, item: Item) -> Sequence[Item]:
        """The other items of the messages that told of one."""
        told = await self.store.desk.told_by(item.digest) if item.digest else ()
        return [one for one in told if one.id != item.id]

    async def saying(self, item: Item, beside: Sequence[Item]) -> Mapping[str, Parcel]:
        """The messages that told of an item, by their ids, once it is as given here, and the others as they are."""
        items, found = newest_first([item, *beside]), {}
        for delivery in await self.store.outbox.together(item.digest):
            parcel = await self._redrawn(delivery, await self._read_in(delivery, item.digest, items))
            if parcel:
                found[delivery.id] = parcel
        return found

    async def route(self, item: Item, owner: Owner, by: str) -> bool:
        """Have another owner look after an item, and the messages that told of it say so; False where it is gone."""
        for _ in range(_TRIES):
            beside = await self.beside(item)
            told = await self._without(item, beside, owner.name, by)
            if await self.store.desk.route(item, owner.name, owner.address, by, told=told, beside=beside):
                return True
        return False

    async def _without(self, item: Item, beside: Sequence[Item], owner: str, by: str) -> Mapping[str, Parcel]:
        """The messages that told of an item, by their ids, once somebody passed it on to another owner."""
        found = {}
        for delivery in await self.store.outbox.together(item.digest):
            if addressee := await self._addressee(item, delivery):
                say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
                others = await self._read_in(delivery, item.digest, beside)
                shown = await self._drawn(addressee, others, say) if others else None
                payload = passed_on(owner, by, shown, say).as_payload()
                found[delivery.id] = replace(delivery.parcel, messages=[payload])
        return found

    async def _told(self, delivery: Delivery, key: str) -> Sequence[Item]:
        """The items that a message told of: where others were told at once, of what whoever reads it looks after."""
        return await self._read_in(delivery, key, await self.store.desk.told_by(key))

    async def _read_in(self, delivery: Delivery, key: str, items: Sequence[Item]) -> Sequence[Item]:
        if delivery.id == key:
            return items
        return [item for item in items if await self._addressee(item, delivery)]

    async def _redrawn(self, delivery: Delivery, items: Sequence[Item]) -> Parcel | None:
        """The message as these items read; None where nobody whom it told of them is left."""
        addressee = await self._addressee(items[0], delivery) if items else None
        if addressee is None:
            return None
        return replace(delivery.parcel, messages=(await self._parcel(addressee, items)).messages)

    async def _addressee(self, item: Item, delivery: Delivery) -> Addressee | None:
        owner, channel = Owner(item.owner, item.contact), delivery.parcel.address.channel
        return await self.recipients.reached(owner, channel)

    async def _parcel(self, addressee: Addressee, items: Sequence[Item]) -> Parcel:
        say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
        payload = (await self._drawn(addressee, items, say)).as_payload()
        return Parcel(Address(self.team, addressee.channel), [payload], Purpose.DESK)

    async def _drawn(self, addressee: Addressee, items: Sequence[Item], say: Catalogue) -> OutgoingMessage:
        shown = digest(items, await self.recipients.library_of(addressee), say)
        return shown if await self.recipients.may_read_words(addressee) else elsewhere(shown, say)


def _id(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).hex
