"""Whether a list was taken for the clauses: numbers of another style go on around it, or have none below them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.numbered_lines import bracketed_lines
from bot.importing.structure.lines.openings import ITEMS, Form, Numbering, Style
from bot.importing.structure.numbering.found import Scheme

_HAN = {Style.HAN, Style.BRACKETED}
_ABOVE: Mapping[
    Numbering, set[Style]
] = {  # what each number may stand below; 一、, 1.1 and 第一条 are nobody's items
    Style.LEVELS: _HAN,  # A1
    Style.ROMAN: _HAN,
    Style.LETTER: _HAN,
    Style.FIGURE: {*_HAN, Style.LEVELS},
    Style.FIGURE_BRACKETED: {*_HAN, Style.LEVELS, Style.FIGURE},
}

_NEARLY_ALL = 0.8


def are_items(scheme: Scheme, above: Scheme, lines: Sequence[Line]) -> bool:
    """Whether 1. 2. 3. that nothing marks stand below some 一、 or 1.1 of another scheme only: a few have items."""
    is_marked = any(lines[index].heading is not None for index in scheme.kept)
    if is_marked or not _may_be_items(scheme.style, above.style):
        return False
    pairs = [*pairwise([*sorted(above.kept), len(lines)])]
    innermost = [
        (start, end)
        for start, end in pairs
        if end == len(lines) or len(above.openings[end].number) <= len(above.openings[start].number)
    ]
    below = sum(any(start < at < end for at in scheme.kept) for start, end in innermost)
    return below < _NEARLY_ALL * len(innermost)


def _may_be_items(style: Numbering | None, above: Numbering | None) -> bool:
    if above is Style.LEVELS and isinstance(style, Form):
        return style.levels == 1 and style.lead in {"(", "（"} and style.trail in {")", "）"}
    return above is Style.HAN and style in ITEMS


def is_list_within(scheme: Scheme, lines: Sequence[Line]) -> bool:
    """Whether more numbers of a style above it than the scheme has stand before its clauses and behind their first."""
    openings = scheme.openings
    above = _ABOVE.get(scheme.style, set()) if scheme.style else set()
    if not above or (openings[min(scheme.kept)].label[0].isdecimal() and scheme.style is Style.LEVELS):
        return False
    others = defaultdict[Numbering, set[int]](set)
    others[Style.BRACKETED] |= set(bracketed_lines(lines))
    for index, opening in openings.items():
        others[opening.style].add(index)
    first = min(scheme.kept)
    taken = scheme.kept.keys() | scheme.headings.keys()
    return any(
        len(places) > len(scheme.kept) and min(places) < first < max(places)
        for style, found in others.items()
        if style in above and (places := found - taken)
    )
