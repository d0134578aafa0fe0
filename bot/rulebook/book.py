"""A book of rules: its clauses in their order, and the tree of headings that they stand under."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from bot.rulebook.clause import Audience, Clause
from bot.rulebook.heading import Heading, Owner
from bot.rulebook.references import Reference


@dataclass(frozen=True)
class Division:
    """A heading with all clauses that stand under it, at any depth, in the order of the book."""

    heading: Heading
    clauses: tuple[Clause, ...]

    @property
    def own_clauses(self) -> tuple[Clause, ...]:
        """Those that stand directly under it."""
        return tuple(clause for clause in self.clauses if clause.heading == self.heading)

    @property
    def divisions(self) -> tuple["Division", ...]:
        """The headings directly below it."""
        return _divisions(self.clauses, len(self.heading.path))


@dataclass(frozen=True)
class Rulebook:
    """One book of rules; `id` is its folder's name, `effective` the day it comes into force.

    Its clauses stand in the order of the document, those under one heading together.
    """

    id: str
    title: str
    version: str
    effective: date
    owner: Owner
    clauses: tuple[Clause, ...]
    preface: str = ""
    audiences: tuple[Audience, ...] = ()

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """The outermost headings, with all that stands under them."""
        return _divisions(self.clauses, 0)

    @cached_property
    def all_divisions(self) -> tuple[Division, ...]:
        """Every heading, as the document has them one after the other."""
        return tuple(_with_those_below(self.divisions))

    def division(self, key: str) -> Division | None:
        """The heading with this key, if there is one."""
        return next((each for each in self.all_divisions if each.heading.key == key), None)

    def is_meant_by(self, document: str) -> bool:
        """Whether the words before a reference (根据运营中心守则, 守则) end in this book's title, or are its end."""
        return document.endswith(self.title) or self.title.endswith(document) or document == self.id

    def only(self, is_wanted: Callable[[Clause], bool]) -> "Rulebook":
        """The book with these clauses alone; headings left empty are not there."""
        return replace(self, clauses=tuple(filter(is_wanted, self.clauses)))

    def chapters_at(self, reference: Reference) -> tuple[Division, ...]:
        """The chapters that have the reference's chapter number."""
        return tuple(self._chapters.get(str(reference.chapter), ()))

    @cached_property
    def _chapters(self) -> Mapping[str, Sequence[Division]]:
        """The headings by their numbers."""
        found: dict[str, list[Division]] = {}
        for division in self.all_divisions:
            found.setdefault(division.heading.number, []).append(division)
        return found

    def clauses_at(self, reference: Reference, inside: Clause | None = None) -> tuple[Clause, ...]:
        """The clauses that a reference can mean: several where it gives no chapter and each chapter counts anew.

        `inside`: the clause in whose text it stands, which means 第三条 of its own chapter.
        """
        number = reference.article, reference.inserted
        if reference.chapter:
            return tuple(self._by_number.get((str(reference.chapter), number), ()))
        if inside is None or len(inside.number.levels) == 1:
            return tuple(self._by_number.get(("", number), ()))
        own = inside.heading
        same = self._by_number.get((own.number, number), ())
        return tuple(clause for clause in same if clause.heading == own)

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, tuple[int, int] | None], Sequence[Clause]]:
        """The clauses by their own number, under the number of each heading above them, and under ""."""
        found: dict[tuple[str, tuple[int, int] | None], list[Clause]] = {}
        for clause in self.clauses:
            for above in {"", *(heading.number for heading in clause.heading.path)}:
                found.setdefault((above, clause.number.counted), []).append(clause)
        return found


def _divisions(clauses: Sequence[Clause], depth: int) -> tuple[Division, ...]:
    """The headings at a depth (0 is the outermost), with the clauses under each."""
    below = (clause for clause in clauses if len(clause.heading.path) > depth)
    grouped = groupby(below, key=lambda clause: clause.heading.path[depth])
    return tuple(Division(heading, tuple(under)) for heading, under in grouped)


def _with_those_below(divisions: Sequence[Division]) -> Iterator[Division]:
    for division in divisions:
        yield division
        yield from _with_those_below(division.divisions)
