"""Chapters with their first article on one line, as web pages lose the breaks: 第一章总则第一条为了管理."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.openings import Style, opening_of
from bot.rulebook.designation.numerals import NUMERAL

_TITLE = r"(?![的之])(?:(?!第|[的该本])[\u3400-\u9fff、]){2,20}"
_CHAPTER = re.compile(
    rf"(?P<chapter>第\s?{NUMERAL}\s?[章节節]\s{{0,3}}{_TITLE})\s{{0,3}}(?P<article>第\s?{NUMERAL}\s?[条條].+)",
    re.DOTALL,
)
_FIRST = re.compile(rf"第\s?[一1]\s?章\s{{0,3}}{_TITLE}\s{{0,3}}第\s?[一1]\s?[条條]")


def with_chapters_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with such a chapter and its article on two; the first also behind the title of the whole."""
    numbers = {
        opening.number for line in lines if (opening := opening_of(line)) and opening.style is Style.ARTICLE
    }
    for line in lines:
        first = None if line.table or (1,) in numbers else _FIRST.search(line.text)
        if first and first.start():
            yield replace(line, text=line.text[: first.start()], footnotes=())
            line = replace(line, text=line.text[first.start() :], label="")  # noqa: PLW2901  # its rest is read on
        if not line.table and not line.label and (found := _CHAPTER.fullmatch(line.text.strip())):
            yield replace(line, text=found["chapter"], footnotes=())
            yield replace(line, text=found["article"], heading=None)
        else:
            yield line
