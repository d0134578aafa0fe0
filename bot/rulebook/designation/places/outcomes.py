"""What becomes of a reference that is looked up."""

from dataclasses import dataclass

from bot.rulebook.book import Rulebook
from bot.rulebook.clause import Clause
from bot.rulebook.division import Division


@dataclass(frozen=True)
class AtClause:
    """The reference leads to this clause.

    `part` are the words of the part of it that is named, `missing_part` what was named and is not there; `former` is
    the number that led to it, where it has another one now.
    """

    clause: Clause
    part: str = ""
    missing_part: str = ""
    former: str = ""


@dataclass(frozen=True)
class AtClauses:
    """The reference leads to all clauses from one to another, or, if it `is_cut`, to where that one is missing."""

    clauses: tuple[Clause, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class AtDivision:
    """The reference leads to this heading, with all that stands under it."""

    division: Division


@dataclass(frozen=True)
class AtBooks:
    """The reference leads to the contents of these books."""

    books: tuple[Rulebook, ...]


@dataclass(frozen=True)
class Ambiguous:
    """A number that several headings or books have (第三条): what it may mean, in the order of the books."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Repealed:
    """The reference leads to this clause, which is no longer in force."""

    clause: Clause


@dataclass(frozen=True)
class ToCome:
    """The reference leads to this clause, which is not in force yet."""

    clause: Clause


@dataclass(frozen=True)
class Missing:
    """A number that no book has, with the clauses whose numbers are near: none of chapter 9, where there are six."""

    nearest: tuple[Clause, ...]


Lookup = AtClause | AtClauses | AtDivision | AtBooks | Ambiguous | Repealed | ToCome | Missing
"""What became of a reference that was looked up."""


def clauses_named(found: Lookup | None) -> tuple[Clause, ...]:
    """The clauses that a reference leads to by itself or as those of its heading; none where it leads to no clause."""
    match found:
        case AtClause(clause):
            return (clause,)
        case AtClauses(clauses) | Ambiguous(clauses):
            return clauses
        case AtDivision(division):
            return division.clauses
        case _:
            return ()
