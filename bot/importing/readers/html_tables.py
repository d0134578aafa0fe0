"""Tables of web pages: cells that span several are repeated in each."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from bot.importing.readers.numbered_rows import numbers_beside
from bot.rulebook import Table

_BLOCKS_WITHIN = "table, ol, ul, h1, h2, h3, h4, h5, h6"
_SPAN = re.compile(r"[1-9]\d{0,5}")
_LARGEST_SPAN = 500


def numbered_texts(node: LexborNode) -> Sequence[tuple[str, LexborNode]]:
    """Of a table that sets numbers beside their texts, each text with its number; nothing of another table."""
    if node.css_first("table table"):
        return ()
    rows = [
        [cell for cell in row.css("td, th") if _plain(cell) or cell.css_first("img")]
        for row in node.css("tr")
    ]
    filled = [cells for cells in rows if cells]
    numbers = numbers_beside([[*map(_plain, cells)] for cells in filled])
    return [(each, cells[-1]) for each, cells in zip(numbers, filled, strict=False)]


def table_of(node: LexborNode) -> Table | None:
    """The table as data; None where it only puts blocks beside or under each other."""
    if any(each.mem_id != node.mem_id for each in node.css(_BLOCKS_WITHIN)):
        return None
    rows = _grid(node)
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2:
        return None
    padded = [(*row, *[""] * (width - len(row))) for row in rows]
    caption = node.css_first("caption")
    return Table(padded[0], tuple(padded[1:]), _plain(caption) if caption else "")


def _grid(node: LexborNode) -> list[list[str]]:
    """The texts of the cells, row by row."""
    rows = list[list[str]]()
    below: dict[int, tuple[int, str]] = {}  # columns that a cell above reaches into: rows left, and its text
    for row in node.css("tr"):
        cells = list[str]()
        for cell in row.css("td, th"):
            _reach_down(cells, below)
            text, down = _plain(cell), _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    below[len(cells)] = (down - 1, text)
                cells.append(text)
        _reach_down(cells, below)
        rows.append(cells)
    return [row for row in rows if any(row)]


def _reach_down(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    while left := below.pop(len(cells), None):
        rows, text = left
        if rows > 1:
            below[len(cells)] = (rows - 1, text)
        cells.append(text)


def _span(cell: LexborNode, attribute: str) -> int:
    written = (cell.attributes.get(attribute) or "1").strip()
    return min(int(written), _LARGEST_SPAN) if _SPAN.fullmatch(written) else 1


def _plain(node: LexborNode) -> str:
    return " ".join(node.text(separator="").split())
