"""A chapter is to be read again by a day: its owner hears 30 and 7 days before and on the day, once each."""

import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.rulebook import Owner
from bot.slack.blocks.messages import OutgoingMessage
from bot.slack.desk.chapters.chapter import Chapter
from bot.slack.desk.chapters.messages import DAYS, review_message, reviewed_message
from bot.slack.desk.digests import Digests
from bot.slack.desk.owners import DeskOwners
from bot.slack.escalation.recipients import Addressee
from bot.slack.process.going_on import GoingOn
from bot.slack.publishing.rules_channel import Lost, RulesChannel
from bot.store import Address, AsyncStore, ChapterReview, Parcel, Purpose
from bot.wording import catalogue_for

STAGES = (30, 7, 0)  # days before
_A_DAY = 86_400.0  # seconds
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ChapterWatch:
    """Tells owners whose chapters are due."""

    store: AsyncStore
    owners: DeskOwners
    digests: Digests
    rules_channel: RulesChannel

    async def look(self, today: date) -> bool:
        """Tell what is due today; whether anything was."""
        return any([await self._is_told(chapter, today) for chapter in await self.chapters()])

    async def chapters(self) -> Sequence[Chapter]:
        """All that are to be read again, each by the day that was named last: by whoever read it, or in the file."""
        reviews = {(each.heading, each.due): each for each in await self.store.chapter_reviews.all()}
        return list(self._chapters(reviews))

    async def find(self, value: str) -> Chapter | None:
        """The chapter that a button stands for, if it is there."""
        name, _, _ = value.rpartition("@")
        return next((each for each in await self.chapters() if each.name == name), None)

    async def is_owner(self, chapter: Chapter, person: str) -> bool:
        """Whether somebody looks after a chapter, or after the book that it is in."""
        contacts = [each.address for each in self._owners(chapter) if each.address]
        members = [await self.owners.recipients.members(each) for each in contacts]
        return any(person in each for each in members)

    def _chapters(self, reviews: Mapping[tuple[str, date], ChapterReview]) -> Iterator[Chapter]:
        for book in self.owners.library.books:
            for division in book.all_divisions:
                heading = division.heading
                if due := heading.review_by:
                    name = f"{heading.book}/{heading.key}"
                    while (review := reviews.get((name, due))) and review.next_due and review.next_due > due:
                        due = review.next_due
                    yield Chapter(heading, division.clauses, due)

    async def _is_told(self, chapter: Chapter, today: date) -> bool:
        left = (chapter.due - today).days
        stage = next((days for days in reversed(STAGES) if left <= days), None)
        if stage is None:
            return False
        with GoingOn(_log, "review not told"):  # nobody waits because of somebody else
            parcels = await self._parcels(chapter, stage, left)
            return bool(parcels) and await self.store.chapter_reviews.tell(
                chapter.name, chapter.due, stage, parcels
            )
        return False

    async def _parcels(self, chapter: Chapter, stage: int, left: int) -> dict[str, Parcel]:
        """To the chapter's owner; where nobody may read there what it is called, to the book's."""
        names = {name for clause in chapter.clauses for name in clause.names}
        figures = await self.store.chapter_reviews.figures(self.store.now() - DAYS * _A_DAY, names)
        found: dict[str, Parcel] = {}
        for owner in self._owners(chapter):
            for each in await self.owners.recipients.addressees(owner):
                if each.channel and await self._may_read(each, chapter):
                    say = catalogue_for(await self.owners.recipients.language(each.channel, each.contact))
                    payload = review_message(chapter, left, figures, say).as_payload()
                    address = Address(self.digests.team, each.channel)
                    found[_parcel_id(chapter, stage, each.contact)] = Parcel(address, [payload], Purpose.DESK)
            if found:
                break
        else:
            await self.rules_channel.lost(
                Lost.REVIEW, f"{chapter.value}/{stage}", chapter.heading.owner.address
            )
        return found

    def _owners(self, chapter: Chapter) -> Sequence[Owner]:
        """The chapter's owner, and the one of the book that it is in."""
        books = (book.owner for book in self.owners.library.books if book.id == chapter.heading.book)
        return list(dict.fromkeys((chapter.heading.owner, *books)))

    async def _may_read(self, addressee: Addressee, chapter: Chapter) -> bool:
        """Whether all who read there may see what the chapter is called; of its clauses there are counts alone."""
        if not await self.owners.recipients.may_read_words(addressee):
            return False
        seen = await self.owners.recipients.library_of(addressee)
        return any(each.heading == chapter.heading for book in seen.books for each in book.all_divisions)

    async def redrawn(self, chapter: Chapter, by: str, next_due: date) -> Mapping[str, Parcel]:
        """The messages that told of it, by their ids, once somebody has read it."""
        found: dict[str, Parcel] = {}
        recipients = self.owners.recipients
        told = [each for owner in self._owners(chapter) for each in await recipients.addressees(owner)]
        for contact, stage in ((each.contact, stage) for each in told for stage in STAGES):
            id_ = _parcel_id(chapter, stage, contact)
            if delivery := await self.store.outbox.find(id_):
                posted = OutgoingMessage.of(delivery.parcel.messages[-1])
                channel = delivery.parcel.address.channel
                say = catalogue_for(await recipients.language(channel, contact))
                message = reviewed_message(posted, by, next_due, say)
                found[id_] = replace(delivery.parcel, messages=[message.as_payload()])
        return found


def _parcel_id(chapter: Chapter, stage: int, contact: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"review/{chapter.value}/{stage}/{contact}").hex
