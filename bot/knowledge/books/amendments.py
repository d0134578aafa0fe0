"""What must hold of clauses that are amended, repealed or renumbered: days in order, successors that are there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from bot.knowledge.books.consistency import PlacedClause
from bot.knowledge.documents.document import Document
from bot.knowledge.documents.schema import BookFile, read_as
from bot.knowledge.issues import IssueKind, ValidationIssue
from bot.rulebook import Clause, ClauseNumber, Library


def date_issues(placed: Sequence[PlacedClause]) -> Iterator[ValidationIssue]:
    """Texts that do not follow each other, an end before the last of them, and former numbers that two clauses had."""
    former: dict[ClauseNumber, str] = {}
    for each in placed:
        days = [revision.effective for revision in each.clause.revisions] or [each.clause.effective]
        for index, (before, day) in enumerate(pairwise(days)):
            if day <= before:
                location = ("revisions", index, "effective")
                yield _at(each, IssueKind.REVISION_ORDER, *location, date=day, before=before)
        if each.entry.repealed and each.entry.repealed.on <= max(days):
            yield _at(each, IssueKind.REPEAL_ORDER, "repealed", "on", before=max(days))
        for index, number in enumerate(each.entry.formerly):
            if number == each.clause.number or number in former:
                first = former.get(number, str(number))
                yield _at(each, IssueKind.FORMER_TWICE, "formerly", index, written=number, first=first)
            former.setdefault(number, str(each.clause.number))


def successor_issues(placed: Sequence[PlacedClause], library: Library) -> Iterator[ValidationIssue]:
    """Successors that no book has, or that are repealed themselves when they are to take over."""
    for each in placed:
        if each.entry.repealed and each.entry.repealed.successor and each.clause.repeal:
            name, day = each.clause.repeal.successor, each.clause.repeal.on
            if each.entry.repealed.on == day:
                yield from _successor(library, name, day, each.document, (*each.location, "repealed"))


def book_successor_issues(head: Document, library: Library) -> Iterator[ValidationIssue]:
    """The same of a book as a whole; `head` is its book.yaml."""
    repealed = read_as(BookFile, head).repealed
    if repealed and repealed.successor:
        yield from _successor(library, repealed.successor, repealed.on, head, ("repealed",))


def _successor(
    library: Library, name: str, day: date, document: Document, location: tuple[str | int, ...]
) -> Iterator[ValidationIssue]:
    found = library.by_name.get(name)
    following = (
        [found] if found else [each for book in library.books if book.id == name for each in book.clauses]
    )
    where, written = (*location, "successor"), name
    if not following:
        yield document.issue(IssueKind.NO_SUCCESSOR, where, written=written)
    elif not any(_holds(clause, day) for clause in following):
        yield document.issue(IssueKind.REPEALED_SUCCESSOR, where, written=written, date=day.isoformat())


def _holds(clause: Clause, day: date) -> bool:
    """Whether a clause is not over by a day."""
    return clause.repeal is None or clause.repeal.on > day


def amended_in_place(
    placed: Sequence[PlacedClause], published: Library, today: date
) -> Iterator[ValidationIssue]:
    """Clauses that were `published` as in force and now begin on a day to come: till then they would be gone.

    Those that begin with their book are one fault of it.
    """
    put_off = defaultdict[Path, list[PlacedClause]](list)
    for each in _put_off(placed, published, today):
        if each.entry.effective:
            day = each.clause.wordings[0].effective
            yield _at(each, IssueKind.AMENDED_IN_PLACE, "effective", date=day)
        else:
            put_off[each.head.path].append(each)
    for first, *others in put_off.values():
        words = {"date": first.clause.effective.isoformat(), "count": str(1 + len(others))}
        yield first.head.issue(IssueKind.BOOK_PUT_OFF, ("effective",), **words)


def _put_off(placed: Sequence[PlacedClause], published: Library, today: date) -> Iterator[PlacedClause]:
    renumbered = {name for each in placed for name in _new_former_names(each.clause, published)}
    for each in placed:
        own, *former = each.clause.names
        is_published = own in published.by_name and own not in renumbered
        if each.clause.wordings[0].effective > today and (
            is_published or any(name in published.by_name for name in former)
        ):
            yield each


def _new_former_names(clause: Clause, published: Library) -> Iterator[str]:
    """What a clause was called when it was `published`: whatever has that name now is another one."""
    before = published.by_name.get(clause.name)
    known = before.names if before else ()
    return (name for name in clause.names[1:] if name not in known)


def _at(placed: PlacedClause, kind: IssueKind, *key: str | int, **words: object) -> ValidationIssue:
    shown = {name: str(word) for name, word in words.items()}
    return placed.document.issue(kind, (*placed.location, *key), clause=str(placed.clause.number), **shown)
