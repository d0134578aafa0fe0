"""What a rulebook is made of: clauses, who sees them, what was asked of them."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bot.rulebook.clause_number import ClauseNumber
from bot.rulebook.designation.numerals import FINANCIAL_NUMERALS, NUMERAL
from bot.rulebook.editions.revision import Repeal, Revision, Source
from bot.rulebook.first_words import first_words
from bot.rulebook.heading import Heading, HeadingKind
from bot.rulebook.table import Table

_COUNTS = re.compile(rf"{NUMERAL}|[{FINANCIAL_NUMERALS}]+|\b[A-Z]\b")  # what a printed number counts by

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
class Clause:
    """One rule: the text is quoted to staff exactly as it stands here, in force from `effective` on.

    `revisions` are all its texts over time in their order, () where it has this one alone; `repeal` is its end, where
    that is known; it was numbered as `formerly` says before.
    `printed` is its number as the document has it (第一百〇一条, 一、, §3): None where it is made of `number`, ""
    where none is printed. `restriction`: who sees it; everybody, unless its book, a heading or it itself names
    audiences. The rows of its `tables` stand in the text, a line each. `page` is where everybody can read it on the
    web, "" where that is nowhere.
    """

    heading: Heading
    number: ClauseNumber
    text: str
    effective: date
    title: str = ""
    questions: tuple[str, ...] = ()
    restriction: Restriction = ()
    printed: str | None = None
    tables: tuple[Table, ...] = ()
    source: Source | None = None
    revisions: tuple[Revision, ...] = ()
    repeal: Repeal | None = None
    formerly: tuple[ClauseNumber, ...] = ()
    page: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Its name among all books, as buttons and the store have it: operations-code/7.1."""
        return f"{self.heading.book}/{self.number}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, and those that it had before it was renumbered."""
        return (self.name, *(f"{self.heading.book}/{number}" for number in self.formerly))

    def is_in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        first = self.revisions[0].effective if self.revisions else self.effective
        return first <= day and (self.repeal is None or day < self.repeal.on)

    def on(self, day: date) -> "Clause":
        """The clause as it reads on a day; before its first, as it will read then."""
        if not self.revisions:
            return self
        there = [revision for revision in self.revisions if revision.effective <= day]
        last = there[-1] if there else self.revisions[0]
        return replace(
            self,
            effective=last.effective,
            text=last.text,
            title=last.title,
            tables=last.tables,
            source=last.source,
        )

    @property
    def wordings(self) -> "tuple[Clause, ...]":
        """The clause with each of its texts, in their order."""
        return tuple(self.on(revision.effective) for revision in self.revisions) or (self,)

    @property
    def next_wording(self) -> "Clause | None":
        """The clause as it reads once this text no longer counts; None where no other one is known."""
        return next((each for each in self.wordings if each.effective > self.effective), None)

    @property
    def short_label(self) -> str:
        """7.1, or what is printed in its place; "" where nothing is."""
        return str(self.number) if self.printed is None else self.printed

    @property
    def place(self) -> str:
        """Where it stands: 第七章第一条, 7.1, 第二部分 安全 › 一、; headings and title where no number is printed."""
        if self.printed is None:
            return self.number.in_english if self.heading.is_english else self.number.in_chinese
        if len(_COUNTS.findall(self.printed)) >= len(self.number.levels):
            return self.printed  # it does not begin anew under another heading
        above, own = self.heading.path_label, self.printed or self.title
        is_named_by_heading = own == above.rpartition(" › ")[2]
        return above if is_named_by_heading else " › ".join(filter(None, [above, own]))

    @property
    def whereabouts(self) -> tuple[str, str]:
        """Its place, and the headings above it as they are printed: "" where there are none but the book's title."""
        has_heading = self.heading.kind is not HeadingKind.BOOK
        return self.place, self.heading.path_label if has_heading else ""

    @property
    def label(self) -> str:
        """《运营中心守则》第七章第一条; Staff Handbook, 7.1."""
        return self.heading.in_book(self.place)

    @property
    def titled_label(self) -> str:
        """《运营中心守则》第七章第一条 首次回复时限; the title stands once where it is all that names the clause."""
        return self.label if self.printed == "" else f"{self.label} {self.title}".strip()

    @property
    def _sentences(self) -> str:
        """What stands before the first table; the table where nothing does."""
        starts = [self.text.find(table.lines[0]) for table in self.tables if table.lines]
        before = self.text[: min((start for start in starts if start > 0), default=None)]
        return before.strip() or self.text

    @property
    def title_or_first_words(self) -> str:
        """Its title, or how it begins where it has none."""
        return self.title.strip() or first_words(self._sentences)

    @property
    def listed_label(self) -> str:
        """How it is named where its text does not stand below: by its label, and by its first words without a title."""
        return self.titled_label if self.title else f"{self.label} {first_words(self._sentences)}".strip()

    @property
    def numbered_title(self) -> str:
        """「7.2 首次回复」: its number, and its title or first words."""
        return f"{self.short_label} {self.title_or_first_words}".strip()

    @cached_property
    def fingerprint(self) -> str:
        """Another one where number, title or text are others; the book's version may change without it."""
        return self.fingerprints[self.name]

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """The fingerprint under each name that it has or had: what was signed as 5.3 need not be signed as 7.9."""
        return {name: fingerprint(name.rpartition("/")[2], self.title, self.text) for name in self.names}

    @property
    def text_mark(self) -> str:
        """Twelve hexadecimal figures of the text alone: learned.yaml has them in rule owners' own files.

        There a clause may get another number or title, and what was settled still stands.
        """
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class SettledQuestion:
    """A past question and the clause that answers it, as an owner settled it on a day (None: nobody noted it)."""

    question: str
    clause: Clause
    settled: date | None = None

    def settles(self, question: str, clause: Clause) -> bool:
        """Whether it says that of this question, and of the clause in these words."""
        return (self.question, self.clause.name, self.clause.text) == (question, clause.name, clause.text)
