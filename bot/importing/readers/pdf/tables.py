"""Tables whose cells have borders: where they stand on a page, and which characters stand in which cell."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.importing.readers.pdf.page import Box, Character, Page
from bot.importing.readers.pdf.rules import Rule
from bot.rulebook import Table

_NEAR = 3.0  # points: borders that are no further apart are one
_WHOLE = 0.88  # of the page's width or height
_COVERED = 0.7  # of a cell's side: from here on there is a border between it and the next


@dataclass(frozen=True)
class Grid:
    """A table: its borders from left to right (`xs`) and from top to bottom (`ys`), in points.

    `cells` has for each row the characters of each cell; what is merged has the same in each.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[tuple[Character, ...], ...], ...]

    def table(self, text: Callable[[Sequence[Character]], str]) -> Table:
        """The table with these texts of its cells; a first row that is one cell is its caption."""
        rows = [tuple(map(text, row)) for row in self.cells]
        rows = [row for row in rows if any(row)]
        caption = rows.pop(0)[0] if len(rows) > 1 and len({*rows[0]}) == 1 else ""
        header = rows.pop(0) if len(rows) > 1 else ("",) * len(rows[0])
        return Table(header, tuple(rows), caption)

    @property
    def box(self) -> Box:
        """The stretch of the page that it takes."""
        return Box(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])


def grids_of(page: Page) -> tuple[Grid, ...]:
    """The tables of a page with two rows and two columns at least, from top to bottom."""
    inside = [rule for rule in page.rules if not _is_frame(rule, page)]
    grids = (_grid(rules, page.characters) for rules in _touching(inside))
    return tuple(sorted(filter(None, grids), key=lambda grid: -grid.box.top))


def _is_frame(rule: Rule, page: Page) -> bool:
    """Whether it is an edge of a frame round the whole page."""
    return rule.right - rule.left > _WHOLE * page.width or rule.top - rule.bottom > _WHOLE * page.height


def outside(characters: Iterable[Character], grids: Sequence[Grid]) -> tuple[Character, ...]:
    """The characters that stand in none of the tables."""
    return tuple(each for each in characters if not any(_is_in(each, grid.box) for grid in grids))


def _is_in(character: Character, box: Box) -> bool:
    across, up = _middle(character)
    return box.left <= across <= box.right and box.bottom <= up <= box.top


def _middle(character: Character) -> tuple[float, float]:
    return (character.left + character.right) / 2, character.baseline + character.size / 3


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The lines in groups that touch each other."""
    groups: list[tuple[Box, list[Rule]]] = []
    for rule in rules:
        box, group = Box(*rule), [rule]
        apart: list[tuple[Box, list[Rule]]] = []
        for other, its in groups:
            if _do_touch(box, other):
                box = Box(*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:]))
                group += its
            else:
                apart.append((other, its))
        groups = [*apart, (box, group)]
    yield from (group for _, group in groups)


def _do_touch(first: Box, second: Box) -> bool:
    return (
        first.left <= second.right + _NEAR
        and second.left <= first.right + _NEAR
        and first.bottom <= second.top + _NEAR
        and second.bottom <= first.top + _NEAR
    )


def _grid(rules: Sequence[Rule], characters: Sequence[Character]) -> Grid | None:
    level, upright = ([rule for rule in rules if rule.is_level is along] for along in (True, False))
    xs = _distinct(rule.left for rule in upright)
    ys = _distinct(rule.top for rule in level)
    if len(xs) < 3 or len(ys) < 3:
        return None
    owners = _owners(xs, ys, level, upright)
    held: dict[tuple[int, int], list[Character]] = {}
    for each in characters:
        across, up = _middle(each)
        place = len(ys) - 1 - bisect_right(ys, up), bisect_right(xs, across) - 1
        if place in owners:
            held.setdefault(owners[place], []).append(each)
    rows = range(len(ys) - 1)
    cells = tuple(
        tuple(tuple(held.get(owners[row, column], ())) for column in range(len(xs) - 1)) for row in rows
    )
    return Grid(xs, ys[::-1], cells) if sum(any(row) for row in cells) > 1 else None


def _distinct(places: Iterable[float]) -> tuple[float, ...]:
    """Places in rising order, those near to each other once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return tuple(found)


def _owners(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell the first one of those that are merged with it, by row from the top and column."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        bottom, top = ys[-2 - row], ys[-1 - row]
        for column in range(len(xs) - 1):
            left, right = xs[column], xs[column + 1]
            owners[row, column] = row, column
            if column and not _has_border(upright, left, bottom, top):
                owners[row, column] = owners[row, column - 1]
            elif row and not _has_border(level, top, left, right):
                owners[row, column] = owners[row - 1, column]
    return owners


def _has_border(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether lines at this place cover most of a cell's side."""
    covered = 0.0
    for rule in rules:
        place, *stretch = (
            (rule.bottom, rule.left, rule.right) if rule.is_level else (rule.left, rule.bottom, rule.top)
        )
        if abs(place - at) <= _NEAR:
            covered += max(0.0, min(end, stretch[1]) - max(start, stretch[0]))
    return covered >= _COVERED * (end - start)
