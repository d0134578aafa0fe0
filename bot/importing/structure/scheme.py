"""How a document numbers its clauses, told by counts, and which of the numbers at the start of lines are theirs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.importing.source import Line
from bot.importing.structure.headings import (
    FoundHeading,
    heading_of,
    is_like_title,
    marked_heading,
    ranks_of_marks,
)
from bot.importing.structure.openings import Opening, Style
from bot.importing.structure.sequence import Candidate, Kept, best_sequence
from bot.rulebook import HeadingKind

_FEWEST = 3  # numbers that make a scheme
_WEIGHTS = {  # 条 number nothing else, 一、 items as well
    Style.ARTICLE: 2.0,
    Style.LEVELS: 1.0,
    Style.SECTION: 1.0,
    Style.LATIN_ARTICLE: 0.9,
    Style.HAN: 0.5,
}


@dataclass(frozen=True)
class Scheme:
    """`style` is None where headings alone divide the text.

    `kept` are the lines at which numbered clauses begin, `headings` those that stand above them.
    """

    style: Style | None
    kept: Mapping[int, Kept]
    headings: Mapping[int, FoundHeading]


def scheme_of(lines: Sequence[Line], openings: Mapping[int, Opening]) -> Scheme | None:
    """The scheme of a document; None where nothing divides it for sure."""
    counts = Counter(opening.style for opening in openings.values() if opening.is_sure)
    for style in sorted(_WEIGHTS, key=lambda each: -counts[each] * _WEIGHTS[each]):
        if counts[style] >= _FEWEST and _divides(style, lines, openings):
            scheme = _numbered(style, lines, openings)
            if len(scheme.kept) >= _FEWEST:
                return scheme
    headings = _marked(lines)
    if len(headings) >= _FEWEST:
        return Scheme(None, {}, headings)
    scheme = _numbered(Style.FIGURE, lines, openings)
    return scheme if _is_plain_list(scheme, lines, counts[Style.FIGURE]) else None


def _numbered(style: Style, lines: Sequence[Line], openings: Mapping[int, Opening]) -> Scheme:
    """The best sequence of numbers of this style; under a heading they may begin anew."""
    headings = _headings(style, lines, openings)
    tops = _tops(lines, openings) if style is Style.LEVELS else {}
    candidates, scope = list[Candidate](), 0
    for index in range(len(lines)):
        scope += index in headings
        opening = openings.get(index)
        if opening and (opening.style is style or index in tops):
            candidates.append(Candidate(index, opening.number, tops.get(index, opening.is_sure), scope))
    kept = {each.candidate.index: each for each in best_sequence(candidates)}
    return Scheme(style, kept, {index: each for index, each in headings.items() if index not in kept})


def _headings(
    style: Style, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> dict[int, FoundHeading]:
    """The headings that may stand above clauses of this style, but for the document's title."""
    own = {Style.SECTION: {HeadingKind.SECTION}, Style.LATIN_ARTICLE: {HeadingKind.ARTICLE}}.get(style, set())
    of_style = [index for index, opening in openings.items() if opening.style is style]
    deepest = min((level for index in of_style if (level := lines[index].heading)), default=10)
    ranks = ranks_of_marks(lines)
    found = dict[int, FoundHeading]()
    for index, line in enumerate(lines):
        heading = heading_of(line)
        above = found.get(index - 1)
        if above and above.number and not above.title and heading and not heading.number:
            continue  # it is the title of the heading on the line before
        if heading and heading.kind not in own:
            found[index] = replace(heading, at=index)
            continue
        is_above = line.heading is not None and line.heading < deepest and index not in of_style
        if is_above and (marked := marked_heading(line, ranks[line.heading or 0])):
            found[index] = replace(marked, at=index)
    return _without_title(found, lines, min(of_style, default=0))


def _without_title(
    headings: dict[int, FoundHeading], lines: Sequence[Line], first: int
) -> dict[int, FoundHeading]:
    """The headings without that of the whole document: the one at the top of its level."""
    top = min((level for index in headings if (level := lines[index].heading) is not None), default=0)
    tops = [index for index in headings if lines[index].heading == top]
    if len(tops) == 1 and tops[0] < first and tops[0] == min(headings) and not headings[tops[0]].number:
        del headings[tops[0]]
    return headings


def _marked(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    marked = ((index, marked_heading(line, float(line.heading or 0))) for index, line in enumerate(lines))
    return {index: replace(heading, at=index) for index, heading in marked if heading}


def _tops(lines: Sequence[Line], openings: Mapping[int, Opening]) -> dict[int, bool]:
    """The lines 1. that may head 1.1, and whether that is sure: 1.1 comes next, or the file marks them as headings."""
    tops, run = dict[int, bool](), list[int]()
    for index, opening in sorted(openings.items()):
        if opening.style is Style.FIGURE:
            run.append(index)
        elif opening.style is Style.LEVELS:
            tops |= _tops_of_run(run, lines, openings, opening.number[0], is_start=not tops)
            run = []
    return tops | _tops_of_run(run, lines, openings, 0, is_start=False)


def _tops_of_run(
    run: Sequence[int], lines: Sequence[Line], openings: Mapping[int, Opening], below: int, *, is_start: bool
) -> dict[int, bool]:
    sure = {index for index in run if openings[index].number == (below,)}
    sure = {max(sure)} if sure else set()
    sure |= {index for index in run if lines[index].heading is not None}
    is_list = not is_start and any(openings[index].number == (1,) for index in set(run) - sure)
    may_be = set() if is_list else {index for index in run if is_like_title(openings[index].rest)}
    return {index: index in sure for index in run if index in sure | may_be}


def _divides(style: Style, lines: Sequence[Line], openings: Mapping[int, Opening]) -> bool:
    """Whether it divides the whole: 一、 may also number items in some of the sections that the file marks."""
    own = [index for index, opening in openings.items() if opening.style is style]
    marked = [index for index, line in enumerate(lines) if line.heading is not None and index not in openings]
    return style is not Style.HAN or len(own) > len(marked) or any(lines[index].heading for index in own)


def _is_plain_list(scheme: Scheme, lines: Sequence[Line], numbers: int) -> bool:
    """Whether 1. 2. 3. are the clauses: a single list from the top, and no other beside or in it."""
    kept = scheme.kept
    return len(kept) >= _FEWEST and len(kept) == numbers and min(kept) <= _FEWEST + len(lines) // 10
