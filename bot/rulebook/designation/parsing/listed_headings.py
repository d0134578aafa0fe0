"""Several headings that are named together: 第二、三章, 第二至四章, Parts I and II."""

from collections.abc import Sequence

from bot.rulebook.designation.designators import Step
from bot.rulebook.designation.numerals import figures_of
from bot.rulebook.designation.parsing.grammar import (
    HEADING_PLURALS,
    HEADING_UNITS,
    HEADING_WORDS,
    HEADINGS,
    HEADINGS_ALONE,
    HEADINGS_WORD,
    HEADINGS_WORD_ALONE,
    JOINED,
    LISTED_HEADING,
    WORD_JOIN,
)
from bot.rulebook.designation.parsing.headings_alone import headings_counted
from bot.rulebook.designation.parsing.named_parts import is_range

_SEVERAL = 2
_MOST = 30  # headings of a range


def headings_listed(text: str, at: int, *, alone: bool) -> tuple[tuple[Step, ...], int]:
    """The headings that are named at a place of a folded text, and where that ends; none where it is not several.

    `alone`: nothing else is said, so that 三、四章 and Part I and II are some.
    """
    match = HEADINGS.match(text, at) or (HEADINGS_ALONE.match(text, at) if alone else None)
    if match:
        pieces = JOINED.split(match["numbers"])
        numbers = [figures_of(piece.lstrip("第 ")) for piece in pieces[::2]]
        kind, signs, end = HEADING_UNITS[match["unit"]], pieces[1::2], match.end()
    elif match := HEADINGS_WORD.match(text, at):
        kind = HEADING_PLURALS[match["word"].lower()]
        numbers, signs, end = _worded(text, match.end())
    elif alone and (match := HEADINGS_WORD_ALONE.match(text, at)):
        kind = HEADING_WORDS[match["word"].lower()]
        numbers, signs, end = _worded(text, match.end())
        if len(numbers) < _SEVERAL:
            return (), at
    else:
        several, end = headings_counted(text, at) if alone else ((), at)
        return (several, end) if len(several) >= _SEVERAL else ((), at)
    return tuple(Step(kind, number) for number in _counted(numbers, signs)), end


def _worded(text: str, at: int) -> tuple[list[str], list[str], int]:
    """I, II and IV: the numbers, what stands between them, and where that ends."""
    numbers, signs, end = list[str](), list[str](), at
    while listed := LISTED_HEADING.match(text, at):
        numbers, end = [*numbers, figures_of(listed["number"])], listed.end()
        joined = WORD_JOIN.match(text, end)
        if joined is None or not LISTED_HEADING.match(text, joined.end()):
            break
        signs, at = [*signs, joined[0]], joined.end()
    return numbers, signs, end


def _counted(numbers: Sequence[str], signs: Sequence[str]) -> Sequence[str]:
    """The numbers that are named, with those between the ends of a range; none where one is no number."""
    if "" in numbers:
        return ()
    found = [*numbers[:1]]
    for sign, number in zip(signs, numbers[1:], strict=True):
        if is_range(sign) and number.isdecimal() and found[-1].isdecimal():
            found += map(str, range(int(found[-1]) + 1, min(int(number), int(found[-1]) + _MOST)))
        found.append(number)
    return found
