"""Titles that come again in each clause: PURPOSE and PROCEDURE below Leave, and again below Travel."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.headings import FoundHeading, is_like_title
from bot.importing.structure.lines.openings import joined
from bot.rulebook import HeadingKind

_FEWEST = 2  # clauses
_NEARLY_ALL = 0.8


def above_repeated(headings: Mapping[int, FoundHeading], lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """The lines above the first of such titles, each of which is what its clause is called; they are its text.

    None where a title does not come again, or what stands above is no title.
    """
    counts = Counter(each.printed.casefold() for each in headings.values())
    again = sum(count for count in counts.values() if count >= _FEWEST)
    if len(counts) < _FEWEST or again < _NEARLY_ALL * len(headings):
        return {}
    first = next(iter(headings.values())).printed.casefold()
    above = [index - 1 for index, each in headings.items() if each.printed.casefold() == first]
    if len(above) < _FEWEST or not all(index >= 0 and _is_title(index, headings, lines) for index in above):
        return {}
    titles = {index: " ".join(joined(lines[index]).split()) for index in above}
    return {
        index: replace(FoundHeading(HeadingKind.OTHER, 1.0, "", title, title), at=index)
        for index, title in titles.items()
    }


def _is_title(index: int, headings: Mapping[int, FoundHeading], lines: Sequence[Line]) -> bool:
    line = lines[index]
    return index not in headings and not line.table and not line.missing and is_like_title(joined(line))
