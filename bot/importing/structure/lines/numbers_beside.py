"""Numbers that stand by themselves, on the line above their text or in the cell beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import opening_of
from bot.rulebook import Table
from bot.rulebook.designation.numerals import parse_ordinal

_FIGURE = r"[一二三四五六七八九十百]{1,5}|\d{1,3}"
_ALONE = re.compile(rf"(?P<before>[（(]?)(?P<number>{_FIGURE})(?P<behind>[、.．]|[)）][、.．]?)")
_FEWEST = 3


def with_numbers_joined(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with each such number before its text, where they count from one (and may begin anew)."""
    is_alone = not any(opening_of(line) for line in lines if not _ALONE.fullmatch(line.text.strip()))
    apart = [each for line in lines for each in (_rows(line) if is_alone and line.table else [line])]
    found = {
        at: match
        for at, line in enumerate(apart[:-1])
        if (match := _ALONE.fullmatch(line.text.strip())) and not line.label and _is_text(apart[at + 1])
    }
    joined = {at for its in _by_signs(found) if _count([found[at] for at in its]) for at in its}
    return [
        replace(line, text=f"{apart[at - 1].text.strip()}{line.text.strip()}") if at - 1 in joined else line
        for at, line in enumerate(apart)
        if at not in joined
    ]


def _by_signs(found: Mapping[int, re.Match[str]]) -> Iterator[list[int]]:
    signs = {
        at: (match["before"], match["behind"], match["number"].isdecimal()) for at, match in found.items()
    }
    for each in {*signs.values()}:
        yield [at for at, its in signs.items() if its == each]


def _count(found: Sequence[re.Match[str]]) -> bool:
    numbers = [parse_ordinal(match["number"]) or 0 for match in found]
    follow = all(number in {1, before + 1} for before, number in zip([0, *numbers], numbers, strict=False))
    return len(numbers) >= _FEWEST and follow


def _is_text(line: Line) -> bool:
    is_plain = bool(line.text.strip()) and not (line.table or line.missing or line.label or line.heading)
    return is_plain and not (opening_of(line) or heading_of(line) or _ALONE.fullmatch(line.text.strip()))


def _rows(line: Line) -> list[Line]:
    """The rows of a table with such numbers in its first column as lines; else the table as it is."""
    table = line.table
    rows = [table.header, *table.rows] if isinstance(table, Table) else []
    numbered = [match for row in rows if (match := _ALONE.fullmatch(row[0].strip()))]
    others = [row for row in rows if not _ALONE.fullmatch(row[0].strip())]
    is_list = all(len(row) == 2 and row[1] for row in rows) and all(len({*row}) == 1 for row in others)
    if not is_list or not _count(numbered):
        return [line]
    texts = (row[0] if len({*row}) == 1 else "".join(row) for row in rows)
    plain = [replace(line, table=None, text=text, footnotes=()) for text in texts]
    return [*plain[:-1], replace(plain[-1], footnotes=line.footnotes)]
