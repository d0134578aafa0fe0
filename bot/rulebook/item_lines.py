"""The lines of a clause and the items in them, each with how deep it stands and how it is numbered."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.rulebook.designation.numerals import CHINESE_NUMERALS, parse_numeral, parse_roman
from bot.rulebook.table import Table

ROW = 99  # the depth of a table's line: below whatever stands above it

_NUMBER = rf"(?:[0-9０-９]{{1,3}}|[{CHINESE_NUMERALS}]{{1,5}})"
_STYLES = (  # how items are numbered: （一） （1） (a) (i) · 一、 1. 1、 a) · ①
    rf"[(（]\s?(?P<chinese_in_brackets>[{CHINESE_NUMERALS}]{{1,5}})\s?[)）]",
    r"[(（]\s?(?P<figures_in_brackets>[0-9０-９]{1,3})\s?[)）]",
    r"[(（](?P<letter_in_brackets>[a-z]{1,4})[)）]",
    rf"(?P<chinese>[{CHINESE_NUMERALS}]{{1,5}})、",
    r"(?P<figures>[0-9]{1,3})(?:、|[.．](?![0-9])|[)）])",
    r"(?P<letter>[a-z])[.)）]",
    r"(?P<circled>[①-⑳])",
    rf"(?P<spaced>[{CHINESE_NUMERALS}]{{1,5}})[ \u3000]+(?=\S)",  # 一　会長, as Japanese rules have it
    r"(?P<levels>[0-9]{1,3}(?:\.[0-9]{1,3}){1,5})(?![0-9.])",  # 2.5.1 in the clause 2.5
)
_FIRST_BELOW = re.compile(r"^(?P<above>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4})\.1(?![0-9.])", re.MULTILINE)
# What begins an item within a line stands behind a sign that ends something: （一）迟到；（二）早退
_IN_LINE = re.compile(
    r"(?<=[：:；;，,。.、])(?P<before>[ ]?(?:(?:and|or)[ ]|以及|[和及或])?)"
    rf"(?:{'|'.join(each for each in _STYLES if each.startswith(('[(', '(?P<circled>')))})"
)
_LINE = (
    re.compile(  # （一）迟到；（二）早退: what stands behind a sign that ends something, and begins an item
        r"(?<=[：:；;，,。.、])[ ]?(?:(?:and|or)[ ]|以及|[和及或])?(?P<item>"
        rf"{'|'.join(each for each in _STYLES if each.startswith(('[(', '(?P<circled>')))})"
    )
)
_LINE = re.compile(rf"(?=\S)(?:{'|'.join(_STYLES)})?[^\n]*")


@dataclass(frozen=True)
class Line:
    """A line of a clause: `depth` is 0 where it is no item, 1 for an item, 2 for one in an item, ROW in a table.

    `style` is how it is numbered, "" where it is not.
    """

    start: int
    end: int
    depth: int = 0
    ordinal: int = 0
    style: str = ""


def item_gaps(text: str, tables: Sequence[Table] = ()) -> Iterator[tuple[int, int, int]]:
    """Items whose number goes on from none before them: their offset, the number before, their own.

    Of lists in lists that are numbered alike all are open, from the outermost: 1. (1. 2.) 2.
    """
    opened: dict[tuple[int, str], list[int]] = defaultdict(list)
    for line in lines_of(text, {row for table in tables for row in table.lines}, within=True):
        if not line.style:
            continue
        for deeper in [each for each in opened if each[0] > line.depth]:
            del opened[deeper]
        lists = opened[line.depth, line.style]
        if line.ordinal == 1 or not lists:
            lists.append(line.ordinal)
            continue
        before = lists[-1]
        while lists and lists[-1] != line.ordinal - 1:
            lists.pop()
        if not lists:
            yield line.start, before, line.ordinal
        lists[-1:] = [line.ordinal]


def lines_of(text: str, rows: AbstractSet[str] = frozenset(), *, within: bool = False) -> Iterator[Line]:
    """The lines with their depth: an item in another style than those above it, or farther in, stands below them.

    Items `within` a line (须：（一）到岗；（二）登录) are lines too where that is wanted.
    """
    counted: dict[
        tuple[int, str], int
    ] = {}  # how far in styles are open, from the outermost, and what they have counted to
    from_one = {match["above"] for match in _FIRST_BELOW.finditer(text)}
    for match in _matched(text, rows, within=within):
        if match[0] in rows:
            yield Line(match.start(), match.end(), ROW)
            continue
        is_quantity = match["levels"] and match["levels"].rpartition(".")[0] not in from_one
        if match.lastgroup is None or is_quantity:
            counted.clear()
            yield Line(match.start(), match.end())
            continue
        indent = _indent(text, match.start())
        before = {style: count for (at, style), count in counted.items() if at == indent}
        style, ordinal = _counted(match.lastgroup, match[match.lastgroup], before)
        opened = indent, style
        below = list(counted)[list(counted).index(opened) + 1 :] if opened in counted else []
        for each in below:
            del counted[each]
        counted[opened] = ordinal
        yield Line(match.start(), match.end(), len(counted), ordinal, style)


def _indent(text: str, place: int) -> int:
    """How many blanks the line at this place begins with."""
    start = text.rfind("\n", 0, place) + 1
    return len(text[start:place]) - len(text[start:place].lstrip(" "))


def _matched(text: str, rows: AbstractSet[str], *, within: bool) -> Iterator[re.Match[str]]:
    for match in _LINE.finditer(text):
        starts = _starts_within(text, match) if within and match[0] not in rows else []
        ends = [*starts, match.end()]
        for start, end in zip([match.start(), *starts], ends, strict=True):
            if piece := _LINE.match(text, start, end):
                yield piece


def _starts_within(text: str, line: re.Match[str]) -> list[int]:
    """Where items begin within a line: those that go on counting from its own, or are one of two at least."""
    counted, found, end = dict[str, int](), list[tuple[int, str]](), line.start()
    if line.lastgroup:
        style, ordinal = _counted(line.lastgroup, line[line.lastgroup], {})
        counted[style] = ordinal
    for match in _IN_LINE.finditer(text, line.start(), line.end()):
        group = match.lastgroup or ""
        style, ordinal = _counted(group, match[group], counted)
        has_words = any(map(str.isalnum, text[end : match.start()]))
        if has_words and ordinal in {1, counted.get(style, 0) + 1}:
            counted[style] = ordinal
            found.append((match.end("before"), style))
        end = match.end()
    return [start for start, style in found if counted[style] > 1]


def _counted(style: str, written: str, before: Mapping[str, int]) -> tuple[str, int]:
    """The style in which an item is numbered, and its number: (i) comes behind (h), or is the first of (i) (ii)."""
    if style == "circled":
        return style, ord(written) - ord("①") + 1
    if style == "levels":
        above, _, last = written.rpartition(".")
        return levels_style(above), int(last)
    if not style.startswith("letter"):
        return style, parse_numeral(written) or 0
    letter, roman, as_roman = ord(written[0]) - ord("a") + 1, parse_roman(written), f"roman {style}"
    if roman and as_roman in before and roman == before[as_roman] + 1:
        return as_roman, roman
    if len(written) == 1 and (letter == before.get(style, 0) + 1 or roman != 1):
        return style, letter
    return as_roman, roman or 0


def levels_style(above: str) -> str:
    """The style of items that are printed with the number of what they stand in."""
    return f"levels {above}"
