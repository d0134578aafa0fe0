"""What stands above levels: A. is of the kind of A.1 right below it, and 1.0 below 1. or Chapter 1 heads no 1.1."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import Opening, Style


def levels_headed(lines: Sequence[Line], found: Mapping[int, Opening]) -> dict[int, Opening]:
    """The letters that head levels, as levels, and the sections .0 that are the first below a number of their own."""
    letters = {
        index: replace(opening, style=Style.LEVELS, number=below.number[:1], is_sure=True)
        for (index, opening), (_, below) in pairwise(found.items())
        if opening.style is Style.LETTER and below.style is Style.LEVELS and _begins(below, opening.key)
    }
    firsts = {
        index: replace(opening, number=(*opening.number, 0))
        for index, opening in found.items()
        if opening.style is Style.LEVELS
        and opening.key.endswith(".0")
        and _is_headed(index, opening, lines, found)
    }
    return letters | firsts


def _begins(below: Opening, letter: str) -> bool:
    return below.key in {f"{letter}.0", f"{letter}.1"}


def _is_headed(index: int, opening: Opening, lines: Sequence[Line], found: Mapping[int, Opening]) -> bool:
    """Whether the nearest number above it, of whatever kind, is its own without the nought."""
    own = opening.key.removesuffix(".0")
    for at in range(index - 1, -1, -1):
        heading = heading_of(lines[at])
        if at in found or (heading and heading.number):
            return found[at].key == own if at in found else heading is not None and heading.number == own
    return False
