"""The references in clauses' texts as links to where they lead."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from bot.pages.text import Link
from bot.rulebook import Clause, Division, Library, Rulebook
from bot.rulebook.addresses import address_of, anchor_of, page_of
from bot.rulebook.books_named import books_named
from bot.rulebook.designation.places.lookups import look_up
from bot.rulebook.designation.places.outcomes import AtClause, AtClauses, AtDivision, Repealed
from bot.rulebook.designation.texts.references import Reference, find_references


class References:
    """Finds them in the clauses of a library; what is not in it, or stands in several places, is no link."""

    def __init__(self, library: Library) -> None:
        self._books = {book.id: book for book in library.books}
        self._meant = lru_cache(10_000)(self._book_meant)

    def __call__(self, clause: Clause) -> Iterator[Link]:
        """The links of a clause, in the order of its text."""
        book = self._books[clause.heading.book]
        at = 0
        for reference in find_references(clause.text, book.names):
            target = self._target(reference, clause, book)
            if target is not None and target != clause and reference.start >= at:
                yield _link(reference, target)
                at = reference.end

    def _target(self, reference: Reference, clause: Clause, own: Rulebook) -> Clause | Division | None:
        book = self._meant(reference.document, own.id)
        if book is None:
            return None
        inside = clause if book is own else None
        if reference.number and (
            found := book.places.clauses(reference.headings, reference.number, inside=inside)
        ):
            return found[0] if len(found) == 1 else None
        match look_up(reference, [book], alone=False):
            case AtClause(target) | Repealed(target) | AtClauses((target, *_)):
                return target
            case AtDivision(division):
                return division
            case _:
                return None

    def _book_meant(self, document: str, own: str) -> Rulebook | None:
        """The book that the words before a reference name: its own where they name none, or that."""
        its_own = self._books[own]
        meant = books_named(document, [*self._books.values()])
        is_itself = its_own.is_meant_by(document) and not its_own.title_at_end(document)
        return its_own if not document or is_itself or its_own in meant else next(iter(meant), None)


def _link(reference: Reference, target: Clause | Division) -> Link:
    if isinstance(target, Clause):
        return Link(reference.start, reference.end, address_of(target), target.listed_label)
    return Link(reference.start, reference.end, address_of_heading(target), target.heading.path_label)


def address_of_heading(division: Division) -> str:
    """Where it stands, from the root of the pages."""
    heading = division.heading
    return f"{quote(heading.book)}/{quote(page_of(heading))}#{quote(anchor_of(heading))}"
