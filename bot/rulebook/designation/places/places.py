"""Where a reference leads within one book."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from bot.rulebook.clause import Clause
from bot.rulebook.designation.designators import Certainty, Step
from bot.rulebook.designation.parsing.grammar import LETTER_ON_NUMBER
from bot.rulebook.designation.parsing.labels import read_label
from bot.rulebook.designation.parsing.levels import canonical_levels
from bot.rulebook.division import Division
from bot.rulebook.heading import Heading, HeadingKind
from bot.rulebook.parts import item_printed
from bot.rulebook.printed import read_heading
from bot.rulebook.table import Table

_Named = tuple[HeadingKind, str]
_COUNTED_BY_THEMSELVES = {HeadingKind.OTHER, HeadingKind.ARTICLE, HeadingKind.SECTION}


class Places:
    """The clauses and headings of a book by all that they are called; `divisions` are all its headings."""

    def __init__(self, clauses: Sequence[Clause], divisions: Sequence[Division]) -> None:
        self._positions = {clause.number: position for position, clause in enumerate(clauses)}
        self._clauses = clauses
        self._divisions = divisions
        self._by_levels: dict[tuple[str, ...], list[Clause]] = {}
        self._by_last: dict[str, list[Clause]] = {}
        self._by_heading_and_last: dict[tuple[str, str], list[Clause]] = {}
        self._by_name_and_last: dict[tuple[_Named, str], list[Clause]] = {}
        self._counted_below = set[str]()
        self._former = {
            canonical_levels(number.levels): clause for clause in clauses for number in clause.formerly
        }
        self._above = {clause.number.levels[:-1] for clause in clauses}
        self._by_name: dict[_Named, list[Division]] = {}
        self._by_number = _by_number(divisions)
        self._names: dict[str, frozenset[_Named]] = {}  # of a heading (by its key) and all above it
        for division in divisions:
            heading, names = division.heading, frozenset(_names(division.heading))
            above = self._names[heading.above.key] if heading.above else frozenset()
            self._names[heading.key] = names | above
            for name in names:
                self._by_name.setdefault(name, []).append(division)
        self._kinds = {kind for kind, _ in self._by_name}
        for clause in clauses:
            levels = canonical_levels(clause.number.levels)
            label = read_label(clause.printed) if clause.printed else None
            is_inserted = bool(LETTER_ON_NUMBER.search(clause.printed or ""))  # § 12a is not § 12
            printed = canonical_levels(label.levels) if label and not is_inserted else ()
            counts_anew = (
                label is not None and label.certainty is Certainty.BARE
            )  # 一、 is not 第一条 of the book
            for each in {levels, () if counts_anew else printed} - {()}:
                self._by_levels.setdefault(each, []).append(clause)
            if len(levels) > 1 and not counts_anew:
                self._counted_below.add(levels[0])
            if len(levels) > 1 or counts_anew:
                last = printed[-1] if counts_anew else levels[-1]
                self._by_last.setdefault(last, []).append(clause)
                self._by_heading_and_last.setdefault((clause.heading.key, last), []).append(clause)
                for name in self._names[clause.heading.key]:
                    self._by_name_and_last.setdefault((name, last), []).append(clause)

    def clauses(
        self, headings: Sequence[Step], number: tuple[str, ...], inside: Clause | None = None
    ) -> tuple[Clause, ...]:
        """Those of this number: several where each heading counts anew, and none is named; else that which had it.

        `inside`: the clause in whose text it stands, which means 第三条 of its own chapter.
        """
        return self._numbered(headings, canonical_levels(number), inside) or self.former(headings, number)

    def former(self, headings: Sequence[Step], number: tuple[str, ...]) -> tuple[Clause, ...]:
        """The clause that had this number (5.3, 第五章第三条) before it was renumbered."""
        whole = (*(step.number for step in headings), *number)
        found = self._former.get(canonical_levels(number)) or self._former.get(canonical_levels(whole))
        return (found,) if found else ()

    def items(self, headings: Sequence[Step], number: tuple[str, ...]) -> tuple[tuple[Clause, str], ...]:
        """The clauses in which an item has this number, each with its words: 2.5.1 in 2.5."""
        written = ".".join(number)
        for end in range(len(number) - 1, 0, -1):
            there = self._numbered(headings, canonical_levels(number[:end]), None)
            found = ((clause, item_printed(clause.text, written)) for clause in there)
            if items := tuple(each for each in found if each[1]):
                return items
        return ()

    def _numbered(
        self, headings: Sequence[Step], number: tuple[str, ...], inside: Clause | None
    ) -> tuple[Clause, ...]:
        steps = self.known(headings)
        exact = self._under(steps, self._by_levels.get(number, ()))
        if exact and len(number) == 1 and self._are_several(steps):
            both = {*exact, *self._by_itself(steps, number, inside)}
            return tuple(sorted(both, key=lambda clause: self._positions[clause.number]))
        if exact:
            return exact
        if len(number) == 1:
            return self._by_itself(steps, number, inside)
        if len(number) == 2 and not steps:  # 2.11 of a book numbered through
            return self._under([Step(HeadingKind.CHAPTER, number[0])], self._by_levels.get(number[1:], ()))
        return ()

    def _are_several(self, steps: Sequence[Step]) -> bool:
        """Whether an adopted text has the innermost of these headings more than once: two chapters 4."""
        return bool(steps) and len(self._by_name.get((steps[-1].kind, steps[-1].number), ())) > 1

    def _by_itself(
        self, steps: Sequence[Step], number: tuple[str, ...], inside: Clause | None
    ) -> tuple[Clause, ...]:
        """Those whose number ends so, where it counts below a heading: 第三条 of each chapter."""
        if not steps and self.headed(number):
            return ()
        if inside and not steps and len(inside.number.levels) > 1:
            return tuple(self._by_heading_and_last.get((inside.heading.key, number[0]), ()))
        if not steps:
            return tuple(self._by_last.get(number[0], ()))
        innermost = (steps[-1].kind, steps[-1].number)
        return self._under(steps, self._by_name_and_last.get((innermost, number[0]), ()))

    def under(self, headings: Sequence[Step]) -> tuple[Clause, ...]:
        """The clauses under headings, all where none is named."""
        return self._under(self.known(headings), self._clauses)

    def range(self, first: Clause, last: Clause) -> tuple[Clause, ...]:
        """The clauses from one to another."""
        start, end = sorted((self._positions[first.number], self._positions[last.number]))
        return tuple(self._clauses[start : end + 1])

    def up_to(self, first: Clause, until: Sequence[str]) -> tuple[Clause, ...]:
        """The clauses from one to where a number would stand that no clause has."""
        own = first.number.levels
        last = _figures((*own[: -len(until)], *until))
        behind = self._clauses[self._positions[first.number] :]
        return tuple(
            takewhile(
                lambda clause: clause is first or _figures(own) < _figures(clause.number.levels) < last,
                behind,
            )
        )

    def headings(self, steps: Sequence[Step]) -> tuple[Division, ...]:
        """Those that the steps lead to."""
        *above, last = steps
        if last.title:
            return tuple(each for each in self._divisions if each.heading.title == last.title)
        outer = self._from_start(above)
        if last.number.startswith("-"):
            return self._from_end(outer, last)
        named = self._by_name.get((last.kind, last.number), ())
        return tuple(each for each in named if self._stands_under(outer, each.heading))

    def counts_in(self, above: tuple[str, ...]) -> bool:
        """Whether there are clauses whose numbers have these levels above their own: 4.1.1 where there is 4.1.1.2."""
        return above in self._above

    def counts_levels(self, count: int) -> bool:
        """Whether numbers of so many levels are those of clauses: 7.99 is none of a book numbered through."""
        return not self._above or any(len(above) + 1 >= count for above in self._above)

    def tables(self, number: str) -> tuple[tuple[Clause, Table], ...]:
        """The tables that are printed with this number, each with its clause."""
        return tuple(
            (clause, table)
            for clause in self.with_numbered_tables
            for table in clause.tables
            if table.number == number
        )

    @cached_property
    def with_numbered_tables(self) -> tuple[Clause, ...]:
        """The clauses with tables that have a number."""
        return tuple(clause for clause in self._clauses if any(table.number for table in clause.tables))

    def of_kind(self, kind: HeadingKind) -> tuple[Division, ...]:
        """The headings of that kind."""
        return tuple(each for each in self._divisions if each.heading.kind is kind)

    def numbered(self, number: tuple[str, ...], above: Sequence[Step] = ()) -> tuple[Division, ...]:
        """The headings that count by themselves so: 4.1, Article VIII."""
        if number[0].startswith("-"):
            outermost = [each for each in self._divisions if each.heading.number and not each.heading.above]
            return _nth(
                [each for each in outermost if each.heading.kind in _COUNTED_BY_THEMSELVES], number[0]
            )
        named = self._by_number.get(".".join(number), ())
        return tuple(each for each in named if self._stands_under(above, each.heading))

    def headed(self, number: tuple[str, ...]) -> tuple[Division, ...]:
        """The headings that a number of one level means: 3 Expenses, below which clauses count 3.1, and not 2.3.

        第三条 is an article of 第三章, but nobody calls 2.3 of an English book section 3.
        """
        if len(number) > 1 or number[0] not in self._counted_below:
            return ()
        chapters = self._by_name.get((HeadingKind.CHAPTER, number[0]), ())
        return self.numbered(number) or tuple(each for each in chapters if each.heading.is_english)

    def known(self, steps: Sequence[Step]) -> Sequence[Step]:
        """The steps of which the book has the kind: what stands below one that it has not may be counted otherwise."""
        for index, step in enumerate(steps):
            if step.kind not in self._kinds:
                return self._from_start(steps[:index])
        return self._from_start(steps)

    def _from_start(self, steps: Sequence[Step]) -> Sequence[Step]:
        """The steps with their own numbers for those counted from the end, as far as there are so many."""
        found = list[Step]()
        for step in steps:
            meant = self._from_end(found, step) if step.number.startswith("-") else ()
            found.append(replace(step, number=meant[0].heading.number) if meant else step)
        return found

    def _from_end(self, above: Sequence[Step], step: Step) -> tuple[Division, ...]:
        """The heading of that place among those of its kind, as the last chapter is -1: () where they are fewer."""
        alike = [
            each
            for each in self._divisions
            if step.kind in kinds_of(each.heading) and self._stands_under(above, each.heading)
        ]
        outermost = min((len(each.heading.path) for each in alike), default=0)
        return _nth([each for each in alike if len(each.heading.path) == outermost], step.number)

    def _under(self, steps: Sequence[Step], clauses: Iterable[Clause]) -> tuple[Clause, ...]:
        return tuple(clause for clause in clauses if self._stands_under(steps, clause.heading))

    def _stands_under(self, steps: Sequence[Step], heading: Heading) -> bool:
        names = self._names[heading.key]
        return all((step.kind, step.number) in names for step in steps)


def _by_number(divisions: Sequence[Division]) -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for division in divisions:
        if division.heading.kind in _COUNTED_BY_THEMSELVES:
            found.setdefault(division.heading.number, []).append(division)
    return found


def _nth(divisions: Sequence[Division], number: str) -> tuple[Division, ...]:
    """The one that has a place from the end, if there are so many."""
    return (divisions[int(number)],) if -int(number) <= len(divisions) else ()


def _figures(levels: Sequence[str]) -> tuple[int, ...]:
    """Levels as they count: 39-1 is between 39 and 40."""
    return tuple(int(figures) for level in levels for figures in level.split("-") if figures.isdecimal())


def kinds_of(heading: Heading) -> frozenset[HeadingKind]:
    """What a heading with a number is called: one that is printed 五、 or 5 is a chapter, and whatever else."""
    return frozenset(kind for kind, number in _names(heading) if number)


def _names(heading: Heading) -> Iterable[_Named]:
    """What a heading is called: 第七章; one that is printed 五、 or 5 is the fifth of whatever it is called."""
    yield heading.kind, heading.number
    if heading.kind is HeadingKind.OTHER and heading.number:
        yield from (
            (kind, heading.number) for kind in (HeadingKind.PART, HeadingKind.CHAPTER, HeadingKind.SECTION)
        )
    if heading.kind is HeadingKind.ANNEX:
        yield heading.kind, ""
    inner = read_heading(heading.title)  # 第十六章 附件一
    if inner.kind is HeadingKind.ANNEX:
        yield from ((inner.kind, inner.number), (inner.kind, ""))
