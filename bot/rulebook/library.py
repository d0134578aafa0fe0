"""The library: all books that are in use side by side, where a reference leads in them, what belongs to a clause."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import is_

from bot.rulebook.addresses import permanent_address
from bot.rulebook.book import Rulebook
from bot.rulebook.books_named import books_named
from bot.rulebook.clause import Clause, Restriction, audience_key, is_open
from bot.rulebook.clause_number import ClauseNumber
from bot.rulebook.designation.designators import NamedPart, Step
from bot.rulebook.designation.places.lookups import look_up, one_of
from bot.rulebook.designation.places.outcomes import AtDivision, Lookup
from bot.rulebook.designation.places.titles import headings_called, headings_in_book, without_titles
from bot.rulebook.designation.texts.documents import own_kind
from bot.rulebook.designation.texts.references import Reference, find_references
from bot.rulebook.division import Division
from bot.rulebook.heading import Heading, HeadingKind
from bot.rulebook.parts import meant_by, part_of

_NEIGHBOUR = re.compile(r"本章(?P<which>前条|上一条|下一条|后条|后一条|前一条)")
_BACK = {"前条", "上一条", "前一条"}
_DEFINITION = re.compile(r"所称(?:的)?“?(?P<term>[\u4e00-\u9fff]{2,10}?)”?，?(?:是|系)?指")


@dataclass(frozen=True)
class Library:
    """The books in use, in the order of their folders' names.

    Of a day, `books` are those of which something is in force; `shelf` are all, also those that are over or to come.
    """

    books: tuple[Rulebook, ...]
    shelf: tuple[Rulebook, ...] = ()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all books."""
        return tuple(clause for book in self.books for clause in book.clauses)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of all books, those that stand for a book without any left out."""
        headings = (division.heading for book in self.books for division in book.all_divisions)
        return tuple(heading for heading in headings if heading.kind is not HeadingKind.BOOK)

    @cached_property
    def by_name(self) -> Mapping[str, Clause]:
        """All clauses by their names, and by those that they had, where no other has them now."""
        return {name: clause for clause in self.clauses for name in clause.names[1:]} | {
            clause.name: clause for clause in self.clauses
        }

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Of the words of all clauses, by the same names."""
        return {name: clause.fingerprints[name] for name, clause in self.by_name.items()}

    @cached_property
    def repealed(self) -> Mapping[str, Clause]:
        """The clauses that are no longer in force, by their names."""
        return {name: clause for book in self.all_books for clause in book.repealed for name in clause.names}

    def __contains__(self, clause: Clause) -> bool:
        """Whether it is one of these, in these very words."""
        return self.by_name.get(clause.name) == clause

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where among all clauses each stands, by its name."""
        return {clause.name: place for place, clause in enumerate(self.clauses)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What its books are called, the longest first."""
        names = {name for book in self.all_books for name in book.names}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    @cached_property
    def _by_number(self) -> Mapping[str, Clause]:
        former = {str(number): clause for clause in reversed(self.clauses) for number in clause.formerly}
        return former | {str(clause.number): clause for clause in reversed(self.clauses)}

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
        """The restrictions under which clauses stand, whenever they hold.

        Readers to whom the same of them are open see the same.
        """
        written = (clause for book in self.all_books for clause in (*book.clauses, *book.written))
        return frozenset(clause.restriction for clause in written)

    @cached_property
    def _definitions(self) -> Mapping[str, Mapping[str, Clause]]:
        """The words that each book (by its id) defines (所称投诉，是指…), with their clauses."""
        return {
            book.id: {term: clause for clause in book.clauses for term in _DEFINITION.findall(clause.text)}
            for book in self.books
        }

    def seen_by(self, groups: frozenset[str]) -> "Library":
        """The library of a reader who belongs to these audiences (keys), as if no other clause had been written.

        Headings and books left empty are not there.
        """
        if all(is_open(restriction, groups) for restriction in self.restrictions):
            return self
        seen = [book.only(lambda clause: is_open(clause.restriction, groups)) for book in self.all_books]
        return _of_shelf(tuple(book for book in seen if book.clauses or book.written))

    def in_force(self, day: date) -> "Library":
        """The library as it is in force on a day, whatever day this one is of."""
        shelf = tuple(book.in_force(day) for book in self.all_books)
        if all(map(is_, shelf, self.all_books)):
            return self
        return _of_shelf(shelf)

    def on_web(self, site: str) -> "Library":
        """The library whose clauses know where below an address everybody reads them (`shouze site`)."""

        def placed(clause: Clause) -> Clause:
            return (
                clause if clause.restriction else replace(clause, page=f"{site}/{permanent_address(clause)}")
            )

        return _of_shelf(tuple(book.with_each(placed) for book in self.all_books))

    @property
    def all_books(self) -> tuple[Rulebook, ...]:
        """Also those that are over or to come."""
        return self.shelf or self.books

    def related(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses of its book that belong to a clause, each once: neighbours, references, definitions."""
        if clause not in self._relations:
            self._relations[clause] = self._related(clause)
        return self._relations[clause]

    def divisions_named_in(self, clause: Clause) -> tuple[Division, ...]:
        """The headings of its book to which a clause refers (按第十七章办理), each once, but for its own."""
        if clause not in self._divisions_named:
            self._divisions_named[clause] = tuple(self._divisions_of(clause))
        return self._divisions_named[clause]

    @cached_property
    def _divisions_named(self) -> dict[Clause, tuple[Division, ...]]:
        """What was found of headings: it is asked with every answer."""
        return {}

    def _divisions_of(self, clause: Clause) -> Iterator[Division]:
        book, seen = self._book_of(clause), set(clause.heading.path)
        for reference in find_references(clause.text, self.names) if book else ():
            if reference.number or reference.document or not reference.headings:
                continue
            match look_up(reference, [book], alone=False) if book else None:
                case AtDivision(division) if division.heading not in seen:
                    seen.add(division.heading)
                    yield division

    @cached_property
    def _relations(self) -> dict[Clause, tuple[Clause, ...]]:
        """What was found to belong to clauses: it is asked with every answer."""
        return {}

    def _related(self, clause: Clause) -> tuple[Clause, ...]:
        book = self._book_of(clause)
        if book is None:
            return ()
        defining = (other for term, other in self._definitions[book.id].items() if term in clause.text)
        found = dict.fromkeys([*self._beside(clause), *_referred_to(clause, book), *defining])
        return tuple(other for other in found if other != clause)

    def named(self, written: str) -> Clause | None:
        """The clause that a file names: "book/7.1", or "7.1", which is that of the first book that has it."""
        return self.by_name.get(written) or self._by_number.get(written)

    def neighbour(self, clause: Clause, step: int) -> Clause | None:
        """The clause so many steps after this one in its book, or before it (-1); None where the book ends there.

        What its reader does not see is passed over, and from a clause that is not in it no step leads anywhere.
        """
        if clause not in self:
            return None
        place = self._places[clause.name] + step
        other = self.clauses[place] if 0 <= place < len(self.clauses) else None
        return other if other and other.heading.book == clause.heading.book else None

    def _beside(self, clause: Clause) -> Iterator[Clause]:
        """前条 and 下一条 as the numbers run: none across a gap, where a reader does not see the clause meant."""
        steps = {-1 if match["which"] in _BACK else 1 for match in _NEIGHBOUR.finditer(clause.text)}
        for step in sorted(steps):
            other = self.neighbour(clause, step)
            first, second = (other, clause) if step < 0 else (clause, other)
            if first and second and first.heading == second.heading and _follows(first.number, second.number):
                yield first if step < 0 else second

    def _book_of(self, clause: Clause) -> Rulebook | None:
        return next((book for book in self.books if book.id == clause.heading.book), None)

    def find(self, reference: Reference, *, alone: bool = False) -> Lookup | None:
        """Where `reference` leads; None where it names a document that is not in the library, or may be none at all.

        `alone`: nothing was said but it, and others like it.
        """
        books = self._meant_by(reference.document)
        if not books:
            return self._under_heading_named(reference, alone=alone)
        return look_up(reference, books, alone=alone)

    def called(self, text: str) -> tuple[Lookup, ...]:
        """The headings that the whole of a text names as they are printed, or by their titles: 附则, 4.2 Incidents."""
        found = headings_called(text, self._divisions_meant_by("")) or headings_in_book(
            text, self.names, self._divisions_meant_by
        )
        return tuple(one_of([each]) for each in found)

    def _divisions_meant_by(self, document: str) -> Sequence[Division]:
        return [each for book in self._meant_by(document) for each in book.all_divisions]

    def without_titles(self, text: str) -> str:
        """A text whose headings are named by their numbers alone: 第七章 for 第七章客户服务标准."""
        return without_titles(text, self.headings, {book.id: book.names for book in self.books})

    def _meant_by(self, document: str) -> Sequence[Rulebook]:
        """The books that a document's name means, all where there is none; for 公司手册 those called 手册, if any."""
        if not document:
            return self.all_books
        meant = books_named(document, self.all_books)
        if meant or not (kind := own_kind(document)):
            return meant
        return books_named(kind, self.all_books) or self.all_books

    def successor(self, clause: Clause) -> Clause | Rulebook | None:
        """What took the place of a clause that was repealed, as far as it is in force and seen here."""
        seen = {clause.name}
        while clause.repeal and (name := clause.repeal.successor) not in seen:
            if found := self.by_name.get(name):
                return found
            if name not in self.repealed:
                return next((book for book in self.books if book.id == name and book.clauses), None)
            seen.add(name)
            clause = self.repealed[name]
        return None

    def _under_heading_named(self, reference: Reference, *, alone: bool) -> Lookup | None:
        """合同编第五百零九条: where what stands before it is no book, but a heading of one."""
        for book in self.books:
            if heading := book.heading_meant_by(reference.document):
                steps = (Step(heading.kind, heading.number), *reference.headings)
                return look_up(replace(reference, headings=steps), [book], alone=alone)
        return None

    def part(self, clause: Clause, named: Sequence[NamedPart]) -> str:
        """The words of a part of a clause as it is named; "" where the clause has no such part."""
        book = self._book_of(clause)
        return part_of(clause.text, meant_by(named, book.region if book else ""), clause.tables)


def _of_shelf(shelf: tuple[Rulebook, ...]) -> Library:
    books = tuple(book for book in shelf if book.clauses)
    return Library(books, shelf if len(shelf) > len(books) else ())


def _follows(first: ClauseNumber, second: ClauseNumber) -> bool:
    """Whether no number can stand between the two, but one that was put in later (39-1)."""
    if first.counted is None or second.counted is None:
        return False
    (before, inserted), (after, more) = first.counted, second.counted
    return inserted + 1 == more if before == after else before + 1 == after and not more


def _referred_to(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    for reference in find_references(clause.text, book.names):
        if reference.number and (not reference.document or book.is_meant_by(reference.document)):
            found = book.places.clauses(reference.headings, reference.number, inside=clause)
            yield from found or [each for each, _ in book.places.items(reference.headings, reference.number)]
