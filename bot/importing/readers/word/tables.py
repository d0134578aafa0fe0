"""From the cells of a Word table to a table of the rulebook: caption, header, rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from bot.importing.readers.numbered_rows import numbers_beside
from bot.importing.readers.word.blocks import Cell, Grid, Paragraph, paragraphs
from bot.importing.source import Line, printed
from bot.importing.structure.lines.openings import opening_of
from bot.rulebook import Table

_BETWEEN_HEADERS = "／"
_BETWEEN_ROWS = "；"
_FEWEST = 4  # lines of a text that a form frames
_ARTICLE = re.compile(r"第[\d０-９零〇一二三四五六七八九十百千\s]{1,15}[条條章节節]")

Row = tuple[Cell, ...]


def frames_text(grid: Grid) -> bool:
    """Whether a table only sets text: a single row or column, or headings or several clauses stand in a cell."""
    if len(grid.rows) < 2 or all(_is_one_cell(row) for row in grid.rows):
        return True
    return any(_holds_clauses(cell) for cell in grid.cells())


def _holds_clauses(cell: Cell) -> bool:
    written = list(paragraphs(cell.blocks))
    articles = sum(bool(_ARTICLE.match(printed(each.label, each.text.strip()))) for each in written)
    return articles > 1 or any(each.heading for each in written)


def parts_of(grid: Grid) -> Iterator[Grid]:
    """The table, parted at each row that is one cell with a text of its own: a form that frames a whole document."""
    for _, rows in groupby(grid.rows, lambda row: id(row[0]) if _is_text(row) else 0):
        yield Grid(tuple(rows))


def _is_text(row: Row) -> bool:
    """Whether a row is one cell of several lines, of which some are numbered."""
    written = list(paragraphs(row[0].blocks)) if _is_one_cell(row) else []
    numbered = sum(opening_of(Line(each.text.strip(), each.label)) is not None for each in written)
    return len(written) >= _FEWEST and numbered > 1


def clauses_of(grid: Grid) -> Iterator[tuple[str, Cell]]:
    """A table that sets numbers beside their texts: each text with its number, "" where it has none.

    Above a column of articles the first row may be a header (条款, 内容). Nothing where it is another table.
    """
    filled = [cells for row in grid.rows if (cells := [*_filled(row)])]
    articles = [len(cells) == 2 and bool(_ARTICLE.fullmatch(_text(cells[0]))) for cells in filled]
    is_headed = len(articles) > 2 and not articles[0] and all(articles[1:]) and len(filled[0]) == 2
    if is_headed:
        yield _text(filled[0][0]), filled[0][1]
    rows = filled[is_headed:]
    numbers = numbers_beside([[*map(_text, cells)] for cells in rows])
    yield from ((number, cells[-1]) for number, cells in zip(numbers, rows, strict=False))


def _filled(row: Row) -> Iterator[Cell]:
    """Each cell that holds something, once."""
    for before, cell in zip((None, *row), row, strict=False):
        if cell is not before and (_text(cell) or any(each.figures for each in paragraphs(cell.blocks))):
            yield cell


def read_table(grid: Grid) -> Table:
    """A first row that is one cell is the caption; a header may take several rows, its names are then put together."""
    rows: Sequence[Row] = grid.rows
    caption = ""
    if _is_one_cell(rows[0]):
        caption, rows = _text(rows[0][0]), rows[1:]
    height = _header_height(rows)
    header = tuple(_BETWEEN_HEADERS.join(_texts(column)) for column in zip(*rows[:height], strict=True))
    body = (tuple(map(_text, row)) for row in rows[height:])
    return Table(header, tuple(row for row in body if any(row)), caption)


def _is_one_cell(row: Row) -> bool:
    return all(cell is row[0] for cell in row)


def _header_height(rows: Sequence[Row]) -> int:
    """A first row with cells merged to the right has its names below, as far as its cells merged downwards reach."""
    first = rows[0]
    if all(left is not right for left, right in pairwise(first)):
        return 1
    return max(_reach(rows, column) for column in range(len(first)))


def _reach(rows: Sequence[Row], column: int) -> int:
    """How many rows the first cell of a column goes through."""
    return next((at for at, row in enumerate(rows) if row[column] is not rows[0][column]), len(rows))


def _texts(cells: Sequence[Cell]) -> list[str]:
    """Each different text once, in its order."""
    return list(dict.fromkeys(filter(None, map(_text, cells))))


def _text(cell: Cell) -> str:
    """What stands in a cell, in one line; of a table within it the rows one after the other."""
    return " ".join(filter(None, (_block_text(block) for block in cell.blocks)))


def _block_text(block: Paragraph | Grid) -> str:
    if isinstance(block, Paragraph):
        return printed(block.label, " ".join(block.text.split()))
    return _BETWEEN_ROWS.join(" ".join(_texts(row)) for row in block.rows)
