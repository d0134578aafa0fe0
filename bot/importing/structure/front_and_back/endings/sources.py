"""What an encyclopedia has below a text that it prints: sources, and its own sections before them."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.openings import ITEMS, joined, opening_of

_TITLE = re.compile(
    r"参考(?:资料|文献|来源)|參考(?:資料|文獻|來源)|引用文献|资料来源|資料來源|外部链接|外部連結"
    r"|references|sources|external links",
    re.IGNORECASE,
)
_SOURCE = re.compile(  # retrieved when, published by whom
    r"引用日期|出版社|https?://|\bISBN\b|\[[JMDNCZR](?:/OL)?\]|\b(?:retrieved|accessed)\b|(?:19|20)\d\d-\d\d?"
    r"|^(?:\d{1,3}[.．、]\s?)?[↑^]\s",  # a wiki's sign that leads back to the mark
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"词条标签|开放分类|詞條標籤|分[类類][:：]|categor(?:y|ies):|this page was last (?:edited|modified)"
    r"|content is available under"
    r"|本[页頁]面?最[后後][编編修][辑輯订訂改]|[内內]容在.{2,40}[协協][议議]",
    re.IGNORECASE,
)
_SECTION = re.compile(r"折叠|展开|.{1,20}(?:编辑本段|播报\s?编辑|[\[［]编辑[\]］])$")
_MOST = 40  # lines


def sources_from(lines: Sequence[Line], end: int) -> int | None:
    """Where such a list begins that ends here, or the first section of the encyclopedia before it; None without one."""
    for title in range(end - 1, max(0, end - _MOST), -1):
        if _TITLE.fullmatch(lines[title].text.strip(" ：:")):
            below = lines[title + 1 : end]
            is_list = any(map(_names_source, below)) and all(map(_is_entry, below))
            return _section_from(lines, title) if is_list else None
        if not _is_entry(lines[title]):
            return None
    return None


def _names_source(line: Line) -> bool:
    return bool(_SOURCE.search(line.text))


def _is_entry(line: Line) -> bool:
    """Whether it has the number of a source, or tells one, or how the encyclopedia files the text."""
    opening = opening_of(line)
    is_numbered = opening is not None and opening.style in ITEMS
    return is_numbered or _names_source(line) or bool(_LABELS.match(joined(line)))


def _section_from(lines: Sequence[Line], end: int) -> int:
    first = end
    for at in range(end - 1, max(0, end - _MOST), -1):
        opening = opening_of(lines[at])
        if opening and opening.style not in ITEMS:
            break
        first = at if _SECTION.match(lines[at].text.strip()) else first
    return first
