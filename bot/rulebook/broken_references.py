"""References that led somewhere, and lead nowhere once other clauses are in force."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.rulebook.clause import Clause
from bot.rulebook.designation.places.lookups import look_up
from bot.rulebook.designation.places.outcomes import (
    AtClause,
    Lookup,
    Missing,
    Repealed,
    ToCome,
)
from bot.rulebook.designation.texts.references import Reference, find_references
from bot.rulebook.library import Library


@dataclass(frozen=True)
class BrokenReference:
    """A reference in a clause, as it is `written` there."""

    clause: Clause
    written: str


def broken_references(before: Library, after: Library) -> Iterator[BrokenReference]:
    """The references of the clauses that stay which lead nowhere in `after`, and did not in `before`."""
    names = tuple(dict.fromkeys((*before.names, *after.names)))
    for clause in after.clauses:
        dead = [each for each in find_references(clause.text, names) if not _leads(each, clause, after)]
        was = next((there for name in clause.names if (there := before.by_name.get(name))), None)
        if dead and was:
            living = {
                (each.document, each.written)
                for each in find_references(was.text, names)
                if _leads(each, was, before)
            }
            written = (each.written for each in dead if (each.document, each.written) in living)
            yield from (BrokenReference(clause, each) for each in dict.fromkeys(written))


def _leads(reference: Reference, clause: Clause, library: Library) -> bool:
    """Whether a reference in a clause leads to something in the library, and to the part that it names."""
    [book] = [each for each in library.books if each.id == clause.heading.book]
    if reference.document and not book.is_meant_by(reference.document):
        return _is_there(library.find(reference))
    if reference.number:
        found = book.places.clauses(reference.headings, reference.number, inside=clause)
        if len(found) == 1 and reference.parts:
            return bool(library.part(found[0], reference.parts))
        if found:
            return True
    return _is_there(look_up(reference, [book], alone=False))


def _is_there(found: Lookup | None) -> bool:
    if isinstance(found, AtClause):
        return not found.missing_part
    return found is not None and not isinstance(found, Missing | Repealed | ToCome)
