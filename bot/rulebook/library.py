"""The library: all books that are in use side by side, and where a reference leads in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.rulebook.clause import Chapter, Clause, Restriction, Rulebook, audience_key, is_open
from bot.rulebook.cross_references import Definitions, definitions, related
from bot.rulebook.references import Reference

_NEAREST = 3


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
    def _defined(self) -> tuple[tuple[Rulebook, Definitions], ...]:
        return tuple((book, definitions(book)) for book in self.books)

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
        """The clauses that a clause refers to, and those that define its words."""
        books = ((book, defined) for book, defined in self._defined if book.id == clause.heading.book)
        return tuple(other for book, defined in books for other in related(clause, book, defined))

    def named(self, written: str) -> Clause | None:
        """The clause that a file names: "book/7.1", or "7.1", which is that of the first book that has it."""
        return self.by_name.get(written) or self._by_number.get(written)

    def neighbour(self, clause: Clause, step: int) -> Clause | None:
        """The clause so many steps after this one in its book, or before it (-1); None where the book ends there.

        Ask a library that is `in_force` and `seen_by` its reader: what is not in it is passed over, and from a clause
        that is not in it no step leads anywhere.
        """
        clauses = next((book.clauses for book in self.books if book.id == clause.heading.book), ())
        if clause not in clauses:
            return None
        index = clauses.index(clause) + step
        return clauses[index] if 0 <= index < len(clauses) else None

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
