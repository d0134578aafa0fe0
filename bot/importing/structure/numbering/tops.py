"""Which lines 1. head 1.1: they are of the levels then, and no items of a list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import Opening, Style, joined

_ENDS_SENTENCE = re.compile("[。；;]$")
_NAMED = {Style.ARTICLE, Style.SECTION, Style.LATIN_ARTICLE}
_LEVELS = 2  # of 1.1


def tops_of(lines: Sequence[Line], openings: Mapping[int, Opening]) -> dict[int, bool]:
    """The lines 1. that may head 1.1, and whether that is sure: 1.1 comes next, or the file marks them as headings."""
    if figures := _figures_above(openings) or _figures_above(_with_brackets_as_points(openings)):
        return dict.fromkeys(figures, True)
    tops, run = dict[int, bool](), list[int]()
    for index, opening in sorted(openings.items()):
        if opening.style is Style.FIGURE and len(opening.number) == 1:
            run.append(index)
        elif opening.style is Style.LEVELS:
            is_headed = bool(run) and any(heading_of(line) for line in lines[run[-1] + 1 : index])
            below = 0 if is_headed else opening.number[0]
            tops |= _tops_of_run(run, lines, openings, below, is_start=not tops)
            run = []
    return tops | _tops_of_run(run, lines, openings, 0, is_start=False)


def _figures_above(openings: Mapping[int, Opening]) -> list[int]:
    """The lines 1. 2. 3. where they count through the whole, and 2.1 stands below 2. only: sentences, too, are tops.

    A section that has 2.1 may have no line of its own: 1., 2.1, 2.2, 3.
    """
    figures, last = list[int](), 0
    for index, opening in sorted(openings.items()):
        is_figure, number = opening.style is Style.FIGURE and len(opening.number) == 1, opening.number
        if is_figure:
            figures.append(index)
        if is_figure or (opening.style is Style.LEVELS and number == (last + 1, 1) and figures):
            last += 1
        if opening.style in {Style.FIGURE, Style.LEVELS} and number[0] != last:
            return []
    return figures


def _with_brackets_as_points(openings: Mapping[int, Opening]) -> Mapping[int, Opening]:
    """Where nothing is numbered 1., 1) as that: above 3.1 may stand 3)."""
    has_points = any(opening.style is Style.FIGURE for opening in openings.values())
    return {
        index: replace(opening, style=Style.FIGURE) if opening.style is Style.FIGURE_BRACKETED else opening
        for index, opening in openings.items()
        if not has_points
    }


def have_sections_without_line(openings: Mapping[int, Opening]) -> bool:
    """Whether 3. comes next to 1., with 2.1 between: it is of the levels, and 2.1 no text of 1."""
    numbers = [openings[index].number[0] for index in _figures_above(openings)]
    return len(numbers) < max(numbers, default=0)


def stand_below_articles(lines: Sequence[Line], openings: Mapping[int, Opening]) -> bool:
    """Whether 1.1 and 1.2 have the number of the Article above them, and head a text each: however few do."""
    top, below = -1, 0
    for index, opening in sorted(openings.items()):
        if opening.style in _NAMED:
            top = index
        elif opening.style is Style.LEVELS and len(opening.number) == _LEVELS:
            if (
                top < 0
                or opening.number[:1] != openings[top].number
                or not _heads_text(index, top, lines, openings)
            ):
                return False
            below += 1
    return below > 1


def _heads_text(index: int, top: int, lines: Sequence[Line], openings: Mapping[int, Opening]) -> bool:
    """Whether a line is marked as a heading below that of the Article, or is a title with a text below, as that is."""
    if lines[index].heading is not None or lines[top].heading is not None:
        return (lines[index].heading or 0) > (lines[top].heading or 0)
    text = joined(lines[index + 1]) if index + 1 < len(lines) and index + 1 not in openings else ""
    are_titles = is_like_title(openings[index].rest) and is_like_title(openings[top].rest)
    return are_titles and bool(text) and not is_like_title(text)


def _tops_of_run(
    run: Sequence[int], lines: Sequence[Line], openings: Mapping[int, Opening], below: int, *, is_start: bool
) -> dict[int, bool]:
    sure = {
        index
        for index in run
        if openings[index].number == (below,) and not _ENDS_SENTENCE.search(openings[index].rest)
    }
    sure = {max(sure)} if sure else set()
    sure |= {index for index in run if lines[index].heading is not None}
    is_list = not is_start and any(openings[index].number == (1,) for index in set(run) - sure)
    may_be = set() if is_list else {index for index in run if is_like_title(openings[index].rest)}
    return {index: index in sure for index in run if index in sure | may_be}
