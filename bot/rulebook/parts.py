"""The parts of a clause: its paragraphs (款), the items (项) in them, and those in these (目)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.rulebook.designation.designators import LAST, NamedPart, PartUnit
from bot.rulebook.item_lines import ROW, Line, levels_style, lines_of
from bot.rulebook.table import Table


@dataclass(frozen=True)
class Part:
    """A paragraph, an item (of it), a subitem: each counted from 1, 0 where not named, LAST the last.

    `letters` are what item and subitem are called, where that may count otherwise: see NamedPart.
    """

    paragraph: int = 0
    item: int = 0
    subitem: int = 0
    letters: tuple[str, str] = ("", "")


def meant_by(named: Sequence[NamedPart], region: str = "") -> Part:
    """The part that is named.

    In Taiwan (`region` tw, or 项 named before 款) 項 are paragraphs and 款 the items; in Japan (jp, or 号 is named)
    项 are paragraphs, and 号 the items.
    """
    units = [part.unit for part in named]
    is_taiwanese = region in {"tw", "jp"}
    if PartUnit.PARAGRAPH in units and PartUnit.ITEM in units:
        is_taiwanese = units.index(PartUnit.ITEM) < units.index(PartUnit.PARAGRAPH)
    paragraph, item = PartUnit.PARAGRAPH, PartUnit.ITEM
    if is_taiwanese:
        paragraph, item = item, paragraph
    if PartUnit.JAPANESE_ITEM in units:
        paragraph, item = PartUnit.ITEM, PartUnit.JAPANESE_ITEM
    by_unit: dict[PartUnit, NamedPart] = {
        part.unit: part for part in named if part.unit is not PartUnit.BRACKETED
    }
    below = [part for part in named if part.unit is PartUnit.BRACKETED]
    none = NamedPart(PartUnit.BRACKETED, 0)
    outer = by_unit.get(paragraph) or none
    first = by_unit.get(item) or (below.pop(0) if below else none)
    second = by_unit.get(PartUnit.SUBITEM) or (below[0] if below else none)
    return Part(outer.ordinal, first.ordinal, second.ordinal, (first.letter, second.letter))


def part_of(text: str, part: Part, tables: Sequence[Table] = ()) -> str:
    """The words of that part of a clause's text, as they stand there; "" where it has no such part.

    A paragraph is a line and the items and tables below it; where a clause begins with items, they are its first.
    """
    lines = list(lines_of(text, {line for table in tables for line in table.lines}, within=True))
    if part.paragraph:
        first = next((index for index, line in enumerate(lines) if line.depth < ROW), 0)
        starts = [index for index, line in enumerate(lines) if index == first or not line.depth]
        lines = _chosen(lines, starts, part.paragraph)
    for depth, ordinal in ((1, part.item), (2, part.subitem)):
        if ordinal:
            lines = _items(lines, depth, ordinal, part.letters[depth - 1])
    return _words(text, lines)


def item_printed(text: str, number: str) -> str:
    """The words of the item that is printed with the whole of its number, 2.5.1, and of what stands below it; or ""."""
    lines, (above, _, last) = list(lines_of(text)), number.rpartition(".")
    starts = (
        at for at, line in enumerate(lines) if (line.style, str(line.ordinal)) == (levels_style(above), last)
    )
    if (start := next(starts, None)) is None:
        return ""
    return _words(text, _with_those_below(lines, start))


def _chosen(lines: list[Line], starts: list[int], which: int) -> list[Line]:
    """Of the runs of lines that begin at these places that which is asked for."""
    runs = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    chosen = runs[-1:] if which == LAST else runs[which - 1 : which]
    return [line for run in chosen for line in run]


def _items(lines: list[Line], depth: int, ordinal: int, letter: str) -> list[Line]:
    """The lines of the first item of this number, or letter, at this depth, with what stands below it."""
    starts = [index for index, line in enumerate(lines) if line.depth == depth]
    if ordinal == LAST:
        starts = starts[-1:]
    for start in starts:
        is_lettered = len(letter) == 1 and lines[start].style.startswith("letter")
        number = ord(letter) - ord("a") + 1 if is_lettered else ordinal
        if ordinal == LAST or lines[start].ordinal == number:
            return _with_those_below(lines, start)
    return []


def _with_those_below(lines: list[Line], start: int) -> list[Line]:
    depth = lines[start].depth
    return lines[
        start : next((i for i in range(start + 1, len(lines)) if lines[i].depth <= depth), len(lines))
    ]


def _words(text: str, lines: Sequence[Line]) -> str:
    return text[lines[0].start : lines[-1].end].strip() if lines else ""
