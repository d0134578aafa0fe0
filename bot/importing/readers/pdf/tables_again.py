"""Tables over the ends of pages: one that goes on is whole, one that comes again in its place is a head."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.importing.readers.pdf.tables import Grid
from bot.importing.source import Line


def once(grids: Mapping[int, Sequence[Grid]]) -> Iterator[tuple[int, Grid]]:
    """The tables, each with its page; one that comes again in its place, but for figures, is the head of pages."""
    seen = set[tuple[int, str]]()
    for number, its in grids.items():
        for grid in its:
            written = "".join(each.text for row in grid.cells for cell in row for each in cell)
            mark = round(grid.box.top), "".join(sign for sign in written if not sign.isdecimal())
            if mark not in seen or not written:
                yield number, grid
            seen.add(mark)


def whole_tables(lines: Iterable[Line]) -> Iterator[Line]:
    """A table that goes on at the top of the next page is one, with its header once."""
    before: Line | None = None
    for line in lines:
        if before and before.table and line.table and _goes_on(before, line):
            rows = [
                row
                for row in (line.table.header, *line.table.rows)
                if row != before.table.header and any(row)
            ]
            whole = replace(before.table, rows=(*before.table.rows, *rows))
            before = replace(before, table=whole, footnotes=(*before.footnotes, *line.footnotes))
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _goes_on(before: Line, line: Line) -> bool:
    if not (before.table and line.table and before.page and line.page):
        return False
    is_next = line.page > before.page and not line.table.caption
    return is_next and len(before.table.header) == len(line.table.header)
