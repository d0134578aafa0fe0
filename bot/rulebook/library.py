"""The library: all books that are in use side by side, where a reference leads in them, what belongs to a clause."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from bot.rulebook.clause import Chapter, Clause, Restriction, Rulebook, audience_key, is_open
from bot.rulebook.numerals import ClauseNumber
from bot.rulebook.references import Reference, find_references

_NEAREST = 3
_NEIGHBOUR = re.compile(r"本章(?P<which>前条|上一条|下一条|后条|后一条|前一条)")
_BACK = {"前条", "上一条", "前一条"}
_DEFINITION = re.compile(r"所称(?:的)?“?(?P<term>[\u4e00-\u9fff]{2,10}?)”?，?(?:是|系)?指")


@dataclass(frozen=True)
class AtClause:
    """The reference leads to this clause."""

    clause: Clause


@dataclass(frozen=True)
class AtChapter:
    """The reference leads to this chapter."""

    chapter: Chapter


@dataclass(frozen=True)
class Ambiguous:
    """A number that several chapters or books have (第三条): what it may mean, in the order of the books."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Missing:
    """A number that no book has, with the clauses whose numbers are nearest."""

    nearest: tuple[Clause, ...]


Lookup = AtClause | AtChapter | Ambiguous | Missing
"""What became of a reference that was looked up."""


@dataclass(frozen=True)
class Library:
    """The books in use, in the order of their folders' names."""

    books: tuple[Rulebook, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all books."""
        return tuple(clause for book in self.books for clause in book.clauses)

    @cached_property
    def by_name(self) -> Mapping[str, Clause]:
        """All clauses by their names."""
        return {clause.name: clause for clause in self.clauses}

    @cached_property
    def _by_number(self) -> Mapping[str, Clause]:
        return {str(clause.number): clause for book in reversed(self.books) for clause in book.clauses}

    @cached_property
    def audiences(self) -> Mapping[str, tuple[str, ...]]:
        """The members (Slack ids) of every audience that a book names, by its key (`book/name`)."""
        return {
            audience_key(book.id, audience.name): audience.members
            for book in self.books
            for audience in book.audiences
        }

    @cached_property
    def restrictions(self) -> frozenset[Restriction]:
        """The restrictions under which clauses stand: readers to whom the same of them are open see the same."""
        return frozenset(clause.restriction for clause in self.clauses)

    @cached_property
    def _last_change(self) -> date:
        return max((clause.effective for clause in self.clauses), default=date.min)

    @cached_property
    def _definitions(self) -> Mapping[str, Mapping[str, Clause]]:
        """The words that each book (by its id) defines (所称投诉，是指…), with their clauses."""
        return {
            book.id: {term: clause for clause in book.clauses for term in _DEFINITION.findall(clause.text)}
            for book in self.books
        }

    def in_force(self, day: date) -> "Library":
        """The library as it is in force on a day: later clauses, and chapters left empty, are not there."""
        if day >= self._last_change:
            return self
        return Library(tuple(_only(book, lambda clause: clause.effective <= day) for book in self.books))

    def seen_by(self, groups: frozenset[str]) -> "Library":
        """The library of a reader who belongs to these audiences (keys), as if no other clause had been written.

        Chapters and books left empty are not there.
        """
        if all(is_open(restriction, groups) for restriction in self.restrictions):
            return self
        books = (_only(book, lambda clause: is_open(clause.restriction, groups)) for book in self.books)
        return Library(tuple(book for book in books if book.chapters))

    def related(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses of its book that belong to a clause, each once: neighbours, references, definitions."""
        book = self._book_of(clause)
        if book is None:
            return ()
        defining = (other for term, other in self._definitions[book.id].items() if term in clause.text)
        found = dict.fromkeys([*_neighbours(clause, book), *_referred_to(clause, book), *defining])
        return tuple(other for other in found if other != clause)

    def named(self, written: str) -> Clause | None:
        """The clause that a file names: "book/7.1", or "7.1", which is that of the first book that has it."""
        return self.by_name.get(written) or self._by_number.get(written)

    def neighbour(self, clause: Clause, step: int) -> Clause | None:
        """The clause so many steps after this one in its book, or before it (-1); None where the book ends there.

        Ask a library that is `in_force` and `seen_by` its reader: what is not in it is passed over, and from a clause
        that is not in it no step leads anywhere.
        """
        book = self._book_of(clause)
        if book is None or clause not in book.clauses:
            return None
        index = book.clauses.index(clause) + step
        return book.clauses[index] if 0 <= index < len(book.clauses) else None

    def _book_of(self, clause: Clause) -> Rulebook | None:
        return next((book for book in self.books if book.id == clause.heading.book), None)

    def find(self, reference: Reference) -> Lookup | None:
        """Where `reference` leads; None where it names a document that is not in the library."""
        books = [
            book for book in self.books if not reference.document or book.is_meant_by(reference.document)
        ]
        if not books:
            return None
        if reference.article:
            return _clause(books, reference)
        chapters = [chapter for book in books if (chapter := book.chapter(reference.chapter))]
        if len(chapters) == 1:
            return AtChapter(chapters[0])
        if chapters:
            return Ambiguous(tuple(chapter.clauses[0] for chapter in chapters))
        return Missing(_nearest(books, reference))


def _clause(books: Sequence[Rulebook], reference: Reference) -> Lookup:
    clauses = [clause for book in books for clause in book.clauses_at(reference)]
    if len(clauses) == 1:
        return AtClause(clauses[0])
    return Ambiguous(tuple(clauses)) if clauses else Missing(_nearest(books, reference))


def _nearest(books: Sequence[Rulebook], reference: Reference) -> tuple[Clause, ...]:
    def distance(clause: Clause) -> tuple[int, int]:
        chapters = abs(clause.heading.chapter - reference.chapter) if reference.chapter else 0
        return chapters, abs(clause.number.article - reference.article)

    clauses = (clause for book in books for clause in book.clauses)
    return tuple(sorted(clauses, key=distance)[:_NEAREST])


def _only(book: Rulebook, is_wanted: Callable[[Clause], bool]) -> Rulebook:
    """The book with these clauses alone; chapters left empty are not there."""
    chapters = (
        replace(chapter, clauses=tuple(filter(is_wanted, chapter.clauses))) for chapter in book.chapters
    )
    return replace(book, chapters=tuple(chapter for chapter in chapters if chapter.clauses))


def _neighbours(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    """前条 and 下一条 as the numbers run: across a gap, where a reader does not see the clause meant, there is none."""
    backwards = {match["which"] in _BACK for match in _NEIGHBOUR.finditer(clause.text)}
    for first, second in pairwise(book.clauses) if backwards else ():
        if first.heading != second.heading or not _follows(first.number, second.number):
            continue
        if second == clause and True in backwards:
            yield first
        if first == clause and False in backwards:
            yield second


def _follows(first: ClauseNumber, second: ClauseNumber) -> bool:
    """Whether no number can stand between the two, but one that was put in later (39-1)."""
    if first.article == second.article:
        return first.inserted + 1 == second.inserted
    return first.article + 1 == second.article and not second.inserted


def _referred_to(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    for reference in find_references(clause.text):
        if reference.article and (not reference.document or book.is_meant_by(reference.document)):
            yield from book.clauses_at(reference, inside=clause)
