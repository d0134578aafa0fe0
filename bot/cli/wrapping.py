"""Text broken into a terminal's lines as it is printed: no line begins with ，。 or ends with （; English words whole.

rich breaks at spaces alone, and Chinese, which has none, wherever the line is full.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rich import text as rich_text
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


def break_well() -> None:
    """Have rich break all that it prints, tables and helps too, as `lines` does: it has no setting for that."""
    vars(rich_text)["divide_line"] = _offsets


def print_message(message: str | Text, *, is_error: bool = False) -> None:
    """Print a message; its lines are broken on a terminal, and nowhere else."""
    console, written = Console(stderr=is_error), Text(message) if isinstance(message, str) else message
    if console.is_terminal:
        console.print(Wrapped(written))
    else:
        console.print(written, soft_wrap=True)


def lines(text: str, width: int, *, is_cut: bool = True) -> list[str]:
    """A text in pieces of `width` cells at most, which make it up again; a longer word `is_cut`, or stands out."""
    broken = [""]
    for unit in _units(text):
        if broken[-1] and cell_len(broken[-1] + unit) > width:  # rich would cut a space that stands out
            broken.append("")
        if not is_cut or cell_len(unit.rstrip()) <= width:
            broken[-1] += unit
        else:
            broken[-1:] = [*filter(None, broken[-1:]), *chop_cells(unit, width)]
    return broken


def _offsets(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: FBT001, FBT002  # as rich calls it
    """Where a text is broken."""
    return list(accumulate(map(len, lines(text, width, is_cut=fold))))[:-1]


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
