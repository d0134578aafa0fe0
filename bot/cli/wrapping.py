"""Text broken into a terminal's lines as it is printed: no line begins with ，。 or ends with （; English words whole.

rich breaks at spaces alone, and Chinese, which has none, wherever the line is full.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_NOT_FIRST = frozenset("，。；：、！？…—～·”’）》〉」』】〕％%,.;:!?)]}")
_NOT_LAST = frozenset("“‘（《〈「『【〔￥#([{")
_PIECE = re.compile(
    r"[!-~\u00a0-\u2e7f]+ *| +|.", re.DOTALL
)  # a word with the spaces behind it, or one character
_LEAST = 10  # cells: in a narrower terminal the lines are longer than it is


@dataclass(frozen=True)
class Wrapped:
    """A text for the terminal, each of its lines `indent` cells in; what is broken goes on as far in as it began."""

    text: Text
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.split("\n", allow_blank=True):
            begun = " " * (self.indent + len(line.plain) - len(line.plain.lstrip(" ")))
            line.rstrip()
            own = line[len(begun) - self.indent :] if line.plain else line
            lengths = [len(part) for part in lines(own.plain, max(_LEAST, options.max_width - len(begun)))]
            for part in own.divide(list(accumulate(lengths))[:-1]):
                part.rstrip()
                yield Text.assemble(begun, part)


def lines(text: str, width: int) -> list[str]:
    """A text in pieces of `width` cells at most, which make it up again; one that cannot be broken well is cut."""
    broken = [""]
    for unit in _units(text):
        if broken[-1] and cell_len((broken[-1] + unit).rstrip()) > width:
            broken.append("")
        if cell_len(unit.rstrip()) <= width:
            broken[-1] += unit
        else:
            broken[-1:] = [*filter(None, broken[-1:]), *chop_cells(unit, width)]
    return broken


def _units(text: str) -> Iterator[str]:
    """What is not broken: a word, or a character, with the marks that belong to it before and behind."""
    unit = ""
    for piece in _PIECE.findall(text):
        if unit and piece[0] not in _NOT_FIRST and unit.rstrip()[-1:] not in _NOT_LAST:
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit
