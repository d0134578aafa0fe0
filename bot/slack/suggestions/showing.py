"""From when on owners may read suggestions: several at once, or after some days; they hear how many there are."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rulebook import Rulebook
from bot.slack.escalation.recipients import Addressee
from bot.slack.suggestions.messages import shown_message
from bot.slack.suggestions.readers import SuggestionReaders
from bot.store import Address, Parcel, Purpose
from bot.suggestions import WaitingRemark, due
from bot.wording import catalogue_for


@dataclass(frozen=True)
class Showing:
    """Shows what is due; `ready` wakes the delivery."""

    readers: SuggestionReaders
    team: str
    ready: Callable[[], None]

    async def look(self, today: date) -> None:
        """Show all that is due today, book by book."""
        waiting: dict[str, list[WaitingRemark]] = defaultdict(list)
        for remark in await self.readers.store.suggestions.waiting():
            waiting[remark.book].append(remark)
        for book, remarks in waiting.items():
            about, found = self.readers.book(book), due(remarks, today)
            if about and found:
                await self._show(about, found, today)

    async def _show(self, book: Rulebook, remarks: Sequence[WaitingRemark], today: date) -> None:
        parcels: dict[str, Parcel] = {}
        for addressee in await self.readers.recipients.addressees(book.owner):
            if addressee.channel:
                told = f"suggestions/{self.team}/{book.id}/{addressee.channel}/{today.isoformat()}"
                id_ = uuid.uuid5(uuid.NAMESPACE_OID, told).hex
                parcels[id_] = await self._parcel(addressee, len({each.suggestion for each in remarks}))
        if await self.readers.store.suggestions.show(remarks, parcels):
            self.ready()

    async def _parcel(self, addressee: Addressee, count: int) -> Parcel:
        language = await self.readers.recipients.language(addressee.channel, addressee.contact)
        payload = shown_message(count, catalogue_for(language)).as_payload()
        return Parcel(Address(self.team, addressee.channel), [payload], Purpose.DESK)
