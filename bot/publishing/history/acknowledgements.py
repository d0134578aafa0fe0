"""Which published changes are signed: those that the book asks for by a day, and those that an owner asked for.

What is signed is what reads otherwise than before. A change of words for which nobody asks needs no signatures.
"""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.generation import COUNTING, Publication
from bot.onboarding.acknowledgements import Acknowledgement
from bot.onboarding.calendar import WorkingDays
from bot.publishing.changes.difference import bare, differences
from bot.publishing.history.archive import Archive
from bot.rulebook import AcknowledgementRequest, Clause, Library, Rulebook, audience_key
from bot.store import Publications

_LATELY = 30  # days: a request whose day passed longer ago was met, or is a note of what was


@dataclass(frozen=True)
class AcknowledgementRequests:
    """Finds what is to be signed; `today` tells the day in the organisation, whose time zone is `zone`."""

    publications: Publications
    archive: Archive
    today: Callable[[], date]
    zone: str
    working_days: WorkingDays

    def begun(self, known: Collection[str]) -> Iterator[Acknowledgement]:
        """What is asked from today on, or was lately, and is not among the ids that are `known`."""
        log = [each for each in self.publications.log() if each.event in COUNTING]
        yield from self._by_books(log, known)
        yield from self._by_owners(log, known)

    def texts(self, acknowledgement: Acknowledgement, groups: frozenset[str]) -> Mapping[str, str]:
        """What the clauses said before, by their present names, as far as these readers may see that today."""
        log = [each for each in self.publications.log() if each.event in COUNTING]
        pair = _with_the_one_before(log, acknowledgement.place)
        if pair is None:
            return {}
        before = self._in_force(pair[0], self._day_of(pair[1])).seen_by(groups).by_name
        return {name: before[old].text for name, old in acknowledgement.clauses.items() if old in before}

    def _by_books(self, log: Sequence[Publication], known: Collection[str]) -> Iterator[Acknowledgement]:
        newest, today = log[-1:], self.today()
        for book in (book for each in newest for book in self.archive.library(each.generation).all_books):
            for request in book.acknowledge:
                id_ = _id(book.id, request.on.isoformat(), *request.who)
                if id_ in known or not 0 <= (today - request.on).days <= _LATELY:
                    continue
                first = self._first_with(log, book.id, request)
                if pair := _with_the_one_before(log, first.place) if first else None:
                    day = max(request.on, self._day_of(pair[1]))
                    yield from self._of(id_, book.id, pair, day, request)

    def _by_owners(self, log: Sequence[Publication], known: Collection[str]) -> Iterator[Acknowledgement]:
        for each in log:
            day = self._day_of(each)
            pair = _with_the_one_before(log, each.place)
            if not each.sign_days or pair is None or (self.today() - day).days > _LATELY:
                continue
            for book in self.archive.library(each.generation).all_books:
                if (id_ := _id(book.id, str(each.place))) not in known:
                    request = AcknowledgementRequest(day, each.sign_days)
                    yield from self._of(id_, book.id, pair, day, request)

    def _of(
        self,
        id_: str,
        book: str,
        pair: tuple[Publication, Publication],
        day: date,
        request: AcknowledgementRequest,
    ) -> Iterator[Acknowledgement]:
        before, after = self._in_force(pair[0], self._day_of(pair[1])), self._in_force(pair[1], day)
        clauses = {
            change.new.name: change.old.name if change.old else ""
            for found in differences(before, after)
            if found.id == book
            for change in found.changes
            if change.new and (change.old is None or _reads_otherwise(change.old, change.new))
        }
        if clauses:
            due = self.working_days.after(max(day, self.today()), request.days)
            who = tuple(audience_key(book, name) for name in request.who)
            yield Acknowledgement(id_, book, pair[1].place, day, due, clauses, who)

    def _first_with(
        self, log: Sequence[Publication], book: str, request: AcknowledgementRequest
    ) -> Publication | None:
        """The publication with which the book began to ask for it, of those that end with the newest one."""
        first = None
        for each in reversed(log):
            asking = {one.id: one.acknowledge for one in self.archive.library(each.generation).all_books}
            if not any((one.on, one.who) == (request.on, request.who) for one in asking.get(book, ())):
                break
            first = each
        return first

    def _in_force(self, publication: Publication, day: date) -> Library:
        return bare(self.archive.library(publication.generation).in_force(day))

    def _day_of(self, publication: Publication) -> date:
        return publication.at.astimezone(ZoneInfo(self.zone)).date()


def new_requests(before: Library, after: Library) -> Iterator[tuple[Rulebook, AcknowledgementRequest]]:
    """What books ask for in `after` and did not ask for in `before`, with its book."""
    known = {(book.id, each) for book in before.all_books for each in book.acknowledge}
    for book in after.all_books:
        yield from ((book, each) for each in book.acknowledge if (book.id, each) not in known)


def _with_the_one_before(log: Sequence[Publication], place: int) -> tuple[Publication, Publication] | None:
    """A publication with the one that counted before it; None where it was the first: all of it was new then."""
    found = [index for index, each in enumerate(log) if each.place == place]
    return (log[found[0] - 1], log[found[0]]) if found and found[0] else None


def _reads_otherwise(old: Clause, new: Clause) -> bool:
    return (old.title, old.text.split()) != (new.title, new.text.split())


def _id(*key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(("acknowledgement", *key))).hex
