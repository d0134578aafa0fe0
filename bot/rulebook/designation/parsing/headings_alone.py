"""Headings that are some only where nothing else is said: 表1, behind another 1节, and by their places.

Those are counted among their kind: 前两章, 最后一章, 倒数第二节, the last chapter, second part.
"""

import re
from collections.abc import Sequence

from bot.rulebook.designation.designators import Step
from bot.rulebook.designation.numerals import CHINESE_NUMERALS, ENGLISH_NUMERAL, figures_of
from bot.rulebook.designation.parsing.grammar import (
    ENGLISH_ORDINALS,
    HEADING_UNITS,
    HEADING_WORDS,
    SECTION_BELOW,
    TABLE,
)
from bot.rulebook.heading import HeadingKind

_NUMBER = rf"(?:[0-9]{{1,3}}|[{CHINESE_NUMERALS}]{{1,5}}+)"
_COUNTED = re.compile(  # not 前一章, which is the one before
    rf"(?:(?P<first>(?:最?前面?|[开開]?头|[开開]頭)的?(?![一1][章编篇节部]))|(?P<from_end>倒[数數]第)"
    rf"|(?P<last>(?:最[后後]面?|[末结結]尾|倒[数數])的?))[ ]?(?P<number>{_NUMBER})[ ]?"
    rf"(?P<unit>{'|'.join(HEADING_UNITS)})(?!课)"
    rf"|(?:(?P<worded>first|last|final)(?:[ ](?P<count>{ENGLISH_NUMERAL}|[0-9]{{1,3}}))?"
    rf"|(?P<nth>{'|'.join(ENGLISH_ORDINALS)}|[0-9]{{1,3}}(?:st|nd|rd|th)))[ ](?P<word>chapter|part)s?"
    r"(?![a-z])(?![ ]?[0-9(])",
    re.IGNORECASE,
)
_MOST = 30  # headings that are counted


def heading_alone(text: str, at: int, above: Sequence[Step]) -> tuple[Step, bool, int] | None:
    """The heading at a place of a folded text, whether it is sure to be one, and its end; `above` are named with it."""
    if match := TABLE.match(text, at):
        return Step(HeadingKind.TABLE, figures_of(match["number"])), True, match.end()
    counted, end = headings_counted(text, at)
    if len(counted) == 1:
        return counted[0], True, end
    match = SECTION_BELOW.match(text, at) if above else None
    number = figures_of(match["number"]) if match else ""
    return (Step(HeadingKind.SECTION, number), False, match.end()) if match and number else None


def headings_counted(text: str, at: int) -> tuple[tuple[Step, ...], int]:
    """Those that are named so at a place of a folded text, and where that ends; from the end they are -1, -2."""
    match = _COUNTED.match(text, at)
    if match is None:
        return (), at
    kind = HEADING_UNITS.get(match["unit"] or "") or HEADING_WORDS[match["word"].lower()]
    return tuple(Step(kind, str(number)) for number in _numbers(match)), match.end()


def _numbers(match: re.Match[str]) -> range:
    if match["nth"]:
        number = ENGLISH_ORDINALS.get(match["nth"].lower()) or int(match["nth"][:-2])
        return range(number, number + 1)
    count = min(int(figures_of(match["number"] or match["count"] or "1") or 0), _MOST)
    if match["first"] or (match["worded"] or "").lower() == "first":
        return range(1, count + 1)
    return range(-count, 1 - count if match["from_end"] else 0)
