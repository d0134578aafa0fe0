"""Whoever follows a clause, a chapter or a book hears of its changes in one direct message a day at most."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.onboarding.calendar import Calendar
from bot.publishing import Archive, BookDifference, PublishedChange
from bot.rulebook import Clause
from bot.rulebook.editions.comparison import ClauseChange
from bot.slack.access.slack_user import SlackUser
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.elements import line, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape
from bot.slack.blocks.rich_text import Block, context
from bot.slack.process.going_on import GoingOn
from bot.slack.publishing.notices import notice_message
from bot.store import Address, AsyncStore, Follower, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for

ASKED = "asked"
"""What is followed by whoever wants to hear of the clauses that they asked about lately."""
_LATELY = 30 * 86_400.0  # seconds
_MOST = 50  # people who are written to at one look: what Slack takes of new conversations in a minute
_MOST_LINES = 6  # clauses of a book
_MOST_BOOKS = 5  # publications of a book in one message
_log = logging.getLogger(__name__)


def names_of(clause: Clause) -> Mapping[str, str]:
    """What may be followed of a clause, by its kind: itself (`clause code/7.1`), `heading code/7`, `book code`."""
    heading = clause.heading
    return {
        "clause": f"clause {clause.name}",
        "heading": f"heading {heading.book}/{heading.key}",
        "book": f"book {heading.book}",
    }


@dataclass
class FollowerNotices:
    """Tells followers what was published, outside of the hours and days in which people are left in peace.

    `seconds` of a clock that never goes back (`monotonic`) lie between two looks; `ready` wakes the delivery.
    """

    store: AsyncStore
    archive: Archive
    access: AccessResolver
    calendar: Calendar
    team: str
    ready: Callable[[], None]
    seconds: float
    monotonic: Callable[[], float]
    _rests_until: float = 0.0

    async def look(self) -> None:
        """Tell whoever is behind and may be written to at this moment; the others wait for a later look."""
        if self.monotonic() < self._rests_until:
            return
        self._rests_until = self.monotonic() + self.seconds
        newest = await asyncio.to_thread(self.archive.newest)
        written = 0
        for follower in await self.store.following.behind(newest):
            if written < _MOST and await self._is_told(follower, newest):
                written += 1
        if written:
            self.ready()

    async def _is_told(self, follower: Follower, newest: int) -> bool:
        """Whether they are written to."""
        with GoingOn(_log, "follower not told"):  # nobody waits because of somebody else
            return await self._told(follower, newest)
        return False

    async def _told(self, follower: Follower, newest: int) -> bool:
        person, reader = follower.person, await self.access.directory.reader(follower.person)
        if not reader.is_reading:
            await self.store.following.leave(person)
            return False
        if await self.access.refusal_of(person):
            return False
        now = datetime.fromtimestamp(self.store.now(), UTC)
        id_ = _id(reader, now)
        if not self.calendar.allows(now, reader.zone) or await self.store.outbox.find(id_):
            return False
        changes = await asyncio.to_thread(self.archive.recent, reader.groups)
        found = list(_concerning(await self._with_asked(follower), changes))
        if not found:
            await self.store.following.tell(person, newest)
            return False
        message = follower_message(found, catalogue_for(reader.language))
        parcel = Parcel(Address(self.team, person), [message.as_payload()], Purpose.NOTICE, person)
        return await self.store.following.tell(person, newest, id_, parcel)

    async def _with_asked(self, follower: Follower) -> Follower:
        """With the clauses that they asked about, where they agreed to hear of those."""
        if ASKED not in follower.told:
            return follower
        since = self.store.now() - _LATELY
        names = await self.store.histories.shown_to(follower.person, since)
        asked = {f"clause {name}": follower.told[ASKED] for name in names}
        return replace(follower, told=asked | {**follower.told})


def follower_message(found: Sequence[tuple[str, BookDifference]], say: Catalogue) -> OutgoingMessage:
    """What changed of what somebody follows, book by book with the key of its button; the first five."""
    title = say("following.changed")
    blocks: list[Block] = [line(title, is_bold=True)]
    for key, book in found[:_MOST_BOOKS]:
        blocks += notice_message(key, book, say, _MOST_LINES).blocks
    if len(found) > _MOST_BOOKS:
        blocks.append(context(say("changes.rest")))
    return OutgoingMessage(truncate(escape(title), 300), (*blocks, context(say("following.stop"))))


def _id(reader: SlackUser, now: datetime) -> str:
    """One a day, where they live."""
    day = now.astimezone(ZoneInfo(reader.zone)).date()
    return uuid.uuid5(uuid.NAMESPACE_OID, f"following/{reader.user}/{day}").hex


def _concerning(
    follower: Follower, changes: Sequence[PublishedChange]
) -> Iterator[tuple[str, BookDifference]]:
    """The changes of what somebody follows that they were not told of, the oldest first."""
    for published in reversed(changes):
        place = published.publication.place
        names = {name for name, told in follower.told.items() if told < place}
        for book in published.differences:
            of_theirs = tuple(each for each in book.changes if not names.isdisjoint(_names(each)))
            if of_theirs:
                yield f"{place}/{book.id}", replace(book, changes=of_theirs)


def _names(change: ClauseChange) -> Iterator[str]:
    """What the clause was and is a part of, also the headings above its own."""
    for clause in filter(None, (change.old, change.new)):
        yield from names_of(clause).values()
        yield from (f"clause {name}" for name in clause.names)
        yield from (f"heading {heading.book}/{heading.key}" for heading in clause.heading.path)
