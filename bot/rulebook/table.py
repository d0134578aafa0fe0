"""Tables in clauses, kept as data, and as the lines in which they are searched, quoted and marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.rulebook.designation.numerals import NUMERAL, parse_numeral

_NUMBERED = re.compile(rf"(?:表|table)\s*(?P<number>{NUMERAL})", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """A header and rows of as many cells; what is merged in the document is repeated in each cell.

    `is_english`: with which marks its lines are written, those of its book's language.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    is_english: bool = False

    @property
    def number(self) -> str:
        """What its caption counts it as, in figures: "1" for 表1 and 表一, "" where it counts nothing."""
        match = _NUMBERED.match(self.caption)
        return str(parse_numeral(match["number"]) or "") if match else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The caption, and a line a row: 职级：经理 ｜ 住宿：500 元 (Grade: A | Limit: 500), without empty cells."""
        return tuple(filter(None, [self.caption, *self._rows()]))

    def _rows(self) -> Iterator[str]:
        colon, between = (": ", " | ") if self.is_english else ("：", " ｜ ")
        for row in self.rows:
            cells = zip(self.header, row, strict=False)
            yield between.join(f"{name}{colon}{cell}" if name else cell for name, cell in cells if cell)
