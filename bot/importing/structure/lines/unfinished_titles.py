"""Headings that were broken behind a word which cannot be their last: 第三章 车辆调度与, and below it 停放."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import joined, opening_of

_UNFINISHED = re.compile(
    r"(?:[与與和及、]|(?P<english>\s(?:and|or|of|the|for|to|in|with|&)))$", re.IGNORECASE
)


def with_whole_titles(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with such a heading and what it goes on with as one."""
    before: Line | None = None
    for line in lines:
        whole = before and _whole(before, line)
        if before and not whole:
            yield before
        before = whole or line
    if before:
        yield before


def _whole(line: Line, below: Line) -> Line | None:
    unfinished = _UNFINISHED.search(line.text.strip())
    if not unfinished or line.table or below.table or below.label:
        return None
    between = " " if unfinished["english"] else ""
    whole = replace(line, text=f"{line.text.strip()}{between}{below.text.strip()}")
    heading, text = heading_of(whole), joined(below).strip()
    begins_anew = opening_of(below) or heading_of(below) or not is_like_title(text)
    return whole if heading and heading.number and heading.title and not begins_anew else None
