"""Headings: 编, 章, 节, annexes, and those without a number, each with the one that it stands under."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.rulebook.designation.numerals import in_chinese


def within_title_marks(title: str) -> str:
    """A title as it stands between 《 and 》: marks around it are not doubled, those inside are 〈〉 (GB/T 15834)."""
    bare = title.strip()
    if bare.startswith("《") and bare.find("》") == len(bare) - 1:
        bare = bare[1:-1]
    return bare.replace("《", "〈").replace("》", "〉")


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


@dataclass(frozen=True)
class Heading:
    """A heading, and the book (with its version) that it stands in.

    `number` is what it counts among those beside it, "" where it has none; `printed` the whole heading as the document
    has it (第七章 客户服务标准), "" where it is made of number and title. `above` is the heading that it stands
    under, `review_by` the day by which its owner reads it again, `preface` what stands before its first clause.
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

    @property
    def label(self) -> str:
        """第七章 客户服务标准."""
        return self.printed or f"第{in_chinese(int(self.number))}章 {self.title}"

    @cached_property
    def path(self) -> tuple["Heading", ...]:
        """The headings that lead to it from the outermost, and itself."""
        return (*(self.above.path if self.above else ()), self)

    @property
    def path_label(self) -> str:
        """第二编 物权 › 第四章 一般规定."""
        return " › ".join(heading.label for heading in self.path)

    @cached_property
    def key(self) -> str:
        """What tells it from the other headings of its book: 7, part:2/4."""
        own = self.number or hashlib.sha256(self.title.encode()).hexdigest()[:12]
        named = own if self.kind is HeadingKind.CHAPTER else f"{self.kind}:{own}"
        return f"{self.above.key}/{named}" if self.above else named
