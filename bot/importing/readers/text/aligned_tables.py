"""Tables of a plain text, whose cells stand below each other with blanks between, or have tabs there."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from bot.rulebook import Table

_CELL = re.compile(r"[^\s]++(?: [^\s]++)*+")
_FEWEST = 3  # rows
_LONGEST = 30  # characters of a cell
_NO_CELL = re.compile("[。；;:]$|：")  # a sentence, or what is said of something: 日期：5月
_PAGES = re.compile(r"\d{1,4}")  # in the last column of a page of contents

Cells = Sequence[tuple[int, int, str]]
"""The columns of the text at which each cell begins and ends, and its words."""

Width = Callable[[str], int]
"""How many columns a text takes: programs that take text out of a PDF count a Chinese character as one."""


def aligned_tables(written: Sequence[str], begins: re.Pattern[str]) -> Mapping[int, tuple[int, Table]]:
    """The tables by the place of their first line, each with the place behind its last.

    No line that `begins` something of its own, as 第一条, is a row.
    """
    found, at = dict[int, tuple[int, Table]](), 0
    while at < len(written):
        rows = max((list(_rows(written, at, begins, width)) for width in (_width, len)), key=len)
        if len(rows) >= _FEWEST and not all(_PAGES.fullmatch(row[-1]) for row in rows[1:]):
            found[at] = at + len(rows), Table(rows[0], tuple(rows[1:]))
        at += max(1, len(rows))
    return found


def _rows(
    written: Sequence[str], start: int, begins: re.Pattern[str], width: Width
) -> Iterator[tuple[str, ...]]:
    """The cells of the lines from a place on that have theirs where the first has its own."""
    header = _cells(written[start], width)
    for at in range(start, len(written) if len(header) > 1 else start):
        line = written[at]
        cells = _cells(line, width)
        places = [_column(cell, header) for cell in cells]
        if begins.match(line.lstrip()) or len(cells) < 2 or -1 in places or len({*places}) < len(places):
            return
        words = dict(zip(places, (text for *_, text in cells), strict=True))
        yield tuple(words.get(place, "") for place in range(len(header)))


def _cells(line: str, width: Width) -> Cells:
    """What stands between tabs, or else between two blanks or more; none in a line that holds a sentence."""
    cells: Cells
    if "\t" in line.strip():
        cells = [(at, at, text.strip()) for at, text in enumerate(line.split("\t"))]
    else:
        spread = line.replace("\u3000", "  ")
        cells = [
            (width(spread[: match.start()]), width(spread[: match.end()]), match[0])
            for match in _CELL.finditer(spread)
        ]
    is_row = all(len(text) <= _LONGEST and not _NO_CELL.search(text) for *_, text in cells)
    return [cell for cell in cells if cell[-1]] if is_row else ()


def _column(cell: tuple[int, int, str], header: Cells) -> int:
    """Which column of the header begins or ends where the cell does; -1 for none."""
    begins, ends, _ = cell
    return next((at for at, (first, last, _) in enumerate(header) if begins == first or ends == last), -1)


def _width(text: str) -> int:
    """The columns that it takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
