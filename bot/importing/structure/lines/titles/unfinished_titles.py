"""Titles broken behind a word that cannot be their last (第三章 车辆调度与, below it 停放), or before （试行）.

So is one that a line names whole between 《》, as a notice tells the title of what it sends, or down the page. Books
often have CHAPTER on one line, and ONE in large letters below it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import joined, opening_of
from bot.rulebook import HeadingKind

_REMARK = re.compile(
    r"[（(](?:试行|試行|暂行|暫行|草案|[^（）()\d]{0,4}稿|[^（）()\d]{0,6}版|draft|interim)[）)]",
    re.IGNORECASE,
)
_CHARACTER = re.compile("[\u4e00-\u9fff]")
_FEWEST_BELOW = 2  # characters: 目, 录 may be left of a table
_NAMED = re.compile(r"《([^《》]{2,80})》")
_WORD, _NUMBER = re.compile(r"[A-Z][A-Za-z]{3,9}"), re.compile(r"[A-Z]\w{0,11}(?:-[A-Z]\w{2,5})?|\d{1,3}")
_UNFINISHED = re.compile(
    r"(?:[与與和及、]|(?P<english>\s(?:and|or|of|the|for|to|in|with|&)))$", re.IGNORECASE
)


def with_whole_titles(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with such a heading and what it goes on with as one; its number may stand on a line of its own."""
    written = [*_with_columns_as_lines(lines)]
    named = {_bare(title) for line in written for title in _NAMED.findall(line.text)}
    above: Line | None = None
    before: Line | None = None
    for line in written:
        whole = before and _whole(before, line, named, above)
        if before and not whole:
            yield before
            above = before
        before = whole or line
    if before:
        yield before


def _with_columns_as_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with a title down the page, a character a line, as one: 员, 工, 手, 册."""
    for (is_alone, *_), its in groupby(lines, lambda line: (_is_character(line), line.size, line.bold)):
        first, *others = its
        if is_alone and len(others) >= _FEWEST_BELOW:
            yield replace(first, text="".join(line.text.strip() for line in (first, *others)))
        else:
            yield from (first, *others)


def _is_character(line: Line) -> bool:
    return bool(_CHARACTER.fullmatch(line.text.strip())) and not (line.table or line.label)


def _whole(line: Line, below: Line, named: Collection[str], above: Line | None) -> Line | None:
    is_named = bool(line.text and below.text) and _bare(line.text + below.text) in named
    if is_named or _is_remark(line, below):
        return replace(line, text=f"{line.text.strip()}{below.text.strip()}")
    if _WORD.fullmatch(line.text.strip()) and _NUMBER.fullmatch(below.text.strip()):
        whole = replace(line, text=f"{line.text.strip()} {below.text.strip()}", size=below.size)
        heading = heading_of(whole)
        return whole if heading and heading.number and heading.kind is not HeadingKind.OTHER else None
    unfinished = _UNFINISHED.search(line.text.strip())
    if not unfinished or line.table or below.table or below.label:
        return None
    between = " " if unfinished["english"] else ""
    whole = replace(line, text=f"{line.text.strip()}{between}{below.text.strip()}")
    heading, text = heading_of(whole), joined(below).strip()
    begins_anew = opening_of(below) or heading_of(below) or not is_like_title(text)
    is_title = heading and heading.number and heading.title
    return whole if (is_title or _is_title_below(above, whole)) and not begins_anew else None


def _is_title_below(above: Line | None, whole: Line) -> bool:
    """Whether it is what a number on the line above is called: 第一章, and below it 员工考勤与休假管理."""
    heading = heading_of(above) if above else None
    is_number_alone = heading is not None and bool(heading.number) and not heading.title
    return is_number_alone and is_like_title(joined(whole).strip())


def _is_remark(line: Line, below: Line) -> bool:
    """Whether it is the end of a title that stands out: 考勤办法, and in the same letters （试行）."""
    looks = {(each.size, each.bold, each.heading) for each in (line, below)}
    stands_out = line.bold or line.heading is not None or line.size is not None
    is_alike = len(looks) == 1 and stands_out and not line.label
    return is_alike and bool(_REMARK.fullmatch(below.text.strip())) and is_like_title(line.text.strip())


def _bare(title: str) -> str:
    return "".join(title.split())
