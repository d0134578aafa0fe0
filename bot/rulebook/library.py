"""The library: all books that are in use side by side, and where a reference leads in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.rulebook.clause import Chapter, Clause, Rulebook
from bot.rulebook.reference import Reference

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


Place = AtClause | AtChapter | Ambiguous | Missing


@dataclass(frozen=True)
class Library:
    """The books in use, in the order of their folders' names."""

    books: tuple[Rulebook, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all books."""
        return tuple(clause for book in self.books for clause in book.clauses)

    @cached_property
    def _last_change(self) -> date:
        return max((clause.effective for clause in self.clauses), default=date.min)

    def in_force(self, day: date) -> "Library":
        """The library as it is in force on a day: later clauses, and chapters left empty, are not there."""
        if day >= self._last_change:
            return self
        return Library(tuple(replace(book, chapters=_in_force(book, day)) for book in self.books))

    def find(self, reference: Reference) -> Place | None:
        """Where `reference` leads; None where it names a document that is not in the library."""
        books = [book for book in self.books if not reference.document or denotes(reference.document, book)]
        if not books:
            return None
        if reference.article:
            return _clause(books, reference)
        chapters = [chapter for book in books for chapter in chapters_at(book, reference)]
        if len(chapters) == 1:
            return AtChapter(chapters[0])
        if chapters:
            return Ambiguous(tuple(chapter.clauses[0] for chapter in chapters))
        return Missing(_nearest(books, reference))


def denotes(document: str, book: Rulebook) -> bool:
    """Whether the words before a reference (根据运营中心守则, 守则) end in this book's title, or are its end."""
    return document.endswith(book.title) or book.title.endswith(document) or document == book.id


def chapters_at(book: Rulebook, reference: Reference) -> list[Chapter]:
    """The chapter of `book` that the reference's chapter number names: one, or none."""
    return [chapter for chapter in book.chapters if chapter.heading.chapter == reference.chapter]


def clauses_at(book: Rulebook, reference: Reference) -> list[Clause]:
    """The clauses that the reference can mean: several where it gives no chapter and each chapter counts anew."""
    return [
        clause
        for clause in book.clauses
        if (clause.number.article, clause.number.inserted) == (reference.article, reference.inserted)
        and reference.chapter in {0, clause.heading.chapter}
    ]


def _clause(books: Sequence[Rulebook], reference: Reference) -> Place:
    clauses = [clause for book in books for clause in clauses_at(book, reference)]
    if len(clauses) == 1:
        return AtClause(clauses[0])
    return Ambiguous(tuple(clauses)) if clauses else Missing(_nearest(books, reference))


def _nearest(books: Sequence[Rulebook], reference: Reference) -> tuple[Clause, ...]:
    def distance(clause: Clause) -> tuple[int, int]:
        chapters = abs(clause.heading.chapter - reference.chapter) if reference.chapter else 0
        return chapters, abs(clause.number.article - reference.article)

    clauses = (clause for book in books for clause in book.clauses)
    return tuple(sorted(clauses, key=distance)[:_NEAREST])


def _in_force(book: Rulebook, day: date) -> tuple[Chapter, ...]:
    chapters = (
        replace(chapter, clauses=tuple(clause for clause in chapter.clauses if clause.effective <= day))
        for chapter in book.chapters
    )
    return tuple(chapter for chapter in chapters if chapter.clauses)
