"""What a rulebook is made of: books, chapters, clauses, who owns them, who sees them, what was asked of them.

A clause has paragraphs (款), and numbered items in them (项).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from bot.rulebook.numerals import NUMERAL, ClauseNumber, in_chinese, parse_numeral
from bot.rulebook.references import Reference

LAST = -1  # 最后一项

_SPACE = r"[^\S\n]*"
_LINE = re.compile(rf"(?=\S)(?:[(（]{_SPACE}(?P<item>{NUMERAL}){_SPACE}[)）])?[^\n]*")

Restriction = tuple[frozenset[str], ...]
"""What a reader must belong to: one of the audiences (`book/name`) of each set; () is for everybody."""


@dataclass(frozen=True)
class Audience:
    """People under one name: Slack's ids of user groups (S…) and of single persons (U…, W…)."""

    name: str
    members: tuple[str, ...]


def audience_key(book: str, name: str) -> str:
    """An audience among those of all books: two books may mean different people by one name."""
    return f"{book}/{name}"


def is_open(restriction: Restriction, groups: frozenset[str]) -> bool:
    """Whether somebody who belongs to these audiences (keys) may see what is restricted so."""
    return all(not names.isdisjoint(groups) for names in restriction)


def fingerprint(number: str, title: str, text: str) -> str:
    """sha256 (64 hexadecimal figures) of a clause's number, title and text: whoever signs a clause signs these.

    Stored beside signatures, so that its form can never change: the three as JSON, which no other three are written as.
    """
    written = json.dumps([number, title, text], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


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
        return f"《{self.heading.book_title}》{self.number.in_chinese}"

    @cached_property
    def fingerprint(self) -> str:
        """Another one where number, title or text are others; the book's version may change without it."""
        return fingerprint(str(self.number), self.title, self.text)

    @property
    def text_mark(self) -> str:
        """Twelve hexadecimal figures of the text alone: learned.yaml has them in rule owners' own files.

        There a clause may get another number or title, and what was settled still stands.
        """
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


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

    def is_meant_by(self, document: str) -> bool:
        """Whether the words before a reference (根据运营中心守则, 守则) end in this book's title, or are its end."""
        return document.endswith(self.title) or self.title.endswith(document) or document == self.id

    def chapter(self, number: int) -> Chapter | None:
        """The chapter of this number, if there is one."""
        return next((chapter for chapter in self.chapters if chapter.heading.chapter == number), None)

    def clauses_at(self, reference: Reference, inside: Clause | None = None) -> tuple[Clause, ...]:
        """The clauses that a reference can mean: several where it gives no chapter and each chapter counts anew.

        `inside`: the clause in whose text it stands, which means 第三条 of its own chapter.
        """
        number = reference.article, reference.inserted
        own = inside.number.chapter if inside else 0
        return tuple(
            clause
            for clause in self.clauses
            if (clause.number.article, clause.number.inserted) == number
            and (reference.chapter or own) in {0, clause.heading.chapter}
        )


@dataclass(frozen=True)
class SettledQuestion:
    """A past question and the clause that answers it, as an owner settled it on a day (None: nobody noted it)."""

    question: str
    clause: Clause
    settled: date | None = None


@dataclass(frozen=True)
class Part:
    """A paragraph of a clause, an item, or an item of a paragraph: counted from 1, 0 where not named, LAST the last."""

    paragraph: int = 0
    item: int = 0


def part_of(text: str, part: Part) -> str:
    """The words of that part of a clause's text, as they stand there; "" where it has no such part.

    A paragraph is a line and the lines （一）（二）… below it; where a clause begins with items, they are its first.
    """
    lines = list(_LINE.finditer(text))
    if part.paragraph:
        starts = [index for index, line in enumerate(lines) if not index or not _item(line)]
        paragraphs = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
        chosen = (
            paragraphs[-1:] if part.paragraph == LAST else paragraphs[part.paragraph - 1 : part.paragraph]
        )
        lines = [line for paragraph in chosen for line in paragraph]
    if part.item:
        items = [line for line in lines if _item(line)]
        lines = items[-1:] if part.item == LAST else [line for line in items if _item(line) == part.item][:1]
    return text[lines[0].start() : lines[-1].end()].strip() if lines else ""


def _item(line: re.Match[str]) -> int:
    """The number of an item, 0 where the line is none."""
    return (line["item"] and parse_numeral(line["item"])) or 0
