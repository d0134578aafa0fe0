"""Books in memory, of which not everybody sees everything."""

from collections.abc import Mapping
from dataclasses import replace

from bot.rulebook import Audience, Restriction, Rulebook

MANAGERS = "code/管理层"
AUDITORS = "code/内审组"


def restricted(book: Rulebook, restrictions: Mapping[str, Restriction]) -> Rulebook:
    """The book with these restrictions on the clauses of these numbers."""

    clauses = (replace(each, restriction=restrictions.get(str(each.number), ())) for each in book.clauses)
    audiences = (Audience("管理层", ("S0123ABCD",)), Audience("内审组", ("U0456EFGH",)))
    return replace(book, clauses=tuple(clauses), audiences=audiences)


def to(*keys: str) -> frozenset[str]:
    """One level: open to who belongs to one of these audiences."""
    return frozenset(keys)
