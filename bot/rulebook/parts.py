"""The parts of a clause: its paragraphs (款), the items (项) in them, and those in these (目)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.rulebook.designation.designators import LAST, NamedPart, PartUnit
from bot.rulebook.designation.numerals import CHINESE_NUMERALS, parse_numeral, parse_roman
from bot.rulebook.table import Table

_ROW = 99  # the depth of a table's line: below whatever stands above it

_NUMBER = rf"(?:[0-9０-９]{{1,3}}|[{CHINESE_NUMERALS}]{{1,5}})"
_STYLES = (  # how items are numbered: （一） （1） (a) (i) · 一、 1. 1、 a) · ①
    rf"[(（]\s?(?P<chinese_in_brackets>[{CHINESE_NUMERALS}]{{1,5}})\s?[)）]",
    r"[(（]\s?(?P<figures_in_brackets>[0-9０-９]{1,3})\s?[)）]",
    r"[(（](?P<letter_in_brackets>[a-z]{1,4})[)）]",
    rf"(?P<chinese>[{CHINESE_NUMERALS}]{{1,5}})、",
    r"(?P<figures>[0-9]{1,3})(?:、|[.．](?![0-9])|[)）])",
    r"(?P<letter>[a-z])[.)）]",
    r"(?P<circled>[①-⑳])",
    r"(?P<levels>[0-9]{1,3}(?:\.[0-9]{1,3}){1,5})(?![0-9.])",  # 2.5.1 in the clause 2.5
)
_FIRST_BELOW = re.compile(r"^(?P<above>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4})\.1(?![0-9.])", re.MULTILINE)
_LINE = re.compile(rf"(?=\S)(?:{'|'.join(_STYLES)})?[^\n]*")


@dataclass(frozen=True)
class Part:
    """A paragraph, an item (of it), a subitem: each counted from 1, 0 where not named, LAST the last.

    `letters` are what item and subitem are called, where that may count otherwise: see NamedPart.
    """

    paragraph: int = 0
    item: int = 0
    subitem: int = 0
    letters: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Line:
    """A line of a clause: `depth` is 0 where it is no item, 1 for an item, 2 for one in an item, _ROW in a table.

    `style` is how it is numbered, "" where it is not.
    """

    start: int
    end: int
    depth: int = 0
    ordinal: int = 0
    style: str = ""


def meant_by(named: Sequence[NamedPart], region: str = "") -> Part:
    """The part that is named: in Taiwan (`region` tw, or 项 named before 款) 項 are paragraphs and 款 the items."""
    units = [part.unit for part in named]
    is_taiwanese = region == "tw"
    if PartUnit.PARAGRAPH in units and PartUnit.ITEM in units:
        is_taiwanese = units.index(PartUnit.ITEM) < units.index(PartUnit.PARAGRAPH)
    paragraph, item = PartUnit.PARAGRAPH, PartUnit.ITEM
    if is_taiwanese:
        paragraph, item = item, paragraph
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
    lines = list(lines_of(text, {line for table in tables for line in table.lines}))
    if part.paragraph:
        first = next((index for index, line in enumerate(lines) if line.depth < _ROW), 0)
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
        at for at, line in enumerate(lines) if (line.style, str(line.ordinal)) == (_levels(above), last)
    )
    if (start := next(starts, None)) is None:
        return ""
    return _words(text, _with_those_below(lines, start))


def item_gaps(text: str, tables: Sequence[Table] = ()) -> Iterator[tuple[int, int, int]]:
    """Items whose number does not follow the one before them: their offset, the number before, their own."""
    if "\n" not in text:
        return
    counted: dict[tuple[int, str], int] = {}
    for line in lines_of(text, {row for table in tables for row in table.lines}):
        if not line.style:
            continue
        for deeper in [each for each in counted if each[0] > line.depth]:
            del counted[deeper]
        before = counted.get((line.depth, line.style), 0)
        if before and line.ordinal not in {1, before + 1}:
            yield line.start, before, line.ordinal
        counted[line.depth, line.style] = line.ordinal


def lines_of(text: str, rows: AbstractSet[str] = frozenset()) -> Iterator[Line]:
    """The lines with their depth: an item in another style than those above it stands below them."""
    counted: dict[
        str, int
    ] = {}  # the styles that are open, from the outermost, and what they have counted to
    from_one = {match["above"] for match in _FIRST_BELOW.finditer(text)}
    for match in _LINE.finditer(text):
        if match[0] in rows:
            yield Line(match.start(), match.end(), _ROW)
            continue
        is_quantity = match["levels"] and match["levels"].rpartition(".")[0] not in from_one
        if match.lastgroup is None or is_quantity:
            counted.clear()
            yield Line(match.start(), match.end())
            continue
        style, ordinal = _counted(match.lastgroup, match[match.lastgroup], counted)
        below = list(counted)[list(counted).index(style) + 1 :] if style in counted else []
        for each in below:
            del counted[each]
        counted[style] = ordinal
        yield Line(match.start(), match.end(), len(counted), ordinal, style)


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


def _levels(above: str) -> str:
    """The style of items that are printed with the number of what they stand in."""
    return f"levels {above}"


def _counted(style: str, written: str, before: Mapping[str, int]) -> tuple[str, int]:
    """The style in which an item is numbered, and its number: (i) comes behind (h), or is the first of (i) (ii)."""
    if style == "circled":
        return style, ord(written) - ord("①") + 1
    if style == "levels":
        above, _, last = written.rpartition(".")
        return _levels(above), int(last)
    if not style.startswith("letter"):
        return style, parse_numeral(written) or 0
    letter, roman, as_roman = ord(written[0]) - ord("a") + 1, parse_roman(written), f"roman {style}"
    if roman and as_roman in before and roman == before[as_roman] + 1:
        return as_roman, roman
    if len(written) == 1 and (letter == before.get(style, 0) + 1 or roman != 1):
        return style, letter
    return as_roman, roman or 0
