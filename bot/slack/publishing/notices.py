"""What was published is told in the channel of each book, once; 看变化 shows each reader what they may see of it."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.publishing import Archive, BookDifference, PublishedChange
from bot.slack.access.visibility import AccessResolver
from bot.slack.blocks.difference import difference
from bot.slack.blocks.elements import actions, button, line, truncate
from bot.slack.blocks.messages import OutgoingMessage, escape, note, shared_out, with_context
from bot.slack.blocks.rich_text import Block, bullets, context, rich_text, section, text
from bot.slack.gate import Shows
from bot.slack.listening import Listening
from bot.slack.publishing.rules_channel import Lost, RulesChannel
from bot.slack.surface import Screen
from bot.slack.transport.arriving.payloads import Click
from bot.store import Address, AsyncStore, Parcel, Purpose
from bot.wording import Catalogue, catalogue_for
from bot.wording.changes import change_title, group_summary, in_groups, text_over_time

SHOW_PUBLICATION = "show_publication"
_EVERYBODY = frozenset[str]()
_PATIENCE = 60.0  # seconds until a channel that is not to be found is looked for again
_MOST_LINES, _MOST_SHOWN = 20, 10  # clauses
_MOST_MESSAGES = 3  # that one person is shown at once
_LONGEST_LINE = 300  # characters
_log = logging.getLogger(__name__)


@dataclass
class Notices:
    """Tells what was published in so many seconds (`lately`), each once a book, whichever process comes to it.

    What could not be told by then is no news. A parcel that was posted must be kept for as long: by it is known what
    was told. `ready` wakes the delivery, `monotonic` tells seconds that never go back.
    """

    store: AsyncStore
    archive: Archive
    access: AccessResolver
    team: str
    ready: Callable[[], None]
    lately: float
    rules_channel: RulesChannel
    monotonic: Callable[[], float]
    _told: str = ""
    _rests_until: float = field(default=0.0)

    async def look(self, moment: str) -> None:
        """Tell what is new at a moment: once another generation counts, or a day has come on which one takes force.

        Where a channel is not to be found, again a minute later.
        """
        if moment == self._told or self.monotonic() < self._rests_until:
            return
        if await self._all_told():
            self._told = moment
        else:
            self._rests_until = self.monotonic() + _PATIENCE

    async def _all_told(self) -> bool:
        books = self.access.rules().library.all_books
        channels = {book.id: book.notices for book in books if book.notices}
        if not channels:
            return True
        since = self.store.now() - self.lately
        changes = await asyncio.to_thread(self.archive.recent, _EVERYBODY)
        new = [each for each in reversed(changes) if each.publication.at.timestamp() > since]
        return all([await self._told_of(each, channels) for each in new])

    async def _told_of(self, change: PublishedChange, channels: Mapping[str, str]) -> bool:
        return all(
            [
                await self._is_put(change, book, channels[book.id])
                for book in change.differences
                if book.id in channels
            ]
        )

    async def _is_put(self, change: PublishedChange, book: BookDifference, written: str) -> bool:
        """Whether the notice is in the outbox, or never will be: the id is the same in every process."""
        key = f"{change.publication.place}/{book.id}"
        id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"notice/{key}").hex
        if await self.store.outbox.find(id_):
            return True
        channel = await self.access.directory.channels.meant(written)
        if not channel:
            await self.rules_channel.lost(Lost.NOTICE, key, written)
            return False
        if not await self.access.may_show_in(channel):
            _log.error("no notice where guests or other organisations read", extra={"book": book.id})
            await self.rules_channel.lost(Lost.NOTICE, key, written)
            return True
        message = notice_message(key, book, catalogue_for(self.access.directory.language))
        parcel = Parcel(Address(self.team, channel), [message.as_payload()], Purpose.NOTICE)
        await self.store.outbox.enqueue(parcel, id_)
        self.ready()
        return True


@dataclass(frozen=True)
class NoticeListeners:
    """Listens to 看变化 under a notice."""

    archive: Archive
    access: AccessResolver
    screen: Screen

    def register(self, listening: Listening) -> None:
        """Start listening."""
        listening.on_click(SHOW_PUBLICATION, self.show, Shows.TO_PERSON)

    async def show(self, click: Click, say: Catalogue) -> None:
        """What the publication changed in that book, for the one who clicked as far as they may see it."""
        place, _, book = click.value.partition("/")
        groups = (await self.access.directory.reader(click.person)).groups
        found = await asyncio.to_thread(self.archive.change, int(place), groups)
        shown = next((each for each in found.differences if each.id == book), None) if found else None
        messages = difference_messages(shown, say) if shown else (note(say("change.gone")),)
        await self.screen.whisper(click, *messages)


def notice_message(
    key: str, book: BookDifference, say: Catalogue, most: int = _MOST_LINES
) -> OutgoingMessage:
    """Each clause one line with what changed, so many at most, and the button with this key that shows all of it."""
    title = _title(book, say)
    groups = list(in_groups(book.changes))
    told = (truncate(group_summary(each, say), _LONGEST_LINE) for each in groups[:most])
    left = sum(map(len, groups[most:]))
    more = [context(say("changes.more", count=left))] if left > 0 else []
    lines = rich_text(bullets(*(section(text(each)) for each in told)))
    show = actions([button(SHOW_PUBLICATION, say("change.button"), key)])
    return OutgoingMessage(escape(title), (line(title, is_bold=True), lines, *more, show))


def difference_messages(book: BookDifference, say: Catalogue) -> tuple[OutgoingMessage, ...]:
    """The changed clauses of a book with the difference marked, as far as three messages go."""
    found = shared_out(_shown(book, say), escape(_title(book, say)))
    return (
        found if len(found) <= _MOST_MESSAGES else with_context(found[:_MOST_MESSAGES], say("changes.rest"))
    )


def _title(book: BookDifference, say: Catalogue) -> str:
    title, count = truncate(book.title, _LONGEST_LINE), len(book.changes)
    if book.since:
        return say("diff.commenced", title=title, count=count, date=book.since.isoformat())
    return say("diff.book", title=title, count=count)


def _shown(book: BookDifference, say: Catalogue) -> Iterator[Block]:
    yield line(_title(book, say), is_bold=True)
    yield context(say("onboarding.changed.legend"))
    for change in book.changes[:_MOST_SHOWN]:
        yield line(truncate(change_title(change, say), _LONGEST_LINE), is_bold=True)
        old, new = (text_over_time(each, say) if each else "" for each in (change.old, change.new))
        yield from difference(old, new)
    if len(book.changes) > _MOST_SHOWN:
        yield context(say("changes.more", count=len(book.changes) - _MOST_SHOWN))
