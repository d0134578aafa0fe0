"""Characters -> lines as they are printed, from top to bottom."""

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from bot.importing.readers.pdf.page import Character, is_wide
from bot.importing.readers.pdf.radicals import folded
from bot.rulebook.designation.numerals import NUMERAL

_SAME_HEIGHT = (
    0.45  # of the size: what stands higher or lower is on another line, and not above or below the figures
)
_BACK = 1.0  # of the size: what stands further to the left begins a new line
_TWICE = 0.25  # of the size: a character drawn again so near is one in bold
_OVERLAP = 0.5  # of its width: the same
_BLANK = 0.6  # of the size: the gap beside a Chinese character from which on people see a blank
_NARROW_BLANK = (
    0.15  # of the size, over the usual gap of a line: the same where a file has no blanks, only gaps
)
_LEADER = re.compile(
    r"(?<![.·…．。_‥∙•⋯\s])[.·…．。_‥∙•⋯\s]{4,}+[-–—(（]?\s{0,9}(?:\d{1,4}|[ivxlc]{1,7})\s{0,9}[-–—)）]?$"
)
_LABEL_ALONE = re.compile(
    rf"[（(]?(?:{NUMERAL}|[A-Za-z]|[ivx]{{1,5}})[)）.．、]|\d+(?:\.\d+)*\.?|[•●■▪◆–-]"
    rf"|第\s*{NUMERAL}\s*[条條](?:\s*[之の]\s*{NUMERAL})?"
)
_HANGING = 5.0  # of the size: a text begins no further behind the label that hangs before it


class Column(NamedTuple):
    """Where a line stands in a page of two columns: in 1, 2 or across both (0).

    `left` is where most lines of the column begin, `edge` where the second one does, in points.
    """

    number: int
    left: float
    edge: float


@dataclass(frozen=True)
class PrintedLine:
    """A line on a page; `left`, `right` and `baseline` in points from the lower left corner.

    `has_blanks`: the file writes blanks (Word); else they are gaps (browsers). `column` is None on a page of one.
    `footnotes` are those whose marks stand in it.
    """

    page: int
    characters: tuple[Character, ...]
    has_blanks: bool
    column: Column | None = None
    footnotes: "tuple[Footnote, ...]" = ()

    @cached_property
    def text(self) -> str:
        """With a blank where people see one."""
        return "".join(_written(self.characters, self._widest_gap))

    @cached_property
    def lead(self) -> str:
        """Its first words, as far as they are bold; "" where all of it is, or none."""
        bold = [*takewhile(lambda each: each.is_bold, self.characters)]
        is_part = bold and len(bold) < len(self.characters)
        return "".join(_written(bold, self._widest_gap)) if is_part else ""

    @property
    def _widest_gap(self) -> float:
        """How far, in sizes, Chinese characters stand apart at most without a blank: more in a line that is spread."""
        if self.has_blanks:
            return _BLANK
        gaps = [_gap(*pair) for pair in pairwise(self.characters) if all(is_wide(each.text) for each in pair)]
        return _NARROW_BLANK + max(0.0, statistics.median_low(gaps or [0.0]))

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.characters[0].left

    @property
    def indent(self) -> float:
        """Where it begins, in its column if the page has several."""
        return self.left - (self.column.left if self.column else 0.0)

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return max(each.right for each in self.characters)

    @cached_property
    def size(self) -> float:
        """That of most of its characters."""
        return statistics.median_low([each.size for each in self.characters])

    @cached_property
    def baseline(self) -> float:
        """The height on which most of its characters stand."""
        return statistics.median_low([each.baseline for each in self.characters])

    @cached_property
    def is_bold(self) -> bool:
        """Whether it is so as a whole."""
        letters = [each for each in self.characters if each.text.isalnum()] or self.characters
        return all(each.is_bold for each in letters)

    @cached_property
    def has_leader(self) -> bool:
        """Whether it ends as a line of contents does: dots and the number of a page."""
        return bool(_LEADER.search(self.text))


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of a page: the `mark` that stands in the text ([1], ①), and its lines without it."""

    mark: str
    lines: tuple[PrintedLine, ...]


def printed_lines(page: int, characters: Iterable[Character], *, has_blanks: bool) -> tuple[PrintedLine, ...]:
    """The lines of a page from top to bottom; in the file's order where some stand beside each other."""
    lines = _labelled(_joined([PrintedLine(page, tuple(each), has_blanks) for each in _runs(characters)]))
    from_top = sorted(lines, key=lambda line: -line.baseline)
    beside = any(
        above.baseline - below.baseline < _SAME_HEIGHT * below.size for above, below in pairwise(from_top)
    )
    return tuple(lines if beside else from_top)


def _runs(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Characters that follow each other in the file, at one height, each to the right of the one before."""
    run: list[Character] = []
    for each in characters:
        if not run:
            run = [each]
        elif _is_same(run[-1], each):
            continue
        elif _follows(run[-1], each):
            run.append(each)
        else:
            yield run
            run = [each]
    if run:
        yield run


def _is_same(before: Character, each: Character) -> bool:
    reach = min(
        _TWICE * each.size, _OVERLAP * (each.right - each.left)
    )  # the second l of all stands beside the first
    return (
        each.text == before.text
        and not each.is_ligated
        and abs(each.left - before.left) < reach
        and abs(each.baseline - before.baseline) < reach
    )


def _follows(before: Character, each: Character) -> bool:
    size = max(before.size, each.size)
    return each.is_ligated or (
        abs(each.baseline - before.baseline) < _SAME_HEIGHT * size and each.left > before.right - _BACK * size
    )


def _joined(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Lines that follow each other in the file and stand beside each other at one height are one.

    What is in another font, as quotation marks often are, may be drawn behind the line into its gaps.
    """
    joined: list[PrintedLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and (characters := _side_by_side(before, line)):
            joined[-1] = replace(before, characters=characters)
        else:
            joined.append(line)
    return joined


def _side_by_side(line: PrintedLine, other: PrintedLine) -> tuple[Character, ...]:
    """The characters of both from left to right, () where they are at two heights, or stand on each other.

    What stands in a gap of the other line has no gap around it.
    """
    if abs(line.baseline - other.baseline) >= _SAME_HEIGHT * min(line.size, other.size):
        return ()
    reach, near = _TWICE * other.size, _NARROW_BLANK * other.size
    first, second = sorted((line, other), key=lambda each: each.left)
    if first.right <= second.left + reach:
        return first.characters + second.characters
    characters = sorted(line.characters + other.characters, key=lambda each: each.left)
    if any(before.right > each.left + reach for before, each in pairwise(characters)):
        return ()
    filled = (
        each._replace(is_gap=each.is_gap and each.left - before.right > near)
        for before, each in pairwise(characters)
    )
    return characters[0], *filled


def _labelled(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, each with the label that hangs before it wherever the file has that."""
    labels = [line for line in lines if _LABEL_ALONE.fullmatch(line.text)]
    hanging = dict[PrintedLine, PrintedLine]()
    for line in lines if labels else ():
        near = [label for label in labels if label not in hanging.values() and _hangs_before(label, line)]
        if near:
            hanging[line] = max(near, key=lambda label: label.left)
    return [
        replace(line, characters=hanging[line].characters + line.characters) if line in hanging else line
        for line in lines
        if line not in hanging.values()
    ]


def _hangs_before(label: PrintedLine, line: PrintedLine) -> bool:
    is_beside = abs(label.baseline - line.baseline) < _SAME_HEIGHT * min(label.size, line.size)
    return is_beside and 0 <= line.left - label.right < _HANGING * line.size


def _written(characters: Sequence[Character], widest_gap: float) -> Iterator[str]:
    yield folded(characters[0].text)
    for before, each in pairwise(characters):
        chinese = is_wide(before.text) or is_wide(each.text)
        if each.is_after_blank or (each.is_gap and not chinese) or _gap(before, each) > widest_gap:
            yield " "
        yield folded(each.text)


def _gap(before: Character, each: Character) -> float:
    return (each.left - before.right) / max(before.size, each.size, 1.0)
