"""Numbers that a program prints beside each line, or each fifth, as in drafts and ordinances: no words of a text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.importing.readers.pdf.page import Character, Page, is_wide

_FEWEST = 8  # numbers of a document
_APART = 0.4  # of a letter's size, between a number and its line, where the file tells no gap
_SAME = 1.0  # points: numbers that end so near to each other end at one edge
_HEIGHT = 3.0  # points: heights that differ by less are one
_BESIDE = 0.1  # of the lines may have no number, or be empty
_GO_ON = 0.2  # of the lines at least begin within a sentence: of a list each item begins one
_AROUND = 6  # lines of head and foot, which have no number
_WIDE = 12  # times the size of letters: a column
_FULL = 0.8  # of it
_STEPS = {1, 2, 5, 10}

Row = Sequence[Character]
"""The characters on one height of a page, from the left."""


class _Number(NamedTuple):
    row: int
    characters: tuple[Character, ...]

    @property
    def value(self) -> int:
        return int("".join(each.text for each in self.characters))

    @property
    def right(self) -> float:
        return self.characters[-1].right


class _Margin(NamedTuple):
    """Numbers below each other: where they end, how many lines they stand beside, and how many of these go on."""

    right: float
    numbers: int
    lines: int
    going_on: int


def without_line_numbers(pages: Sequence[Page]) -> tuple[Sequence[Page], int]:
    """The pages without them, and how many there were."""
    rows = [_rows(page.characters) for page in pages]
    columns = [list(_columns(its)) for its in rows]
    margins = [margin for found, its in zip(columns, rows, strict=True) for margin in _margins(found, its)]
    lines, going_on = sum(each.lines for each in margins), sum(each.going_on for each in margins)
    if sum(each.numbers for each in margins) < _FEWEST or going_on < _GO_ON * lines:
        return pages, 0
    gone = [
        [number for column in found if _is_one(column, margins) for number in column] for found in columns
    ]
    return [_without(page, its) for page, its in zip(pages, gone, strict=True)], sum(map(len, gone))


def _is_one(column: Sequence[_Number], margins: Sequence[_Margin]) -> bool:
    return any(abs(column[0].right - margin.right) <= _SAME for margin in margins)


def _without(page: Page, numbers: Sequence[_Number]) -> Page:
    gone = {each for number in numbers for each in number.characters}
    return page._replace(characters=tuple(each for each in page.characters if each not in gone))


def _rows(characters: Sequence[Character]) -> list[Row]:
    """From the top."""
    rows = list[list[Character]]()
    for each in sorted(characters, key=lambda each: -each.baseline):
        if not rows or rows[-1][0].baseline - each.baseline > _HEIGHT:
            rows.append([])
        rows[-1].append(each)
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _numbers(rows: Sequence[Row]) -> Iterator[_Number]:
    """The whole numbers that stand apart from what is beside them."""
    for at, row in enumerate(rows):
        starts = [
            0,
            *(place for place in range(1, len(row)) if _is_apart(row[place - 1], row[place])),
            len(row),
        ]
        for start, end in pairwise(starts):
            if (
                all(each.text.isdecimal() and each.text.isascii() for each in row[start:end])
                and end - start < 5
            ):
                yield _Number(at, tuple(row[start:end]))


def _is_apart(before: Character, each: Character) -> bool:
    return each.is_gap or each.left - before.right >= _APART * each.size


def _columns(rows: Sequence[Row]) -> Iterator[list[_Number]]:
    """The numbers that end at one edge, from the top, for each edge; none where something else begins in their way."""
    edges = list[list[_Number]]()
    for number in sorted(_numbers(rows), key=lambda number: number.right):
        if not edges or number.right - edges[-1][0].right > _SAME:
            edges.append([])
        edges[-1].append(number)
    for column in map(sorted, edges):
        if len(column) == 1 or _counts(column):
            left, right, own = min(map(_left, column)), column[0].right, {number.row for number in column}
            others = (each for at, row in enumerate(rows) if at not in own for each in row)
            if not any(left <= each.left < right for each in others):
                yield column


def _left(number: _Number) -> float:
    return number.characters[0].left


def _margins(columns: Sequence[Sequence[_Number]], rows: Sequence[Row]) -> Iterator[_Margin]:
    """Numbers that stand beside nearly all lines of the page."""
    several = [column for column in columns if len(column) > 1]
    lefts = [min(map(_left, column)) for column in several]
    for column, end in zip(several, [*lefts[1:], float("inf")], strict=False):
        if margin := _beside_lines(column, rows, end):
            yield margin


def _counts(column: Sequence[_Number]) -> bool:
    values = [number.value for number in column]
    steps = {after - before for before, after in pairwise(values)}
    return len(steps) == 1 and steps <= _STEPS


def _beside_lines(column: Sequence[_Number], rows: Sequence[Row], end: float) -> _Margin | None:
    right, own = max(number.right for number in column), {number.row for number in column}
    lines = {
        at: beside
        for at, row in enumerate(rows)
        if (beside := [each for each in row if right <= each.left < end])
    }
    within = {at for at in lines if column[0].row <= at <= column[-1].row} | own
    step, counted = column[1].value - column[0].value, column[-1].value - column[0].value + 1
    around = len(lines.keys() - within)
    if abs(len(within) - counted) > _BESIDE * counted or around > _AROUND + 2 * (step - 1):
        return None
    edge = max(line[-1].right for line in lines.values()) if lines else right
    going_on = sum(
        _is_full(before, right, edge) and _goes_on(before, line) for before, line in pairwise(lines.values())
    )
    return _Margin(right, len(column), len(within), going_on)


def _is_full(line: Row, left: float, right: float) -> bool:
    """Whether it reaches as far as most, so that its sentence may go on below; short names that are alike do not."""
    return right - left >= _WIDE * line[-1].size and line[-1].right >= left + _FULL * (right - left)


def _goes_on(before: Row, line: Row) -> bool:
    last, first = before[-1].text, line[0].text
    return first.islower() or all(is_wide(each) and each.isalpha() for each in (last, first))
