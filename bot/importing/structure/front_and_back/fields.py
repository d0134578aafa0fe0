"""What the fields of a title page say: the name of each with what stands beside or below it (版本：V3.2)."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from bot.importing.source import Line

NAME = re.compile(  # of what is said on the next line
    r"(?:版本号?|(?:文件|文档|制度)?编号|文号|(?:发布|公布|颁布|印发|施行|实施|生效|执行)(?:日期|时间))\s?[:：]?"
)


def texts_of(before: Sequence[Line]) -> Iterator[str]:
    """The lines of a title page; of a table each cell with the one before it, and with that above it (版本：V3.2)."""
    name = ""
    for line in before:
        if line.table is None:
            yield f"{name}：{line.text}" if name else line.text
            name = line.text.strip(" ：:") if NAME.fullmatch(line.text.strip()) else ""
            continue
        header, rows = line.table.header, line.table.rows
        pairs = chain(*map(pairwise, (header, *rows)), *(zip(header, row, strict=False) for row in rows))
        yield from (f"{name}：{cell}" for name, cell in pairs if name != cell)


def cells_of(before: Sequence[Line]) -> Iterator[str]:
    """The cells of the tables among these lines."""
    tables = [line.table for line in before if line.table]
    yield from (cell for table in tables for row in (table.header, *table.rows) for cell in row)
