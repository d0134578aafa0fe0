"""Tables that are drawn with dashes under their columns, or round their cells, as pandoc writes -> tables with bars."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from bot.importing.readers.text.framed_tables import framed_tables

_COLUMNS = re.compile(r"-{2,}+(?: ++-{2,}+)++")
_IN_CHINESE = re.compile("(?<=[\u2e80-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])")
_DASHES = re.compile(r"-++")
_RULE = re.compile(r"-{3,}+")


def with_barred_tables(text: str) -> str:
    """The same text with each such table written as `| a | b |`."""
    lines, written, at = text.splitlines(), list[str](), 0
    while at < len(lines):
        if not _COLUMNS.fullmatch(lines[at].strip()):
            written.append(lines[at])
            at += 1
            continue
        header = _taken_back(written)
        is_ruled = bool(written and _RULE.fullmatch(written[-1].strip()))  # then a row may have several lines
        if is_ruled:
            written.pop()
        starts = [match.start() for match in _DASHES.finditer(lines[at])]
        end = next(
            (place for place in range(at + 1, len(lines)) if _ends(lines[place], is_ruled)), len(lines)
        )
        rows = list(_rows(lines[at + 1 : end], is_ruled))
        cells = [_cells(row, starts) for row in ([header, *rows] if header else rows)]
        at = end + 1
        if cells:
            written += ["", _barred(cells[0]), _barred(["---"] * len(starts)), *map(_barred, cells[1:]), ""]
    return "\n".join(written)


def with_barred_grids(text: str) -> str:
    """The same text with each table within +---+---+ written so."""
    written = text.splitlines()
    grids = framed_tables(written)
    for start in sorted((each for each in grids if written[each].lstrip().startswith("+")), reverse=True):
        end, table = grids[start]
        rows = [[cell.replace("|", r"\|") for cell in row] for row in (table.header, *table.rows)]
        caption = [table.caption, ""] if table.caption else []
        ruled = [_barred(rows[0]), _barred(["---"] * len(rows[0])), *map(_barred, rows[1:])]
        written[start:end] = ["", *caption, *ruled, ""]
    return "\n".join(written)


def _taken_back(written: list[str]) -> list[str]:
    """The lines right above, which name the columns."""
    header = list[str]()
    while written and written[-1].strip() and not _RULE.fullmatch(written[-1].strip()):
        header.insert(0, written.pop())
    return header


def _ends(line: str, is_ruled: bool) -> bool:  # noqa: FBT001  # of a table
    return bool(
        _RULE.fullmatch(line.strip())
        or _COLUMNS.fullmatch(line.strip())
        or (not is_ruled and not line.strip())
    )


def _rows(lines: Sequence[str], is_ruled: bool) -> Iterator[Sequence[str]]:  # noqa: FBT001  # as above
    if not is_ruled:
        yield from ([line] for line in lines)
        return
    yield from (
        list(row) for is_written, row in groupby(lines, key=lambda line: bool(line.strip())) if is_written
    )


def _cells(row: Sequence[str], starts: Sequence[int]) -> list[str]:
    ends = [*starts[1:], None]
    pieces = [[_between(line, start, end) for line in row] for start, end in zip(starts, ends, strict=True)]
    joined = (_IN_CHINESE.sub("", "\n".join(filter(None, cell))) for cell in pieces)
    return [cell.replace("\n", " ").replace("|", r"\|") for cell in joined]


def _between(line: str, start: int, end: int | None) -> str:
    """What stands between two columns: a Chinese character takes two."""
    column, found = 0, ""
    for sign in line:
        if column >= start and (end is None or column < end):
            found += sign
        column += 2 if east_asian_width(sign) in "WF" else 1
    return found.strip()


def _barred(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
