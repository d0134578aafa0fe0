"""What the lines before the first clause say of a book: its title, number, version, and days."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.importing.source import Line
from bot.importing.structure.front_and_back.days import (
    ADOPTED,
    DAYS_ALONE,
    IN_FORCE,
    ISSUED,
    NARROW,
    WHEN_ISSUED,
    day_of,
    is_day,
    read_day,
)
from bot.importing.structure.front_and_back.fields import NAME, texts_of
from bot.importing.structure.front_and_back.owner import ISSUED_BY, owner_of
from bot.importing.structure.front_and_back.title import title_of

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,20}令\s{0,9}[（(]?第?\s{0,9}\d{1,5}\s{0,9}号|[\u4e00-\u9fff]{1,12}\s?[〔\[（(【]\d{4}[〕\]）)】]\s{0,9}第?\s{0,9}\d{1,5}\s{0,9}号"
)
_CALLED_NUMBER = re.compile(
    r"(?:(?:文件|文档|制度)?编号|文号|(?:document|policy|procedure)\s{0,3}(?:no\.?|number|id|code))(?:\s{0,9}[:：]|\s)\s{0,9}(?P<number>[^\s:：，。；]{0,40}?\d[^\s:：，。；]{0,40})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EAST = re.compile("[\u4e00-\u9fff]")
_VERSION = re.compile(
    r"(?:版本(?:号)?|version|edition|release|rev(?:ision)?)\s{0,9}[:：.]?\s{0,9}(?P<number>[vV]?\d\w*(?:\.\w+)*|[A-Z]/\d{1,2}\b)|(?<![\w.])(?P<v>[vV]\d+(?:\.\d+)*)"
    r"|第\s?(?P<nth>\d{1,3}(?:\.\d{1,3}){0,2})\s?版|第\s?[一二三四五六七八九十]{1,3}\s?版|\d{4}\s{0,9}年?\s{0,9}版|[（(]试行[）)]|[（(]\d{4}年?[^（）()]{0,6}[）)]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TitlePage:
    """What is known; "" and None for what is not said. The title is the file's name where it `is_untitled`."""

    title: str
    is_untitled: bool
    version: str
    document_number: str
    issued: date | None
    effective: date | None
    owner: str = ""


def tells_only(text: str, page: TitlePage) -> bool:
    """Whether a line holds nothing but what is known from the title page: Version 2026, 自2026年1月1日起施行."""
    bare = text.translate(NARROW)
    for told in (*IN_FORCE, *DAYS_ALONE):
        for match in [*told.finditer(bare)]:
            is_told = read_day(match) in {page.issued, page.effective}
            bare = bare.replace(match[0], "") if is_told else bare
    if (called := _CALLED_NUMBER.search(bare)) and "".join(called["number"].split()) == page.document_number:
        bare = bare.replace(called[0], "")
    for version in _VERSION.finditer(bare):
        if _without_blanks(next(_versions([version[0]]), "").strip("（）() ")) == page.version:
            bare = bare.replace(version[0], "")
    bare = bare.replace(page.document_number, "") if page.document_number else bare
    if (issuer := ISSUED_BY.fullmatch(bare.strip())) and issuer["name"].strip() == page.owner:
        bare = ""
    bare = NAME.sub("", bare)
    return bare != text.translate(NARROW) and not any(map(str.isalnum, bare))


def title_page(
    before: Sequence[Line], last: Sequence[str], signed: Sequence[str], known_title: str, name: str
) -> TitlePage:
    """What the lines before the first clause say; `last` are texts that may state since when it is in force.

    On the day with which it is `signed` it was issued, where nothing else is said of that.
    `known_title` is from the file's properties, "" where they have none, and `name` is the file's own.
    """
    title = title_of(before, known_title)
    texts = list(texts_of(before))
    numbers = [
        match.groupdict().get("number") or match[0]
        for text in texts
        if (match := _NUMBER.search(text) or _CALLED_NUMBER.search(text))
    ]
    printed = [line for line in before if line.table is None]
    recorded = list(_versions(texts_of([line for line in before if line.table])))
    latest = sorted(recorded, key=_in_figures)[-1:]  # of a record of what was changed when
    versions = [*_versions([title or name]), *_versions(texts_of(printed)), *latest]
    days = [text for text in signed if is_day(text.strip())]
    issued = day_of(texts, ISSUED) or day_of(days, ISSUED)
    is_at_once = any(WHEN_ISSUED.search(text) for text in [*texts, *last])
    return TitlePage(
        title or name,
        not title,
        _without_blanks(versions[0].strip("（）() ")) if versions else "",
        "".join(numbers[0].split()) if numbers else "",
        issued or day_of(texts, ADOPTED),
        day_of([*last, *texts], IN_FORCE) or (issued if is_at_once else None),
        owner_of([*texts, *last, *signed]),
    )


def _versions(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if match := _VERSION.search(text):
            yield match["number"] or match["nth"] or match[0]


def _in_figures(version: str) -> tuple[int, ...]:
    return tuple(map(int, _DIGITS.findall(version)))


def _without_blanks(version: str) -> str:
    return "".join(version.split()) if _EAST.search(version) else version
