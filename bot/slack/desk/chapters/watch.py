"""A chapter is to be read again by a day: its owner hears 30 and 7 days before and on the day, once each."""

import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.desk import Item, ItemState
from bot.rulebook import Clause, Heading, Owner
from bot.slack.blocks.elements import actions, button, line, numbered_title, option
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import context, rich_text, section, text, user
from bot.slack.desk.digests import Digests
from bot.slack.desk.owners import DeskOwners
from bot.slack.escalation.recipients import Addressee
from bot.slack.process.going_on import GoingOn
from bot.slack.publishing.rules_channel import Lost, RulesChannel
from bot.slack.surface import View, input_block, modal, text_box, with_submit
from bot.store import Address, AsyncStore, ChapterFigures, ChapterReview, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for
from bot.wording.figures import count_written

REVIEWED, REVISE = "desk_reviewed", "desk_revise"
REVIEWED_FORM, REVISE_FORM = "desk_reviewed_form", "desk_revise_form"
NEXT, CLAUSE, NOTE = "next", "clause", "note"  # the forms' inputs
TITLE = "desk.review.title"
STAGES = (30, 7, 0)  # days before
_SINCE, _DAYS = 90 * 86_400.0, 90  # of the figures
_MOST_CLAUSES, _LONGEST_NOTE = 100, 600
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chapter:
    """A heading with a day by which it is to be read again, and its clauses."""

    heading: Heading
    clauses: tuple[Clause, ...]
    due: date

    @property
    def name(self) -> str:
        """As buttons and the store have it: book/key."""
        return f"{self.heading.book}/{self.heading.key}"

    @property
    def value(self) -> str:
        """What a button carries."""
        return f"{self.name}@{self.due.isoformat()}"


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
        figures = await self.store.chapter_reviews.figures(self.store.now() - _SINCE, names)
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

    async def redraw(self, chapter: Chapter, by: str, next_due: date) -> None:
        """Have the messages that told of it say who has read it."""
        recipients = self.owners.recipients
        told = [each for owner in self._owners(chapter) for each in await recipients.addressees(owner)]
        for contact, stage in ((each.contact, stage) for each in told for stage in STAGES):
            id_ = _parcel_id(chapter, stage, contact)
            if delivery := await self.store.outbox.find(id_):
                posted = OutgoingMessage.of(delivery.parcel.messages[-1])
                channel = delivery.parcel.address.channel
                say = catalogue_for(await recipients.language(channel, contact))
                message = reviewed_message(posted, by, next_due, say)
                await self.store.outbox.enqueue(
                    replace(delivery.parcel, messages=[message.as_payload()]), id_
                )


def _parcel_id(chapter: Chapter, stage: int, contact: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"review/{chapter.value}/{stage}/{contact}").hex


def review_message(chapter: Chapter, left: int, figures: ChapterFigures, say: Catalogue) -> OutgoingMessage:
    """That a chapter is to be read again and by when, with its figures, and what can be done."""
    name = "desk.review.due" if left <= 0 else "desk.review.soon"
    title = say(
        name, chapter=chapter.heading.in_book(chapter.heading.label), date=chapter.due.isoformat(), days=left
    )
    counts = say(
        "desk.review.figures",
        days=_DAYS,
        asked=count_written(figures.asked, say),
        refused=count_written(figures.refused, say),
        useless=count_written(figures.useless, say),
    )
    row = actions(
        [
            button(REVIEWED, say("desk.review.done"), chapter.value, is_main=True),
            button(REVISE, say("desk.review.revise"), chapter.value),
        ]
    )
    return OutgoingMessage(escape(title), (line(title, is_bold=True), context(counts), row))


def reviewed_message(posted: OutgoingMessage, by: str, next_due: date, say: Catalogue) -> OutgoingMessage:
    """The same once somebody has read it."""
    kept = [block for block in posted.blocks if block["type"] != "actions"]
    done = rich_text(section(user(by), text(" " + say("desk.review.was-done", date=next_due.isoformat()))))
    return OutgoingMessage(posted.text, (*kept, done))


def reviewed_form(chapter: Chapter, next_due: date, say: Catalogue) -> View:
    """By when it is to be read the next time."""
    picker = {"type": "datepicker", "action_id": NEXT, "initial_date": next_due.isoformat()}
    blocks = [
        line(chapter.heading.in_book(chapter.heading.label)),
        input_block(NEXT, say("desk.review.next"), picker),
        context(say("desk.review.file")),
    ]
    return with_submit(modal(TITLE, blocks, say), REVIEWED_FORM, say("desk.review.record"), chapter.value)


def revise_form(chapter: Chapter, clauses: Sequence[Clause], say: Catalogue) -> View:
    """Which clause is to be changed, and what of it."""
    options = [option(numbered_title(each), each.name) for each in clauses[:_MOST_CLAUSES]]
    which = {"type": "static_select", "action_id": CLAUSE, "options": options}
    blocks = [
        input_block(CLAUSE, say("desk.review.which"), which),
        input_block(NOTE, say("desk.review.note"), text_box(NOTE, _LONGEST_NOTE), is_optional=True),
    ]
    return with_submit(modal(TITLE, blocks, say), REVISE_FORM, say("desk.review.keep"), chapter.value)


def planned_change(clause: Clause, written: str, by: str) -> Item:
    """What an owner wants changed, as it stands among what they are to do."""
    owner = clause.heading.owner
    return Item(
        uuid.uuid4().hex,
        owner.name[:200],
        owner.address[:200],
        (),
        state=ItemState.CHANGING,
        clause=clause.name,
        text_mark=clause.text_mark,
        reply=written,
        closed_by=by,
    )
