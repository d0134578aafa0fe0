"""Looks after the desk: questions are sorted in, owners told once a day and reminded, and what was changed is closed.

All of it stands in the store: several processes look at the same time, and each message is posted by one of them, once.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.audit import BOT
from bot.desk import Item, ItemState
from bot.onboarding.calendar import Calendar
from bot.report import REPLY_HOURS
from bot.rulebook import Owner
from bot.slack.desk.chapters.watch import ChapterWatch
from bot.slack.desk.digests import Digests, Share, newest_first, together
from bot.slack.desk.owners import DeskOwners
from bot.slack.desk.sorting import book_owner, sort_in
from bot.slack.escalation.recipients import Addressee
from bot.slack.process.going_on import GoingOn, looking
from bot.slack.publishing.rules_channel import Lost, RulesChannel
from bot.slack.suggestions.showing import Showing
from bot.store import AsyncStore, Closing

_log = logging.getLogger(__name__)
_SINCE = 30 * 86_400.0  # seconds that a question may be old when it comes onto the desk
_AGAIN = 3_600.0  # after the first look: answers, opinions and letters come later than questions
REMINDED, REFERRED = 20, REPLY_HOURS  # working hours


@dataclass
class DeskWatch:
    """Looks every `rest` seconds; `calendar` and `zone` say when owners are written to, `ready` wakes the delivery."""

    store: AsyncStore
    owners: DeskOwners
    digests: Digests
    showing: Showing
    chapters: ChapterWatch
    rules_channel: RulesChannel
    calendar: Calendar
    zone: str
    rest: float
    ready: Callable[[], None]

    async def run(self) -> None:
        """Look until it is cancelled."""
        await looking(self.look, self.rest, _log, "desk not looked after")

    async def look(self) -> None:
        """Do all that is due at this moment."""
        items = await self.take_in()
        await self._close_changed()
        now = datetime.fromtimestamp(self.store.now(), UTC)
        if self.calendar.allows(now, self.zone):
            await self._tell(items, now)
            await self._remind(items, now)
            today = now.astimezone(ZoneInfo(self.zone)).date()
            await self.showing.look(today)
            if await self.chapters.look(today):
                self.ready()

    async def take_in(self) -> Sequence[Item]:
        """Sort in what came meanwhile; the items that owners have before them."""
        await self._sort_in()
        await self._follow_owners()
        items = [
            item for item in await self.store.desk.items(ItemState.OPEN) if item.is_shown and item.waiting
        ]
        if fresh := [item.id for item in items if not item.shown_at]:
            await self.store.desk.show(fresh)
        return items

    async def _sort_in(self) -> None:
        gaps = await self.store.desk.gaps(self.store.now() - _SINCE)
        if not gaps:
            return
        items = await self.store.desk.items(ItemState.OPEN)
        index = self.owners.recipients.access.rules().responders.for_groups(frozenset()).index
        found = await asyncio.to_thread(sort_in, gaps, items, index)
        await self.store.desk.sort_in(found.new, found.places)

    async def _follow_owners(self) -> None:
        """What waits for somebody who looks after nothing any more goes to whoever looks after it now."""
        known = {owner.address for owner in self.owners.by_part.values()} - {""}
        for item in await self.store.desk.items(ItemState.OPEN):
            owner = self.owners.successor(item)
            if item.contact not in known and owner.address and await self.digests.route(item, owner, BOT):
                self.ready()

    async def _tell(self, items: Sequence[Item], now: datetime) -> None:
        """Each owner once a day, of all that they were not told of; each letter has told of its own question."""
        new = [item for item in items if not item.digest and not item.is_passed_on_alone]
        today = now.astimezone(ZoneInfo(self.zone)).date()
        for shares in await self._shares(new, _own):
            await self._posted(self.digests.post(shares, today))

    async def _remind(self, items: Sequence[Item], now: datetime) -> None:
        """The owner after 20 working hours, and whoever looks after the book after 24."""
        overdue = [item for item in items if self._is_due(item, REMINDED, now) and not item.reminded_at]
        for shares in await self._shares(overdue, _own):
            await self._posted(self.digests.remind("reminded_at", shares, REMINDED))
        late = [item for item in items if self._is_due(item, REFERRED, now) and not item.referred_at]
        for shares in await self._shares(late, self._of_book):
            await self._posted(self.digests.remind("referred_at", shares, REFERRED))

    async def _shares(
        self, items: Sequence[Item], owner_of: Callable[[Item], Owner]
    ) -> Sequence[Sequence[Share]]:
        """The items for each conversation, however contacts spell it; of whoever cannot be written to others hear."""
        by_owner: dict[Owner, list[Item]] = defaultdict(list)
        for item in items:
            by_owner[owner_of(item)].append(item)
        found: dict[str, tuple[Addressee, list[Item]]] = {}
        for owner, theirs in by_owner.items():
            reached = [each for each in await self.digests.recipients.addressees(owner) if each.channel]
            for addressee in reached:
                found.setdefault(addressee.channel, (addressee, []))[1].extend(theirs)
            if not reached:
                await self.rules_channel.lost(Lost.DIGEST, owner.address, owner.address)
        return together([Share(addressee, newest_first(theirs)) for addressee, theirs in found.values()])

    def _of_book(self, item: Item) -> Owner:
        return book_owner(item.clauses, self.owners.library)

    async def _posted(self, posting: Awaitable[bool]) -> None:
        """What one owner is told; what goes wrong in it, the next look tries again."""
        with GoingOn(_log, "owner not told"):  # nobody waits because of somebody else
            if await posting:
                self.ready()

    def _is_due(self, item: Item, hours: int, now: datetime) -> bool:
        if not item.shown_at:
            return False
        return self.calendar.working_days.deadline(item.shown_at, hours, self.zone) <= now.timestamp()

    async def _close_changed(self) -> None:
        """A clause that was to be changed reads otherwise by now, or is gone."""
        clauses = self.owners.library.by_name
        for item in await self.store.desk.items(ItemState.CHANGING):
            clause = clauses.get(item.clause)
            if clause is None or clause.text_mark != item.text_mark:
                await self.store.desk.close(Closing(item, ItemState.CHANGED, BOT))


def _own(item: Item) -> Owner:
    return Owner(item.owner, item.contact)
