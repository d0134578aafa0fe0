"""What was published on a day, where the files do not say what was in force on it: they were edited in place since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rulebook import Clause, Library
from bot.rulebook.designation.lookups import clauses_named
from bot.rulebook.designation.references import Reference


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
) -> Sequence[Clause]:
    """The clauses in force on a day as they read when they were published; () where that is what the files say.

    `then` is what the files say; the texts of a clause with revisions are theirs to say.
    """
    library = edition.library.in_force(day)
    found = [library.find(reference, alone=True) for reference in references]
    published = [clause for each in found for clause in clauses_named(each)]
    if not then:
        return published
    by_name = {name: clause for clause in published for name in clause.names}
    read = [
        clause
        if clause.revisions
        else next((by_name[name] for name in clause.names if name in by_name), clause)
        for clause in then
    ]
    is_other = any(
        (old.title, old.text) != (new.title, new.text) for old, new in zip(read, then, strict=True)
    )
    return read if is_other else ()
