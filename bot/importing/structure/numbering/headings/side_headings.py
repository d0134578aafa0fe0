"""Headings that nothing but their letters tells: bold, larger, capitals, each right above a number of the clauses."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.headings import (
    FoundHeading,
    heading_of,
    is_in_capitals,
    is_like_title,
    says_something,
)
from bot.importing.structure.lines.openings import Numbering, Opening, Style, joined
from bot.importing.structure.numbering.tops import tops_of
from bot.rulebook import HeadingKind

_CLAUSES = 20.0  # their rank; 1.1 and 1.1.1 are one and two behind
_HALF = 0.5  # of a rank
_FEWEST = 2
_IN_BRACKETS = ("（", "(", "【", "[")  # what a single clause is called
_Look = tuple[bool, float | None, bool]


def side_headings(
    style: Numbering, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> dict[int, FoundHeading]:
    """The titles between clauses of this style that are all set alike, and stand out; they head the next ones.

    All lines that are set so behind the first number are such titles: else it is stress, or what boxes are called.
    """
    numbered = [index for index, each in openings.items() if each.style == style]
    numbered += tops_of(lines, openings) if style is Style.LEVELS else []
    first = min(numbered, default=len(lines))
    usual = _usual(lines)
    alike = defaultdict[_Look, list[int]](list)
    for index in range(max(first - 1, 0), len(lines)):
        if _is_plain(lines[index], index, openings) and _stands_out(look := _look(lines[index]), usual):
            alike[look].append(index)
    found = {
        look: places for look, places in alike.items() if _head_clauses(places, lines, openings, {*numbered})
    }
    outwards = sorted(found, key=lambda look: look[1] or 0.0)  # the larger stand above
    return {
        index: FoundHeading(HeadingKind.OTHER, rank - outwards.index(look) / 10, "", title, title, index)
        for look, places in found.items()
        for rank in [_rank(style, [openings[index + 1] for index in places])]
        for index in [*_above_the_first(look, first, lines, openings), *places]
        for title in [" ".join(joined(lines[index]).split())]
    }


def _above_the_first(
    look: _Look, first: int, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> Iterator[int]:
    """The titles of this look further above the first number than the line before it: 考勤, and 打卡 below it."""
    for index in range(1, max(first - 1, 0)):  # the first line is the document's own title
        is_title = _is_plain(lines[index], index, openings) and is_like_title(joined(lines[index]))
        if is_title and _look(lines[index]) == look and not look[2]:  # who enacts it is in capitals as well
            yield index


def _usual(lines: Sequence[Line]) -> _Look:
    letters = Counter[_Look]({(False, None, False): 0})
    for line in lines:
        letters[_look(line)] += len(line.text)
    return letters.most_common(1)[0][0]


def _look(line: Line) -> _Look:
    """Bold, its size, and whether it is in capitals where it is plain otherwise."""
    return line.bold, line.size, is_in_capitals(line) and not line.bold


def _stands_out(look: _Look, usual: _Look) -> bool:
    is_larger = (look[1] or 0.0) > (usual[1] or 0.0)
    is_other = is_larger or look[0] > usual[0] or look[2] > usual[2]
    return is_other and (look[1] or 0.0) >= (usual[1] or 0.0)


def _is_plain(line: Line, index: int, openings: Mapping[int, Opening]) -> bool:
    is_text = not (line.table or line.missing or line.label or line.heading is not None)
    return is_text and index not in openings and heading_of(line) is None


def _head_clauses(
    places: Sequence[int], lines: Sequence[Line], openings: Mapping[int, Opening], numbered: set[int]
) -> bool:
    """Whether they are titles, each right above a clause; one above each clause would be what that is called."""
    texts = [joined(lines[index]) for index in places]
    are_titles = all(
        is_like_title(text) and not says_something(text) and not text.startswith(_IN_BRACKETS)
        for text in texts
    )
    heads = all(index + 1 in numbered and openings[index + 1].rest for index in places)
    return are_titles and heads and _FEWEST <= len(places) < len(numbered)


def _rank(style: Numbering, below: Sequence[Opening]) -> float:
    depth = min(len(each.number) for each in below) if style is Style.LEVELS else 0
    return _CLAUSES + depth - _HALF
