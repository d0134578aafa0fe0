"""Headings: 编, 章, 节, annexes, and those without a number, each with the one that it stands under."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.rulebook.designation.numerals import in_chinese

_FRAMED = re.compile(r"[【〖](?P<words>[^【】〖〗]+)[】〗](?P<rest>.*)", re.DOTALL)


def unframed(printed: str) -> str:
    """A heading without the frame around it, or around its number: 【第五章 经费】, 【第五章】经费."""
    framed = _FRAMED.fullmatch(printed.strip())
    return f"{framed['words'].strip()} {framed['rest'].strip()}".strip() if framed else printed


def within_title_marks(title: str) -> str:
    """A title as it stands between 《 and 》: marks around it are not doubled, those inside are 〈〉 (GB/T 15834)."""
    bare = title.strip()
    if bare.startswith("《") and bare.find("》") == len(bare) - 1:
        bare = bare[1:-1]
    return bare.replace("《", "〈").replace("》", "〉")


def title_label(title: str, *, is_english: bool = False) -> str:
    """A book's title as it stands in a sentence: 《运营中心守则》; Staff Handbook."""
    return title.strip() if is_english else f"《{within_title_marks(title)}》"


def chapter_label(number: str, title: str, *, is_english: bool = False) -> str:
    """第七章 客户服务标准; Chapter 7: Customer service."""
    return f"Chapter {number}: {title}" if is_english else f"第{in_chinese(int(number))}章 {title}"


class HeadingKind(StrEnum):
    """What a document calls a heading."""

    BOOK = "book"  # clauses of a book without headings stand under the book itself
    PART = "part"  # 编, 篇, 部分
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"
    ARTICLE = "article"  # Article VIII, where its clauses are sections
    SECTION = "section"
    ANNEX = "annex"
    TABLE = "table"  # 表1: stands in a clause and has none below it
    OTHER = "heading"  # 一、总则, 4.1 Leave, and headings without a number


@dataclass(frozen=True)
class Owner:
    """Who answers for a book or heading; `contact` is what staff are shown (a channel, an address)."""

    name: str
    contact: str | None = None

    @property
    def address(self) -> str:
        """The contact as it is looked up: "" where none is written."""
        return (self.contact or "").strip()


@dataclass(frozen=True)
class Heading:
    """A heading, and the book (with its version) that it stands in.

    `number` is what it counts among those beside it, "" where it has none; `printed` the whole heading as the document
    has it (第七章 客户服务标准), "" where it is made of number and title. `above` is the heading that it stands
    under, `review_by` the day by which its owner reads it again, `preface` what stands before its first clause.
    `is_english`: in what language labels that are made of numbers are written, which is that of the book. It
    `is_repeated` where one before it, beside it, has its number: they are told apart by their titles.
    """

    book: str
    book_title: str
    version: str
    number: str
    title: str
    owner: Owner
    kind: HeadingKind = HeadingKind.CHAPTER
    printed: str = ""
    above: "Heading | None" = None
    review_by: date | None = None
    preface: str = ""
    is_english: bool = False
    is_repeated: bool = False

    @property
    def label(self) -> str:
        """第七章 客户服务标准; Chapter 7: Customer service."""
        return self.printed or chapter_label(self.number, self.title, is_english=self.is_english)

    @property
    def short_label(self) -> str:
        """第七章, Chapter 7, without its title; the title where it has no number."""
        label = unframed(self.label).removesuffix(self.title)
        named = label.rstrip(" \u3000:：.—–-") if self.number else ""
        return named or self.label

    @property
    def book_label(self) -> str:
        """《运营中心守则》; Staff Handbook."""
        return title_label(self.book_title, is_english=self.is_english)

    def in_book(self, place: str) -> str:
        """A place with its book: 《运营中心守则》第七章; Staff Handbook, 7.1; the book alone where it is all."""
        if place == self.book_title:
            return self.book_label
        return f"{self.book_label}{', ' if self.is_english else ''}{place}"

    @property
    def path(self) -> tuple["Heading", ...]:
        """The headings that lead to it from the outermost, and itself."""
        return (*self._leading, self)

    @cached_property
    def _leading(self) -> tuple["Heading", ...]:  # without itself: see bot/memory.py
        return self.above.path if self.above else ()

    @property
    def path_label(self) -> str:
        """第二编 物权 › 第四章 一般规定."""
        return " › ".join(heading.label for heading in self.path)

    @cached_property
    def key(self) -> str:
        """What tells it from the other headings of its book: 7, part:2/4."""
        number = "" if self.is_repeated else self.number
        own = number or hashlib.sha256(self.title.encode()).hexdigest()[:12]
        named = own if self.kind is HeadingKind.CHAPTER else f"{self.kind}:{own}"
        return f"{self.above.key}/{named}" if self.above else named
