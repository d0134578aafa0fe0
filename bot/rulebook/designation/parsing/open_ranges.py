"""Clauses named by one end alone, or counted: 第80条到最后, 从第三条起; 前五条, last three sections, 5th article."""

from dataclasses import replace

from bot.rulebook.designation.designators import Certainty, Designator, Reach
from bot.rulebook.designation.numerals import figures_of
from bot.rulebook.designation.parsing.grammar import COUNTED, ENGLISH_ORDINALS, NTH, OPEN

_REACHES = {
    "onwards": Reach.ONWARDS,
    "behind": Reach.BEHIND,
    "before": Reach.BEFORE,
    "first": Reach.FIRST,
    "last": Reach.LAST,
    "from_end": Reach.FROM_END,
}


def open_range_at(text: str, at: int, clause: Designator | None) -> Designator | None:
    """So many clauses from an end that are named at a place of a folded text, or all from the clause there."""
    if clause is None:
        return _counted(text, at) or _nth(text, at)
    match = OPEN.match(text, clause.end)
    if match is None:
        return None
    named = next((name for name in _REACHES if match.groupdict().get(name)), "onwards")
    return replace(clause, reach=_REACHES[named], end=match.end())


def _counted(text: str, at: int) -> Designator | None:
    match = COUNTED.match(text, at)
    number = figures_of(match["number"] or match["count"] or "1") if match else ""
    if match is None or not number.isdecimal() or number == "0":
        return None
    named = match["worded"] or next(name for name in _REACHES if match.groupdict().get(name))
    return Designator((), (number,), (), (), Certainty.UNIT, at, match.end(), _REACHES[named.lower()])


def _nth(text: str, at: int) -> Designator | None:
    """The fifth section, 5th article: that of the number."""
    match = NTH.match(text, at)
    number = (
        str(ENGLISH_ORDINALS[match["word"].lower()] if match["word"] else match["number"]) if match else ""
    )
    return Designator((), (number,), (), (), Certainty.WORD, at, match.end()) if match else None
