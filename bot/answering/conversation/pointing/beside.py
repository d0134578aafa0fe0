"""Clauses and headings named without what they stand in: 第三条 and 第二节 beside the clause before one's eyes, 之一呢.

Pure: the words, the clause shown last, and the library.
"""

import re
from dataclasses import replace
from itertools import takewhile

from bot.answering.reply import Thread
from bot.rulebook import (
    NUMERAL,
    Ambiguous,
    AtClause,
    AtDivision,
    Clause,
    Division,
    Library,
    Reference,
    find_references,
    read_references,
)
from bot.rulebook.designation.designators import Certainty, Reach, Step
from bot.rulebook.designation.numerals import CHINESE_NUMERALS, figures_of
from bot.rulebook.designation.parsing.grammar import INSERTED

_GOES_ON = re.compile(r"^\s*(?:那|[还還]有|and\b|what about|how about)|呢[\s?？。]{0,3}$", re.IGNORECASE)
_COUNTED = re.compile(rf"(?<![第\d{CHINESE_NUMERALS}]){NUMERAL}\s?[条條]")  # 每天一百条消息


def named_beside(said: str, last: Clause, library: Library) -> Clause | Division | None:
    """What a message names without the headings that it stands under, as it is beside or above the clause shown."""
    alone = read_references(said, library.names)
    for reference in alone or find_references(said, library.names):
        found = library.find(reference)
        if alone and (clause := _below(reference, last, library)):
            return clause
        if reference.number and (clause := _clause(reference, found, last, is_alone=bool(alone))):
            return clause
        if alone and not reference.number and isinstance(found, Ambiguous):
            return _heading(reference, last, library, outermost=0 if _GOES_ON.search(said) else 1)
    return None


def _below(reference: Reference, last: Clause, library: Library) -> Clause | None:
    """第二条 of the heading shown, where it has one that is called so, and no heading of its book is: Section 2."""
    is_named = reference.certainty in {Certainty.SURE, Certainty.WORD} and len(reference.number) == 1
    if not is_named or reference.document or reference.headings or reference.reach is not Reach.ITSELF:
        return None
    of_book = replace(reference, document=last.heading.book)
    steps = tuple(Step(each.kind, each.number) for each in last.heading.path if each.number)
    if not steps or (reference.written.isascii() and isinstance(library.find(of_book), AtDivision)):
        return None
    match library.find(replace(of_book, headings=steps)):
        case AtClause(clause) if clause.heading == last.heading:
            return clause
        case _:
            return None


def inserted_behind(said: str, last: Clause, library: Library) -> Clause | None:
    """The clause that was put in behind the one shown, as it is named: 之一 of 第三十九条."""
    match = INSERTED.fullmatch(said)
    number = figures_of(match["number"]) if match else ""
    *above, own = last.number.levels
    levels = (*above, f"{own.partition('-')[0]}-{number}")
    same = (clause for clause in library.clauses if clause.heading.book == last.heading.book)
    return next((clause for clause in same if number and clause.number.levels == levels), None)


def _clause(reference: Reference, found: object, last: Clause, *, is_alone: bool) -> Clause | None:
    """第三条 is that of the same heading, or of the book where it counts through; 65条 too, where it is no count."""
    clauses = found.clauses if isinstance(found, Ambiguous) else ()
    if same := [clause for clause in clauses if clause.heading == last.heading]:
        return same[0]
    if isinstance(found, AtClause) and is_alone and reference.certainty is Certainty.UNIT:
        clauses = (found.clause,)
    of_book = [
        each for each in clauses if each.heading.book == last.heading.book and len(each.number.levels) == 1
    ]
    may_count = reference.certainty is Certainty.UNIT and _COUNTED.search(last.text)
    return of_book[0] if len(of_book) == 1 and not may_count else None


def _heading(reference: Reference, last: Clause, library: Library, *, outermost: int) -> Division | None:
    """第二节 is that of the innermost heading above the clause shown which has one; 第三章呢 is that of its book."""
    kind = reference.headings[0].kind
    path = tuple(takewhile(lambda heading: heading.kind is not kind, last.heading.path))
    for depth in reversed(range(outermost, len(path) + 1)):
        steps = tuple(Step(each.kind, each.number) for each in path[:depth])
        named = replace(reference, headings=(*steps, *reference.headings), document=last.heading.book)
        match library.find(named):
            case AtDivision(division):
                return division
            case _:
                pass
    return None


def with_its_document(message: str, thread: Thread, library: Library) -> str:
    """A clause named behind one of a document that is not ours is of that: 劳动法第三十九条 -> 那第四十条呢."""
    is_on = bool(_GOES_ON.search(message)) and not thread.clauses
    before = read_references(thread.question, library.names) if is_on else ()
    document = before[0].document if before and library.find(before[0]) is None else ""
    named = read_references(message, library.names) if document else ()
    if not named or any(each.document for each in named):
        return message
    return f"《{document}》{named[0].written}"
