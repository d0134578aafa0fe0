"""A heading with all that stands under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from bot.rulebook.clause import Clause
from bot.rulebook.heading import Heading, HeadingKind
from bot.rulebook.printed import read_heading


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
    def is_annex_of_one(self) -> bool:
        """Whether it is an annex (or a chapter 附件一) that is a single clause: who asks for it asks for that."""
        heading = self.heading
        kinds = {heading.kind, read_heading(heading.title).kind}
        return HeadingKind.ANNEX in kinds and len(self.clauses) == 1

    @cached_property
    def divisions(self) -> tuple["Division", ...]:
        """The headings directly below it."""
        return divisions_at(len(self.heading.path), self.clauses)


def divisions_at(depth: int, clauses: Sequence[Clause]) -> tuple[Division, ...]:
    """The headings at a depth (0 is the outermost), with the clauses under each."""
    below = (clause for clause in clauses if len(clause.heading.path) > depth)
    grouped = groupby(below, key=lambda clause: clause.heading.path[depth])
    return tuple(Division(heading, tuple(under)) for heading, under in grouped)


def outline(divisions: Sequence[Division], most: int) -> tuple[tuple[int, Division], ...]:
    """The headings and those below them, each with its depth (from 0): one level, and as many more as `most` hold."""
    levels = [list(divisions)]
    while (below := [each for division in levels[-1] for each in division.divisions]) and (
        sum(map(len, levels)) + len(below) <= most
    ):
        levels.append(below)

    def rows(some: Sequence[Division], depth: int) -> Iterator[tuple[int, Division]]:
        for division in some:
            yield depth, division
            if depth + 1 < len(levels):
                yield from rows(division.divisions, depth + 1)

    return tuple(rows(divisions, 0))


def with_those_below(divisions: Sequence[Division]) -> Iterator[Division]:
    """The headings and all below them, as the document has them one after the other."""
    for division in divisions:
        yield division
        yield from with_those_below(division.divisions)
