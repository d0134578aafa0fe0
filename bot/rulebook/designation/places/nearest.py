"""What is near to a number that no book has: clauses beside it, or headings."""

import re
from collections.abc import Sequence
from heapq import nsmallest

from bot.rulebook.book import Rulebook
from bot.rulebook.clause import Clause
from bot.rulebook.designation.designators import Step
from bot.rulebook.designation.places.whole_paths import in_its_words
from bot.rulebook.designation.texts.references import Reference
from bot.rulebook.division import Division

NEAREST = 3  # clauses beside a number that is not there, and how many numbers away they may be
_FIGURES = re.compile(r"\d{1,9}")


def nearest(reference: Reference, books: Sequence[Rulebook]) -> tuple[Clause, ...]:
    """The clauses beside it: of several levels those that share the outermost, of one those a few numbers away."""
    asked = [*(_figure(step.number) for step in reference.headings), *map(_figure, reference.number)]

    def distance(clause: Clause) -> tuple[int, ...]:
        own = [_figure(level) for level in clause.number.levels]
        if len(own) < len(asked):  # numbered through: the chapter is that of its headings
            own = [*(_figure(heading.number) for heading in clause.heading.path), *own]
        return tuple(abs(a - b) for a, b in zip(asked, own[-len(asked) :], strict=False))

    farthest = NEAREST if len(asked) == 1 else 0
    near = [each for book in books for each in book.clauses if distance(each)[0] <= farthest]
    called_so = [each for each in near if in_its_words(each.short_label, reference.written)]
    return tuple(nsmallest(NEAREST, called_so or near, key=distance))


def nearest_headings(step: Step, books: Sequence[Rulebook]) -> tuple[Clause, ...]:
    """The first clauses of the headings of that kind that are a few numbers away."""

    def distance(division: Division) -> int:
        return abs(_figure(division.heading.number) - _figure(step.number))

    divisions = (each for book in books for each in book.places.of_kind(step.kind))
    nearest = nsmallest(NEAREST, divisions, key=distance)
    return tuple(division.clauses[0] for division in nearest if distance(division) <= NEAREST)


def _figure(level: str) -> int:
    """The figures with which a level begins, 0 for none."""
    match = _FIGURES.match(level)
    return int(match[0]) if match else 0
