"""What a rulebook is made of: books, chapters, clauses and the people who own them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.rulebook.audience import Audience, Restriction
from bot.rulebook.numerals import ClauseNumber, in_chinese


@dataclass(frozen=True)
class Owner:
    """Who answers for a book or chapter; `contact` is what staff are shown (a channel, an address)."""

    name: str
    contact: str | None = None


@dataclass(frozen=True)
class Heading:
    """The head of a chapter: number, title, owner, and the book (with its version) that it stands in."""

    book: str
    book_title: str
    version: str
    chapter: int
    title: str
    owner: Owner

    @property
    def label(self) -> str:
        """第七章 客户服务标准."""
        return f"第{in_chinese(self.chapter)}章 {self.title}"


@dataclass(frozen=True)
class Clause:
    """One rule: the text is quoted to staff exactly as it stands here.

    `restriction`: who sees it; everybody, unless its book, its chapter or it itself names audiences.
    """

    heading: Heading
    number: ClauseNumber
    text: str
    effective: date
    title: str = ""
    questions: tuple[str, ...] = ()
    restriction: Restriction = ()

    @property
    def name(self) -> str:
        """Its name among all books, as buttons and the store have it: operations-code/7.1."""
        return f"{self.heading.book}/{self.number}"

    @property
    def label(self) -> str:
        """《运营中心守则》第七章第一条."""
        return f"《{self.heading.book_title}》{self.number.spoken}"


@dataclass(frozen=True)
class Chapter:
    """A chapter of a book, with the day by which its owner reads it again."""

    heading: Heading
    clauses: tuple[Clause, ...]
    review_by: date | None = None


@dataclass(frozen=True)
class Rulebook:
    """One book of rules; `id` is its folder's name, `effective` the day it comes into force."""

    id: str
    title: str
    version: str
    effective: date
    owner: Owner
    chapters: tuple[Chapter, ...]
    preface: str = ""
    audiences: tuple[Audience, ...] = ()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in the order of the book."""
        return tuple(clause for chapter in self.chapters for clause in chapter.clauses)
