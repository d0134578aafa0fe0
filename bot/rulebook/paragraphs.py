"""The parts of a clause: its paragraphs (款), and the numbered items in them (项)."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.rulebook.numerals import NUMERAL, parse_numeral

LAST = -1  # 最后一项

_LINE = re.compile(r"\S[^\n]*")
_ITEM = re.compile(rf"\s*[(（]\s*(?P<number>{NUMERAL})\s*[)）]")


@dataclass(frozen=True)
class Part:
    """A paragraph of a clause, an item, or an item of a paragraph: counted from 1, 0 where not named, LAST the last."""

    paragraph: int = 0
    item: int = 0


@dataclass(frozen=True)
class _TextLine:
    start: int
    end: int
    item: int  # its number, 0 where it is no item


def part_of(text: str, part: Part) -> str:
    """The words of that part of a clause's text, as they stand there; "" where it has no such part.

    A paragraph is a line and the lines （一）（二）… below it; where a clause begins with items, they are its first.
    """
    lines = [_TextLine(*match.span(), _number(match[0])) for match in _LINE.finditer(text)]
    if part.paragraph:
        lines = _paragraph(lines, part.paragraph)
    if part.item:
        items = [line for line in lines if line.item]
        lines = items[-1:] if part.item == LAST else [line for line in items if line.item == part.item][:1]
    return text[lines[0].start : lines[-1].end].strip() if lines else ""


def _paragraph(lines: list[_TextLine], number: int) -> list[_TextLine]:
    starts = [index for index, line in enumerate(lines) if not index or not line.item]
    paragraphs = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    chosen = paragraphs[-1:] if number == LAST else paragraphs[number - 1 : number]
    return [line for paragraph in chosen for line in paragraph]


def _number(line: str) -> int:
    match = _ITEM.match(line)
    return (match and parse_numeral(match["number"])) or 0
