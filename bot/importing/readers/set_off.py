"""The first words of a paragraph that look otherwise than the rest: bold, italic or underlined, as titles are."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

_EAST = re.compile("[\u3400-\u9fff]")
_NUMBER = re.compile(
    r"(?:(?:section|article|rule|clause|§)\s{0,3})?[\dIVXLC.()]{1,12}|第.{1,8}[条條]", re.IGNORECASE
)
_AROUND_NUMBER = " \t\n\xa0\u3000.:"


class Emphasis(StrEnum):
    """How words are set off from those around them."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"


EMPHASIS = {
    "b": Emphasis.BOLD,
    "strong": Emphasis.BOLD,
    "i": Emphasis.ITALIC,
    "em": Emphasis.ITALIC,
    "u": Emphasis.UNDERLINE,
}
"""By the tags of web pages."""


@dataclass
class SetOff:
    """Reads a paragraph piece by piece; blanks look as what stands before them."""

    _pieces: list[tuple[str, Collection[Emphasis]]] = field(default_factory=list)

    def take(self, written: str, looks: Collection[Emphasis]) -> None:
        """The next piece."""
        blank = self._pieces[-1][1] if self._pieces and not written.strip() else looks
        self._pieces.append((written, blank))

    @property
    def lead(self) -> str:
        """The words that are set off first; of two ways in which they are, that which ends first."""
        runs = [run for emphasis in Emphasis if (run := self._first(emphasis))]
        return min(runs, key=lambda run: (run[0], len(run[1])))[1] if runs else ""

    def _first(self, emphasis: Emphasis) -> tuple[int, str] | None:
        """Where words are set off in this way, but for a number alone; in Chinese what is underlined was filled in."""
        start = 0
        for is_so, pieces in groupby(self._pieces, key=lambda piece: emphasis in piece[1]):
            text = "".join(written for written, _ in pieces)
            if is_so and (words := text.strip(_AROUND_NUMBER)) and not _NUMBER.fullmatch(words):
                is_filled_in = emphasis is Emphasis.UNDERLINE and _EAST.search(words)
                return None if is_filled_in else (start, text)
            start += len(text)
        return None
