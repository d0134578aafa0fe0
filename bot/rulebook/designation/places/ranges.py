"""Ranges of headings, and whether all is there that a reference names."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.rulebook.designation.places.lookups import as_range
from bot.rulebook.designation.places.outcomes import (
    Ambiguous,
    AtClauses,
    AtDivision,
    Lookup,
    Missing,
    Repealed,
    ToCome,
)
from bot.rulebook.designation.texts.references import Reference

_MOST_HEADINGS = 30  # of a range


def is_wholly_there(found: Lookup | None) -> bool:
    """Whether all that a reference names was found, once."""
    return not (
        isinstance(found, Missing | Repealed | ToCome | Ambiguous)
        or (isinstance(found, AtClauses) and found.is_cut)
    )


def headings_between(reference: Reference, find: Callable[[Reference], Lookup | None]) -> Sequence[Reference]:
    """A reference to each of a range of headings (Articles I to III, 2.1-2.2); else the reference itself."""
    ranges = [(reference.number, reference.until)] if reference.until else []
    if reference.number and not ranges and isinstance(find(reference), Missing):
        ranges += as_range(reference.number)
    for (*above, first), until in ranges:
        each = [replace(reference, number=(*above, first), until=())]
        if isinstance(find(each[0]), AtDivision) and first.isdecimal() and until[-1].isdecimal():
            numbers = range(int(first) + 1, min(int(until[-1]), int(first) + _MOST_HEADINGS) + 1)
            return (*each, *(replace(each[0], number=(*above, str(number))) for number in numbers))
    return (reference,)
