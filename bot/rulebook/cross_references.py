"""Which clauses belong to a clause: those that its text refers to, and those that define its words."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from bot.rulebook.clause import Clause, Rulebook
from bot.rulebook.numerals import ClauseNumber
from bot.rulebook.references import find_references

_NEIGHBOUR = re.compile(r"本章(?P<which>前条|上一条|下一条|后条|后一条|前一条)")
_BACK = {"前条", "上一条", "前一条"}
_DEFINITION = re.compile(r"所称(?:的)?“?(?P<term>[\u4e00-\u9fff]{2,10}?)”?，?(?:是|系)?指")


Definitions = Mapping[str, Clause]


def definitions(book: Rulebook) -> Definitions:
    """The words that the book defines (所称投诉，是指…), each with its clause."""
    return {match["term"]: clause for clause in book.clauses for match in _DEFINITION.finditer(clause.text)}


def related(clause: Clause, book: Rulebook, defined: Definitions) -> tuple[Clause, ...]:
    """The clauses of the book that belong to a clause, each once: neighbours, references, definitions."""
    defining = (definition for term, definition in defined.items() if term in clause.text)
    found = dict.fromkeys([*_neighbours(clause, book), *_referred_to(clause, book), *defining])
    return tuple(other for other in found if other != clause)


def _neighbours(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    """前条 and 下一条 as the numbers run: across a gap, where a reader does not see the clause meant, there is none."""
    backwards = {match["which"] in _BACK for match in _NEIGHBOUR.finditer(clause.text)}
    for first, second in pairwise(book.clauses) if backwards else ():
        if first.heading != second.heading or not _follows(first.number, second.number):
            continue
        if second == clause and True in backwards:
            yield first
        if first == clause and False in backwards:
            yield second


def _follows(first: ClauseNumber, second: ClauseNumber) -> bool:
    """Whether no number can stand between the two, but one that was put in later (39-1)."""
    if first.article == second.article:
        return first.inserted + 1 == second.inserted
    return first.article + 1 == second.article and not second.inserted


def _referred_to(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    for reference in find_references(clause.text):
        if reference.article and (not reference.document or book.is_meant_by(reference.document)):
            yield from book.clauses_at(reference, inside=clause)
