"""Titles that are set on several lines, with a break where the page or the eye wanted one."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import opening_of
from bot.rulebook.printed import read_heading

_MOST = 3  # lines


def in_one_line(lines: Sequence[str]) -> str:
    """A title as one line: between two Chinese characters nothing stands, but behind 第一章 alone a blank does."""
    title, *others = [" ".join(each.split()) for each in lines] or [""]
    is_number = not read_heading(title).title
    for line in filter(None, others):
        is_chinese = {*map(east_asian_width, title[-1:] + line[0])} == {"W"}
        title += line if is_chinese and not is_number else f" {line}"
        is_number = False
    return title.strip()


def is_broken_title(lines: Sequence[str], label: str = "") -> bool:
    """Whether lines that are set alike are one heading by their words: 第二章 信息安全, and below it 与知识产权."""
    if not 1 < len(lines) <= _MOST or not is_like_title(in_one_line(lines)):
        return False
    heading = heading_of(Line(lines[0], label))
    begin_anew = any(opening_of(line) or heading_of(line) for line in map(Line, lines[1:]))
    return heading is not None and bool(heading.title) and not begin_anew
