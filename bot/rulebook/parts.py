"""The parts of a clause: its paragraphs (款), and the numbered items (项) in them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.rulebook.numerals import NUMERAL, parse_numeral

LAST = -1  # 最后一项

_SPACE = r"[^\S\n]*"
_LINE = re.compile(rf"(?=\S)(?:[(（]{_SPACE}(?P<item>{NUMERAL}){_SPACE}[)）])?[^\n]*")


@dataclass(frozen=True)
class Part:
    """A paragraph of a clause, an item, or an item of a paragraph: counted from 1, 0 where not named, LAST the last."""

    paragraph: int = 0
    item: int = 0


def part_of(text: str, part: Part) -> str:
    """The words of that part of a clause's text, as they stand there; "" where it has no such part.

    A paragraph is a line and the lines （一）（二）… below it; where a clause begins with items, they are its first.
    """
    lines = list(_LINE.finditer(text))
    if part.paragraph:
        starts = [index for index, line in enumerate(lines) if not index or not _item(line)]
        paragraphs = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
        chosen = (
            paragraphs[-1:] if part.paragraph == LAST else paragraphs[part.paragraph - 1 : part.paragraph]
        )
        lines = [line for paragraph in chosen for line in paragraph]
    if part.item:
        items = [line for line in lines if _item(line)]
        lines = items[-1:] if part.item == LAST else [line for line in items if _item(line) == part.item][:1]
    return text[lines[0].start() : lines[-1].end()].strip() if lines else ""


def _item(line: re.Match[str]) -> int:
    """The number of an item, 0 where the line is none."""
    return (line["item"] and parse_numeral(line["item"])) or 0
