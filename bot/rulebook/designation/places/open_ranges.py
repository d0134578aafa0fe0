"""Where a reference leads that names clauses by one end alone: 前五条, 第80条到最后, last three sections."""

from collections.abc import Sequence

from bot.rulebook.book import Rulebook
from bot.rulebook.clause import Clause
from bot.rulebook.designation.designators import Reach
from bot.rulebook.designation.places.outcomes import Ambiguous, AtClauses, Lookup, Missing
from bot.rulebook.designation.texts.references import Reference
from bot.rulebook.heading import HeadingKind

COUNTED = {Reach.FIRST, Reach.LAST, Reach.FROM_END}
"""Those whose number is how many, from an end of the book, or of the heading that is named."""


def counted(reference: Reference, books: Sequence[Rulebook]) -> Lookup | None:
    """So many clauses from an end; which book is meant is asked back where there are several."""
    count = int(reference.number[0])
    found = list[Sequence[Clause]]()
    for book in books:
        under = book.places.under(reference.headings)
        clauses = [each for each in under if reference.headings or not _is_annexed(each)]
        match reference.reach:
            case Reach.FIRST:
                found.append(clauses[:count])
            case Reach.LAST:
                found.append(clauses[-count:])
            case _:
                found.append(clauses[-count:][: len(clauses) >= count])
    found = [each for each in found if each]
    if len(found) > 1:
        return Ambiguous(tuple(each[0] for each in found))
    return AtClauses(tuple(found[0])) if found else Missing(())


def opened(reference: Reference, clause: Clause, books: Sequence[Rulebook]) -> Lookup:
    """What stands from a clause to the end of what counts as it does: of its chapter, where each counts anew."""
    [book] = [each for each in books if each.id == clause.heading.book]
    above = clause.number.levels[:-1]
    alike = [each for each in book.places.under(reference.headings) if each.number.levels[:-1] == above]
    place = alike.index(clause)
    match reference.reach:
        case Reach.BEFORE:
            clauses = alike[:place]
        case Reach.BEHIND:
            clauses = alike[place + 1 :]
        case _:
            clauses = alike[place:]
    return AtClauses(tuple(clauses)) if clauses else Missing((clause,))


def _is_annexed(clause: Clause) -> bool:
    return any(heading.kind is HeadingKind.ANNEX for heading in clause.heading.path)
