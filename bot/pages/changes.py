"""What became of the rules by the day on which it counts: from the dates that the files give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from bot.rulebook import Clause, Library, Rulebook


class Kind(StrEnum):
    """What happens on a day."""

    BOOK = "book"  # a whole book comes into force
    ADDED = "added"
    AMENDED = "amended"
    REPEALED = "repealed"


@dataclass(frozen=True)
class Event:
    """What happens to a book, or to a clause of it: its wording from that day on, and the one `before`."""

    day: date
    kind: Kind
    book: Rulebook
    clause: Clause | None = None
    before: Clause | None = None


def changes_by_day(library: Library) -> list[tuple[date, list[Event]]]:
    """All that happens, the latest day first, in the order of the books."""
    books = library.shelf or library.books
    events = sorted((event for book in books for event in _events(book)), key=lambda event: event.day)
    days = [(day, list(some)) for day, some in groupby(events, key=lambda event: event.day)]
    return days[::-1]


def _events(book: Rulebook) -> Iterator[Event]:
    yield Event(book.effective, Kind.BOOK, book)
    for clause in book.written or book.clauses:
        first, *others = clause.wordings
        if first.effective > book.effective:
            yield Event(first.effective, Kind.ADDED, book, first)
        before = first
        for wording in others:
            yield Event(wording.effective, Kind.AMENDED, book, wording, before)
            before = wording
        if clause.repeal:
            yield Event(clause.repeal.on, Kind.REPEALED, book, clause)
