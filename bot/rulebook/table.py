"""Tables in clauses, kept as data, and as the lines in which they are searched, quoted and marked."""

from collections.abc import Iterator
from dataclasses import dataclass

BETWEEN_CELLS = " ｜ "


@dataclass(frozen=True)
class Table:
    """A header and rows of as many cells; what is merged in the document is repeated in each cell."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The caption, and a line a row: 职级：经理 ｜ 住宿：500 元. Cells that are empty are left out."""
        return tuple(filter(None, [self.caption, *self._rows()]))

    def _rows(self) -> Iterator[str]:
        for row in self.rows:
            cells = zip(self.header, row, strict=False)
            yield BETWEEN_CELLS.join(f"{name}：{cell}" if name else cell for name, cell in cells if cell)


def is_row(line: str) -> bool:
    """Whether a line of a clause's text is a row of a table."""
    return BETWEEN_CELLS in line
