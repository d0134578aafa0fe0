"""Kickers: small headings above the larger one of each section, as web pages have them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.headings import is_numbered
from bot.importing.structure.lines.openings import opening_of

_FEWEST = 2  # one alone is a section that is empty, or stands above all


def with_kickers_below(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with what is a kicker wherever its level is marked below its heading, as words of its text.

    The first heading of all stands where it is, as what is printed above the text.
    """
    levels = [line.heading for line in lines]
    above = _above_larger(lines)
    kickers = [levels[at] for at in above]
    read = list(lines)
    for at in above:
        if levels.count(levels[at]) == kickers.count(levels[at]) >= _FEWEST:
            read[at : at + 2] = [lines[at + 1], replace(lines[at], heading=None)]
    first = next((at for at, line in enumerate(read) if line.heading), -1)
    if first in _above_larger(read) and levels.count(read[first + 1].heading) >= _FEWEST:
        read[first] = replace(read[first], heading=None)
    return read


def _above_larger(lines: Sequence[Line]) -> Sequence[int]:
    return [at for at, pair in enumerate(pairwise(lines)) if _is_above_larger(*pair)]


def _is_above_larger(line: Line, below: Line) -> bool:
    is_above = line.heading is not None and below.heading is not None and below.heading < line.heading
    return is_above and not line.label and not is_numbered(line) and not opening_of(line)
