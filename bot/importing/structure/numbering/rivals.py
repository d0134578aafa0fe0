"""Whether a list was taken for the clauses: numbers of another style go on before it and behind it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.openings import Opening, Style, bracketed_lines
from bot.importing.structure.numbering.scheme import Scheme

_LISTS = {
    Style.LEVELS,
    Style.HAN,
    Style.FIGURE,
    Style.FIGURE_BRACKETED,
    Style.ROMAN,
    Style.LETTER,
}  # what numbers items as well: 第一条 and Section 1 say what they are


def is_list_within(scheme: Scheme, lines: Sequence[Line], openings: Mapping[int, Opening]) -> bool:
    """Whether more numbers of another style than the scheme has stand before its clauses and behind their first."""
    if scheme.style not in _LISTS:
        return False
    others = defaultdict[Style, set[int]](set)
    others[Style.BRACKETED] |= set(bracketed_lines(lines))
    for index, opening in openings.items():
        others[opening.style].add(index)
    first = min(scheme.kept)
    taken = scheme.kept.keys() | scheme.headings.keys()
    return any(
        len(places) > len(scheme.kept) and min(places) < first < max(places)
        for style, found in others.items()
        if style is not scheme.style and (places := found - taken)
    )
