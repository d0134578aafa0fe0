"""Numerals as people write them (12, １２, 十二, 廿五, 两百), and the clause numbers that are made of them.

Every pattern that looks for a number is made with `NUMERAL`, or with the characters in `CHINESE_NUMERALS`.
"""

import re
from dataclasses import dataclass

import cn2an

LONGEST_NUMERAL = 20  # characters; the longest that is of use, 九千九百九十九万九千九百九十九, has 15
CHINESE_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬亿億廿卅"
NUMERAL = rf"(?:\d{{1,{LONGEST_NUMERAL}}}|[{CHINESE_NUMERALS}]{{1,{LONGEST_NUMERAL}}})"
"""A numeral, as part of a pattern: bounded, so that a search in a long run of figures stays linear."""

_NUMERAL = re.compile(NUMERAL)
_SPELT_OUT = str.maketrans({"兩": "两", "卅": "三十"})  # what cn2an does not know; 廿 it does
_WRITTEN = re.compile(
    r"(?:(?P<chapter>[1-9]\d{0,3})\.)?(?P<article>[1-9]\d{0,4})(?:-(?P<inserted>[1-9]\d{0,2}))?"
)


def parse_numeral(written: str) -> int | None:
    """十二, 廿五, 两百 or 12 -> the number; None where the characters form none (百, 三十零) or are too many."""
    if not _NUMERAL.fullmatch(written):
        return None
    if written.isdecimal():
        return int(written)
    try:
        return int(cn2an.cn2an(written.translate(_SPELT_OUT), "normal"))
    except (ValueError, LookupError):  # 三十零 makes it look for what is not there
        return None


def in_chinese(number: int) -> str:
    """12 -> 十二."""
    return str(cn2an.an2cn(number))


class MalformedNumberError(ValueError):
    """A text that is no clause number; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no clause number")
        self.written = written


@dataclass(frozen=True, order=True)
class ClauseNumber:
    """The number of a clause within its book; numbers sort as the clauses stand there.

    `chapter` is 0 in books numbered straight through; `inserted` is 0 unless the clause was put in
    later between two others (第三十九条之一).
    """

    chapter: int
    article: int
    inserted: int = 0

    @classmethod
    def parse(cls, written: str) -> "ClauseNumber":
        """Read "7.1", "39" or "39-1" as the knowledge files have it; anything else raises MalformedNumberError."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            raise MalformedNumberError(written)
        return cls(int(match["chapter"] or 0), int(match["article"]), int(match["inserted"] or 0))

    def __str__(self) -> str:
        chapter = f"{self.chapter}." if self.chapter else ""
        inserted = f"-{self.inserted}" if self.inserted else ""
        return f"{chapter}{self.article}{inserted}"

    @property
    def in_chinese(self) -> str:
        """As a Chinese code writes it: 第七章第一条, 第三十九条之一."""
        chapter = f"第{in_chinese(self.chapter)}章" if self.chapter else ""
        inserted = f"之{in_chinese(self.inserted)}" if self.inserted else ""
        return f"{chapter}第{in_chinese(self.article)}条{inserted}"
