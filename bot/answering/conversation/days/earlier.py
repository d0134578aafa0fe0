"""What was published on a day, where the files do not say what was in force on it: they were edited in place since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rulebook import Clause, Library
from bot.rulebook.designation.places.outcomes import clauses_named
from bot.rulebook.designation.texts.references import Reference


@dataclass(frozen=True)
class EarlierEdition:
    """What counted on a day, of all days, as its readers may see it, and the day on which it was `published`."""

    library: Library
    published: date


Earlier = Callable[[date], EarlierEdition | None]
"""Tells what counted on a day; None where that counts still, or is not known."""


def no_edition(_: date) -> None:
    """Where nothing is kept of what was published."""


def as_published(
    references: Sequence[Reference], then: Sequence[Clause], edition: EarlierEdition, day: date
) -> tuple[Clause, ...]:
    """The clauses in force on a day: those of its edition, which alone says which there were.

    `then` is what today's files say: the texts of a clause with revisions are theirs to say.
    """
    library = edition.library.in_force(day)
    dated = {name: clause for clause in then if clause.revisions for name in clause.names}
    named = [
        clause for reference in references for clause in clauses_named(library.find(reference, alone=True))
    ]
    renumbered = [
        _of(clause, library) or clause for clause in then if clause.revisions or _of(clause, library)
    ]
    found = (dated.get(clause.name, clause) for clause in (*named, *renumbered))
    return tuple({clause.name: clause for clause in found}.values())


def is_as_written(published: Sequence[Clause], then: Sequence[Clause]) -> bool:
    """Whether the files say the same of that day."""
    old, new = ([(clause.name, clause.title, clause.text) for clause in each] for each in (published, then))
    return old == new


def _of(clause: Clause, library: Library) -> Clause | None:
    """The clause in a library by one of its names, its own first."""
    return next((library.by_name[name] for name in clause.names if name in library.by_name), None)
