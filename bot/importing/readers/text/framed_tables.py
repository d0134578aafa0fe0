"""Tables of a plain text that are drawn with lines round their cells: ┌─┬─┐ │ │ │, or +---+ | |."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.importing.structure.lines.titles.broken_titles import in_one_line
from bot.rulebook import Table

_BARS = "│┃║|｜"
_RULE = re.compile(rf"[─━═\-=_—+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝{_BARS}\s]{{3,}}")
_ROW = re.compile(rf"[{_BARS}├┣╠].*[{_BARS}┤┫╣]")
_BETWEEN = re.compile(rf"[{_BARS}├┼┤┣╋┫╠╬╣]")
_DRAWN = re.compile(r"[─━═\-—_]+")
_FEWEST = 2  # rows


def framed_tables(written: Sequence[str]) -> Mapping[int, tuple[int, Table]]:
    """The tables by the place of their first line, each with the place behind its last."""
    found = dict[int, tuple[int, Table]]()
    places = groupby(range(len(written)), key=lambda at: bool(_is_drawn(written[at].strip())))
    for start, end in ((its[0], its[-1] + 1) for is_drawn, run in places if is_drawn and (its := [*run])):
        lines = [line.strip() for line in written[start:end]]
        rows = list(_rows(lines))
        is_table = len(rows) >= _FEWEST and max(map(len, rows)) > 1  # else a box round a text
        if is_table and any(map(_RULE.fullmatch, lines)):
            found[start] = end, _table(rows)
    return found


def _is_drawn(line: str) -> bool:
    return bool(_ROW.fullmatch(line) or (_RULE.fullmatch(line) and not line[0].isspace()))


def _rows(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows: what stands between two rules is one where rules part all, and above the first; else a line is."""
    blocks = [
        [*its] for is_rule, its in groupby(lines, key=lambda line: bool(_RULE.fullmatch(line))) if not is_rule
    ]
    for place, block in enumerate(blocks):
        is_one = len(blocks) > (2 if place else 1)
        row = list[list[str]]()
        for line in block:
            cells = ["" if _DRAWN.fullmatch(cell) else cell for cell in _cells(line)]
            goes_on = bool(row) and (is_one or not cells[0]) and len(cells) == len(row)
            if row and not goes_on:
                yield tuple(map(in_one_line, row))
                row = []
            row = row or [[] for _ in cells]
            for above, cell in zip(row, cells, strict=True):
                above.append(cell)
        yield tuple(map(in_one_line, row))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BETWEEN.split(line)[1:-1]]


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    """A cell over all columns in the first row is what the table is called."""
    width = max(map(len, rows))
    is_called = len(rows) > _FEWEST and len(rows[0]) == 1 < width
    caption, header, *others = rows if is_called else [("",), *rows]
    filled = [(*row, *[""] * (width - len(row))) for row in (header, *others)]
    return Table(filled[0], tuple(filled[1:]), caption=caption[0])
