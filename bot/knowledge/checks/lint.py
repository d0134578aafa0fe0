"""All that can be said about the books of a knowledge folder: faults, warnings, and what is worth knowing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.knowledge.books.book import read_placed
from bot.knowledge.books.consistency import PlacedClause
from bot.knowledge.checks.warnings import KnowledgeWarning, WarningKind, book_warnings, warning_in_text
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue

_RUN = 6  # characters in a row by which texts are held against each other
_SHORTEST = 25  # characters: shorter texts are alike by what they are about
_ALIKE = 0.8  # the share of runs in common (Jaccard): a word or two are other ones
_COMMON = 12  # clauses: a run that so many have tells nothing
_PASSED = re.compile(
    r"(?:截至|截止|有效期|至)[^，。；\n\d]{0,8}(?P<year>20\d\d)\s?[年./-]\s?(?P<month>1[0-2]|0?[1-9])"
    r"(?:\s?[月./-]\s?(?P<day>3[01]|[12]\d|0?[1-9])日?|月)"
)


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_ERRORS = {WarningKind.GAP, WarningKind.ORDER, WarningKind.REPEATED_LABEL}
_NOTES = {
    WarningKind.KNOWN_GAP,
    WarningKind.KNOWN_REPEAT,
    WarningKind.REPEATED_HEADING,
    WarningKind.ALIKE,
    WarningKind.PASSED,
    WarningKind.VAGUE,
}


@dataclass(frozen=True)
class BookReport:
    """What was found in one book: its folder's name, its title and size, and the findings by file and line.

    A book with `faults` cannot be used, and only they are told: `title` is "" then.
    """

    id: str
    title: str
    clauses: int
    faults: tuple[ValidationIssue, ...]
    warnings: tuple[KnowledgeWarning, ...]

    def of(self, severity: Severity) -> list[ValidationIssue | KnowledgeWarning]:
        """The findings that matter so much."""
        found: list[ValidationIssue | KnowledgeWarning] = [*self.faults, *self.warnings]
        return [each for each in found if severity_of(each.kind) is severity]


def severity_of(kind: IssueKind | WarningKind) -> Severity:
    """How much a kind of finding matters: faults keep the bot from starting, errors are told and do not."""
    if isinstance(kind, IssueKind) or kind in _ERRORS:
        return Severity.ERROR
    return Severity.NOTE if kind in _NOTES else Severity.WARNING


def lint(folder: Path, today: date) -> tuple[BookReport, ...]:
    """A report a book of a knowledge folder, in the order of their names; raises nothing for what is in the files."""
    books = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return tuple(lint_book(book, today) for book in books)


def lint_book(folder: Path, today: date) -> BookReport:
    """The report on the book in one folder: also one that is not in use yet, such as a draft that was imported."""
    try:
        book, placed = read_placed(folder)
    except KnowledgeError as error:
        return BookReport(folder.name, "", 0, error.issues, ())
    found = sorted(
        [
            *book_warnings(folder, book, placed),
            *_passed(placed, today),
            *reviews_past(placed, today),
            *_alike(placed),
        ]
    )
    return BookReport(folder.name, book.title, len(book.clauses), (), tuple(found))


def _passed(placed: Sequence[PlacedClause], today: date) -> Iterator[KnowledgeWarning]:
    """Days up to which something holds that are over."""
    for each in placed:
        for match in _PASSED.finditer(each.entry.text):
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 28)
            if (year, month, day) < (today.year, today.month, today.day):
                yield warning_in_text(each, WarningKind.PASSED, match.start(), written=match[0])


def reviews_past(placed: Sequence[PlacedClause], today: date) -> Iterator[KnowledgeWarning]:
    """Headings whose owner was to read them again by a day that is over."""
    told = set[str]()
    for each in placed:
        location = each.location[:-2]  # that of its heading, without "clauses" and the clause's place
        for heading in reversed(each.clause.heading.path):
            if heading.review_by and heading.review_by < today and heading.key not in told:
                told.add(heading.key)
                line = each.document.line((*location, "review_by"))
                words = {"heading": heading.label, "date": heading.review_by.isoformat()}
                yield KnowledgeWarning(each.document.path, line, WarningKind.REVIEW_PAST, words)
            if not location:
                break  # what stands above is in no place of this file
            location = location[:-2]


def _alike(placed: Sequence[PlacedClause]) -> Iterator[KnowledgeWarning]:
    """Clauses that are nearly the same as one before them; those that are the same are warned of anyway."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    runs = [_runs(each.clause.text) for each in placed]
    for index, own in enumerate(runs):
        shared: defaultdict[int, int] = defaultdict(int)
        for run in own:
            others = having[run]
            if len(others) < _COMMON:
                for other in others:
                    shared[other] += 1
                others.append(index)
        likest = max(shared, key=lambda other: shared[other], default=None)
        if likest is not None and _ALIKE <= len(own & runs[likest]) / len(own | runs[likest]) < 1:
            first = placed[likest].clause.place
            yield warning_in_text(placed[index], WarningKind.ALIKE, 0, first=first)


def _runs(text: str) -> frozenset[str]:
    bare = "".join(text.split())
    if len(bare) < _SHORTEST:
        return frozenset()
    return frozenset(bare[start : start + _RUN] for start in range(len(bare) - _RUN + 1))
