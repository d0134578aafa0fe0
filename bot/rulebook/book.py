"""A book of rules: its clauses in their order, the tree of headings that they stand under, and what it is called."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.rulebook.clause import Audience, Clause
from bot.rulebook.designation.parsing.grammar import HEADING_UNITS
from bot.rulebook.designation.places.places import Places
from bot.rulebook.division import Division, divisions_at, with_those_below
from bot.rulebook.editions.acknowledgement import AcknowledgementRequest
from bot.rulebook.heading import Heading, Owner, title_label

_STATE = "中华人民共和国"  # 劳动合同法 is what everybody calls it
_EDITION = re.compile(
    r"(?:[（(〔\[][^（）()〔〕\[\]]{1,20}[）)〕\]]|[vV]\d[\d.]*|\d{4}\s*(?:年(?:\s*版)?|版)|第.{1,3}版)$"
)
_SHORTENED = re.compile(
    r"(?P<head>.{2,}?)(?:管理|实施|暂行|试行)?(?P<kind>规定|办法|制度|守则|手册|细则|规程|规范|规则|标准|条例|准则|章程)"
)


@dataclass(frozen=True)
class Rulebook:
    """One book of rules; `id` is its folder's name, `effective` the day it comes into force.

    Its clauses stand in the order of the document, those under one heading together. `aliases` are what else it is
    called; `region` "tw" says that 項 are paragraphs there, and 款 ("jp": 号) items. `issued` is the day on which it
    was made known, under its `document_number` (文号); it `replaces` what is named there. What is published of it is
    told in the channel `notices` (`#name` or an id; "": in none), and what of it is signed stands in `acknowledge`.

    Of a day, `clauses` are those in force, `repealed` those that no longer are; `written` are all, whenever they hold.
    """

    id: str
    title: str
    version: str
    effective: date
    owner: Owner
    clauses: tuple[Clause, ...]
    preface: str = ""
    audiences: tuple[Audience, ...] = ()
    aliases: tuple[str, ...] = ()
    region: str = ""
    issued: date | None = None
    document_number: str = ""
    replaces: tuple[str, ...] = ()
    repealed: tuple[Clause, ...] = ()
    written: tuple[Clause, ...] = ()
    notices: str = ""
    acknowledge: tuple[AcknowledgementRequest, ...] = ()

    @property
    def label(self) -> str:
        """《运营中心守则》; Staff Handbook."""
        is_english = any(clause.heading.is_english for clause in (*self.clauses, *self.repealed))
        return title_label(self.title, is_english=is_english)

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """The outermost headings, with all that stands under them."""
        return divisions_at(0, self.clauses)

    @cached_property
    def all_divisions(self) -> tuple[Division, ...]:
        """Every heading, as the document has them one after the other."""
        return tuple(with_those_below(self.divisions))

    @cached_property
    def places(self) -> Places:
        """Where references lead in it."""
        return Places(self.clauses, self.all_divisions)

    @cached_property
    def repealed_places(self) -> Places:
        """Where references lead among the clauses that are no longer in force."""
        return Places(self.repealed, tuple(with_those_below(divisions_at(0, self.repealed))))

    @cached_property
    def coming_places(self) -> Places:
        """Where references lead among the clauses that are not in force yet."""
        known = {clause.number for clause in (*self.clauses, *self.repealed)}
        coming = tuple(clause for clause in self.written if clause.number not in known)
        return Places(coming, tuple(with_those_below(divisions_at(0, coming))))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What it is called, with and without its edition."""
        return tuple(dict.fromkeys((self.title, *self.aliases, *self._titles)))

    def division(self, key: str) -> Division | None:
        """The heading with this key, if there is one."""
        return next((each for each in self.all_divisions if each.heading.key == key), None)

    def is_meant_by(self, document: str) -> bool:
        """Whether the words before a reference name it: 守则, 考勤办法 (for 考勤管理办法（试行）), an alias."""
        named = bare_title(document).casefold()
        return document == self.id or any(_names(named, title.casefold()) for title in self._titles)

    def title_at_end(self, document: str) -> int:
        """How long the longest of its titles is in which the words before a reference end; 0 for none."""
        named = bare_title(document).casefold()
        return max((len(title) for title in self._titles if named.endswith(title.casefold())), default=0)

    def heading_meant_by(self, document: str) -> Heading | None:
        """The heading that the words before a reference name: 合同编, 总则, 民法典合同编."""
        for title in self._titles:
            document = document.removeprefix(title)
        headings = (division.heading for division in self.all_divisions)
        return next((each for each in headings if document in {each.title, *_called(each)}), None)

    def only(self, is_wanted: Callable[[Clause], bool]) -> "Rulebook":
        """The book with these clauses alone; headings left empty are not there."""
        clauses, repealed, written = (
            tuple(filter(is_wanted, each)) for each in (self.clauses, self.repealed, self.written)
        )
        return replace(self, clauses=clauses, repealed=repealed, written=written)

    def with_each(self, changed: Callable[[Clause], Clause]) -> "Rulebook":
        """The book with what a function makes of each of its clauses."""
        clauses, repealed, written = (
            tuple(map(changed, each)) for each in (self.clauses, self.repealed, self.written)
        )
        return replace(self, clauses=clauses, repealed=repealed, written=written)

    def in_force(self, day: date) -> "Rulebook":
        """The book as it is in force on a day; headings left empty are not there."""
        written = self.written or self.clauses
        clauses = tuple(clause.on(day) for clause in written if clause.is_in_force(day))
        over = tuple(clause.on(day) for clause in written if clause.repeal and clause.repeal.on <= day)
        if (clauses, over) == (self.clauses, self.repealed):
            return self  # what is known of where references lead need not be found anew
        return replace(self, clauses=clauses, repealed=over, written=written)

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        bare = [*map(bare_title, (self.title, *self.aliases))]
        return tuple(
            dict.fromkeys(short for title in bare for short in (title, title.removeprefix(_STATE)) if short)
        )


def _called(heading: Heading) -> Iterator[str]:
    return (f"{heading.title}{unit}" for unit, kind in HEADING_UNITS.items() if kind is heading.kind)


def bare_title(title: str) -> str:
    """A title without what it has in brackets behind it, version and year: 员工手册（2026版） -> 员工手册."""
    title = title.strip()
    while (match := _EDITION.search(title)) and match.start():
        title = title[: match.start()].rstrip()
    return title


def _names(document: str, title: str) -> bool:
    if not document:
        return False
    if document.endswith(title) or title.endswith(document):
        return True
    if title.startswith(document) and title[len(document) :].endswith(("编", "編", "篇")):
        return True  # 民法典 of 民法典合同编
    if document.isascii() and len(document) > 2 and title.startswith(document):
        return True  # OKR of OKR管理办法
    short, whole = _SHORTENED.fullmatch(document), _SHORTENED.fullmatch(title)
    if short is None or whole is None or short["kind"] != whole["kind"]:
        return False
    return title.startswith(short["head"]) or whole["head"].endswith(short["head"])
