"""Has the review posted once it is due: when a month, or a quarter, is over, on a working day, outside quiet hours.

Which stretch a conversation was told of stands in the store, in one transaction with the parcel: several processes look
at the same time, and each review is posted by one of them, once.
"""

import asyncio
import base64
import logging
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.onboarding.calendar import Calendar
from bot.report import Period
from bot.rulebook import Owner
from bot.slack.blocks.messages import note
from bot.slack.escalation.recipients import Addressee, Recipients
from bot.slack.process.going_on import looking
from bot.slack.review.messages import elsewhere, review_message
from bot.slack.review.pictures import Picture, pictures
from bot.slack.review.reports import Reports
from bot.slack.review.scope import Scopes
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReviewWatch:
    """Looks every `rest` seconds; a stretch has so many `months` (0: no reviews), `ready` wakes the delivery."""

    store: AsyncStore
    recipients: Recipients
    reports: Reports
    scopes: Scopes
    calendar: Calendar
    team: str
    months: int
    rest: float
    ready: Callable[[], None]

    async def run(self) -> None:
        """Look until it is cancelled, where reviews are wanted at all."""
        if self.months:
            await looking(self.look, self.rest, _log, "not reviewed")

    async def look(self) -> None:
        """Post what is due at this moment."""
        now = datetime.fromtimestamp(self.store.now(), UTC)
        if not self.months or not self.calendar.allows(now, self.reports.zone):
            return
        period = Period.over_before(self.reports.today, self.months)
        for addressee in await self._told():
            if await self.store.reviews.last(addressee.channel) < period.first.isoformat():
                await self._tell(addressee, period)

    async def _told(self) -> Collection[Addressee]:
        """Those who look after all of it, where the settings name their channel; else whoever looks after a book.

        One conversation is told once, however contacts spell it.
        """
        books = self.recipients.access.rules().library.books
        owners = [Owner("", self.scopes.channel)] if self.scopes.channel else [book.owner for book in books]
        found = [each for one in dict.fromkeys(owners) for each in await self.recipients.addressees(one)]
        return {each.channel: each for each in found if each.channel}.values()

    async def _tell(self, addressee: Addressee, period: Period) -> None:
        parcel, first_day = await self._parcel(addressee, period), period.first.isoformat()
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"review/{self.team}/{addressee.channel}/{first_day}").hex
        if await self.store.reviews.tell(addressee.channel, first_day, parcel, id_) and parcel:
            self.ready()

    async def _parcel(self, addressee: Addressee, period: Period) -> Parcel | None:
        """The review with its pictures; None where there is nothing to look at."""
        scope = await self.scopes.of_addressee(addressee)
        review = await self.reports.review(period, self.months, scope)
        if review.is_empty:
            return None
        say = catalogue_for(await self.recipients.language(addressee.channel, addressee.contact))
        address = Address(self.team, addressee.channel)
        if not await self.recipients.may_read_words(addressee):
            return Parcel(address, [elsewhere(period, say).as_payload()], Purpose.REVIEW)
        drawn = await asyncio.to_thread(pictures, review, say)
        message = review_message(review, scope.library, say, has_pictures=bool(drawn))
        shown = [message.as_payload(), *([_with_files(drawn, say)] if drawn else [])]
        return Parcel(address, shown, Purpose.REVIEW)


def _with_files(drawn: Sequence[Picture], say: Catalogue) -> Mapping[str, Any]:
    """A message of files; where Slack takes none, it says so instead."""
    files = [
        {"title": each.title, "told": each.told, "content": base64.b64encode(each.content).decode()}
        for each in drawn
    ]
    return {
        **note(say("review.pictures.refused")).as_payload(),
        "files": files,
        "comment": say("review.pictures"),
    }
