"""Clause numbers: "7.1", "39", "39-1", how they are spoken (第七章第一条) and how they sort."""

import re
from dataclasses import dataclass

import cn2an

_WRITTEN = re.compile(
    r"(?:(?P<chapter>[1-9]\d{0,3})\.)?(?P<article>[1-9]\d{0,4})(?:-(?P<inserted>[1-9]\d{0,2}))?"
)


class MalformedNumberError(ValueError):
    """A text that is no clause number; carries it as `written`."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no clause number")
        self.written = written


@dataclass(frozen=True, order=True)
class ClauseNumber:
    """The number of a clause within its book.

    `chapter` is 0 in books numbered straight through; `inserted` is 0 unless the clause was put in
    later between two others (第三十九条之一).
    """

    chapter: int
    article: int
    inserted: int = 0

    @classmethod
    def parse(cls, written: str) -> "ClauseNumber":
        """Read "7.1", "39" or "39-1"; anything else raises MalformedNumberError."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            raise MalformedNumberError(written)
        return cls(int(match["chapter"] or 0), int(match["article"]), int(match["inserted"] or 0))

    def __str__(self) -> str:
        chapter = f"{self.chapter}." if self.chapter else ""
        inserted = f"-{self.inserted}" if self.inserted else ""
        return f"{chapter}{self.article}{inserted}"

    @property
    def spoken(self) -> str:
        """As a Chinese code writes it: 第七章第一条, 第三十九条之一."""
        chapter = f"第{chinese(self.chapter)}章" if self.chapter else ""
        inserted = f"之{chinese(self.inserted)}" if self.inserted else ""
        return f"{chapter}第{chinese(self.article)}条{inserted}"


def chinese(number: int) -> str:
    """12 -> 十二."""
    return str(cn2an.an2cn(number))


def numeral(written: str) -> int | None:
    """十二, 廿五, 两百 or 12 -> the number; None where the characters form none (百)."""
    if written.isdecimal():
        return int(written)
    try:
        return int(cn2an.cn2an(written.replace("兩", "两"), "normal"))
    except ValueError:
        return None
