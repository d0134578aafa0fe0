"""Which clauses a clause leans on: those that its text refers to, and those that define its words."""

import re
from collections.abc import Iterator, Mapping

from bot.rulebook.clause import Clause, Rulebook
from bot.rulebook.places import clauses_from, denotes
from bot.rulebook.reference import find_references

_NEIGHBOUR = re.compile(r"本章(?P<which>前条|上一条|下一条|后条|后一条|前一条)")
_BACK = {"前条", "上一条", "前一条"}
_DEFINITION = re.compile(r"所称(?:的)?“?(?P<term>[\u4e00-\u9fff]{2,10}?)”?，?(?:是|系)?指")


Definitions = Mapping[str, Clause]


def definitions(book: Rulebook) -> Definitions:
    """The words that the book defines (所称投诉，是指…), each with its clause."""
    return {match["term"]: clause for clause in book.clauses for match in _DEFINITION.finditer(clause.text)}


def related(clause: Clause, book: Rulebook, defined: Definitions) -> tuple[Clause, ...]:
    """The clauses of the book that a clause leans on, each once: neighbours, references, definitions."""
    leant_on = (definition for term, definition in defined.items() if term in clause.text)
    found = dict.fromkeys([*_neighbours(clause, book), *_referred_to(clause, book), *leant_on])
    return tuple(other for other in found if other != clause)


def _neighbours(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    place = book.clauses.index(clause) if _NEIGHBOUR.search(clause.text) else 0
    for match in _NEIGHBOUR.finditer(clause.text):
        neighbour = place + (-1 if match["which"] in _BACK else 1)
        if 0 <= neighbour < len(book.clauses) and book.clauses[neighbour].heading == clause.heading:
            yield book.clauses[neighbour]


def _referred_to(clause: Clause, book: Rulebook) -> Iterator[Clause]:
    for reference in find_references(clause.text):
        if reference.article and (not reference.document or denotes(reference.document, book)):
            yield from clauses_from(clause, book, reference)
