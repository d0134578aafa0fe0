"""A book as pages: one for each outermost heading, with what is over where it stood."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from bot.rulebook import Clause, Division, Rulebook
from bot.rulebook.addresses import page_of
from bot.rulebook.division import divisions_at
from bot.rulebook.editions.diff import DiffPiece, word_diff


@dataclass(frozen=True)
class Coming:
    """What a clause will say instead, with the words marked that are not the same."""

    clause: Clause
    before: Clause
    pieces: tuple[DiffPiece, ...]


@dataclass(frozen=True)
class BookPages:
    """A book with its outermost headings; `over` are the names of the clauses among them that are repealed."""

    book: Rulebook
    divisions: tuple[Division, ...]
    over: frozenset[str]

    @classmethod
    def of(cls, book: Rulebook) -> "BookPages":
        """Those of a book as it is in force on a day."""
        by_name = {clause.name: clause for clause in (*book.clauses, *book.repealed)}
        written = [by_name[each.name] for each in book.written if each.name in by_name]
        clauses = tuple(written) or book.clauses
        return cls(book, divisions_at(0, clauses), frozenset(clause.name for clause in book.repealed))

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The address of each page within the folder of the book, and its heading: they stand beside every page."""
        headings = [division.heading for division in self.divisions]
        return tuple((quote(page_of(heading)), heading.label) for heading in headings)


def to_come(clause: Clause) -> Iterator[Coming]:
    """What becomes of the text of a clause, one revision after the other."""
    before = clause
    for after in clause.wordings:
        if after.effective > clause.effective:
            yield Coming(after, before, word_diff(before.text.rstrip(), after.text.rstrip()))
            before = after
