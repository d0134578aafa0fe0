"""Headings as documents print them: 第七章 客户服务标准, 附件一, Article VIII Amendments, 一、总则, 4.1 Leave."""

import re
from dataclasses import dataclass

from bot.rulebook.designation.numerals import (
    ENGLISH_NUMERAL,
    NUMERAL,
    parse_english,
    parse_numeral,
    parse_roman,
)
from bot.rulebook.heading import HeadingKind, unframed

_N = rf"\s*(?P<number>{NUMERAL})\s*"
_LATIN = rf"\s+(?P<latin>{ENGLISH_NUMERAL}\b|\w+)\b"
_BEGINS = (
    (HeadingKind.SUBPART, rf"第{_N}分[编編]"),
    (HeadingKind.PART, rf"第{_N}(?:部分|[编編篇部])"),
    (HeadingKind.CHAPTER, rf"第{_N}章"),
    (HeadingKind.SECTION, rf"第{_N}[节節]"),
    (HeadingKind.ANNEX, rf"附[件录錄表图圖](?:{_N}|\s*(?P<latin>[A-Z])(?![a-z])|(?P<alone>)(?=[\s:：]|$))"),
    (HeadingKind.PART, rf"(?:part|title|book){_LATIN}"),
    (HeadingKind.CHAPTER, rf"chapter{_LATIN}"),
    (HeadingKind.ARTICLE, rf"article{_LATIN}"),
    (HeadingKind.SECTION, r"section\s+(?P<latin>[\w.]+)\b"),
    (HeadingKind.ANNEX, rf"(?:appendix|annex|schedule|exhibit|attachment){_LATIN}"),
    (HeadingKind.OTHER, r"(?P<levels>\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){0,5})(?=[\s.．、:：)）])"),
    (HeadingKind.OTHER, rf"[(（]?{_N}[)）、.．](?!\d)"),
)
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE if pattern.isascii() else 0)) for kind, pattern in _BEGINS
)
_INSERTED = re.compile(r"(?P<before>\d{1,3}|[IVXLC]{1,7})(?P<letter>[A-C])")  # Part IXA stands behind Part IX
_BETWEEN = " \t\u3000.．、:：—–-)）"
_BEHIND = " \t\u3000.．、:：—–-"


@dataclass(frozen=True)
class PrintedHeading:
    """A heading taken apart: `number` is in figures or letters ("7", "4.1", "A"), "" where it has none."""

    kind: HeadingKind
    number: str
    title: str


def read_heading(printed: str) -> PrintedHeading:
    """Any text is a heading; one that begins with no number is its title alone."""
    words = unframed(printed)
    for kind, pattern in _PATTERNS:
        if match := pattern.match(words):
            groups = match.groupdict()
            number = _in_figures(next(filter(None, groups.values()), ""))
            if number or "alone" in groups:
                return PrintedHeading(kind, number, _title(words[match.end() :]))
    return PrintedHeading(HeadingKind.OTHER, "", printed.strip())


def _title(words: str) -> str:
    """What stands behind a number; a bracket that is opened in it is closed in it: 附件：考勤细则（试行）."""
    title = words.lstrip(_BETWEEN).rstrip(_BEHIND)
    return title if {*"(（"} & {*title} else title.rstrip(_BETWEEN)


def _in_figures(written: str) -> str:
    """十二, 12, XII, ten, 4.1, A, IXA -> 12, 12, 12, 10, 4.1, A, 9A; "" for a word that is no number."""
    if number := parse_english(written):
        return str(number)
    if "." in written:
        return written.upper()
    if len(written) == 1 and written.isascii() and written.upper() not in {"I", "V", "X"}:
        return written.upper()
    if number := parse_numeral(written) or parse_roman(written):
        return str(number)
    inserted = _INSERTED.fullmatch(written)
    return f"{_in_figures(inserted['before'])}{inserted['letter']}" if inserted else ""
