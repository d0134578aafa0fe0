"""Pages that are set in two columns: which lines, tables and pictures stand in which."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.importing.readers.pdf.printed_lines import Column, PrintedLine

_FEWEST = 4  # lines of a column
_SHARE = 0.2  # of a page's lines stand in each column, and no more of them across both
_SAME = 2.0  # points: lines that begin so near to each other begin at one edge


def in_columns(page: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """The lines of a page in the same order, each with its column; of one that has none they stay as they are."""
    edge = _edge_of_second(page)
    if edge is None:
        return tuple(page)
    numbers = [column_of(line.left, line.right, edge) for line in page]
    lefts = {
        each: float(
            statistics.mode(round(line.left) for line, at in zip(page, numbers, strict=True) if at == each)
        )
        for each in set(numbers)
    }
    return tuple(
        replace(line, column=Column(each, lefts[each], edge))
        for line, each in zip(page, numbers, strict=True)
    )


def column_of(left: float, right: float, edge: float) -> int:
    """The column of what reaches from left to right: 1, 2, or 0 across both; the second begins at this edge."""
    if left >= edge - _SAME:
        return 2
    return int(right <= edge)


def _edge_of_second(page: Sequence[PrintedLine]) -> float | None:
    """Where the second column begins: many lines do, many others end before, and hardly any stands across."""
    lefts = Counter(round(line.left) for line in page)
    for left in sorted(left for left, count in lefts.items() if count >= _FEWEST)[1:]:
        counts = Counter(column_of(line.left, line.right, left) for line in page)
        fewest = max(_FEWEST, _SHARE * len(page))
        if min(counts[1], counts[2]) >= fewest and counts[0] <= _SHARE * len(page):
            return float(left)
    return None
