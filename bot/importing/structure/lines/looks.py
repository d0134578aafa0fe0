"""Headings that the file marks in its first part only: further down they are but printed like headings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import joined, opening_of

_FEWEST = 3  # headings, marked and unmarked: fewer are no habit


def with_headings_alike(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with titles in bold below the last marked heading marked as well, by the size of their letters.

    They are if they have as many sizes as there are levels above, the largest first, and no such title stands among
    the marked ones: there it would be a box, or words that somebody stressed.
    """
    marked = [at for at, line in enumerate(lines) if line.heading is not None]
    if len(marked) < _FEWEST:
        return lines
    titles = [at for at in range(marked[0], len(lines)) if _is_title(lines, at)]
    if len(titles) < _FEWEST or titles[0] < marked[-1]:
        return lines
    levels = _levels_of_sizes(lines, marked, titles)
    heads = {at: levels.get(lines[at].size or 0.0) for at in titles}
    return [replace(line, heading=heads.get(at, line.heading)) for at, line in enumerate(lines)]


def _levels_of_sizes(
    lines: Sequence[Line], marked: Sequence[int], titles: Sequence[int]
) -> Mapping[float, int]:
    """The level of each size; none where they do not answer each other."""
    used = [lines[at].heading or 0 for at in marked]
    is_title = used.count(used[0]) == 1 and used[0] == min(used)  # of the whole
    levels = sorted({*used[is_title:]})
    sizes = sorted({lines[at].size or 0.0 for at in titles}, reverse=True)
    if len(sizes) != len(levels) or (lines[titles[0]].size or 0.0) != sizes[0]:
        return {}
    if len(levels) == 1 and sizes[0] not in {
        lines[at].size for at in marked if lines[at].heading == levels[0]
    }:
        return {}
    return dict(zip(sizes, levels, strict=True))


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is one in bold, and what stands below it is not, or in smaller letters."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if not line.bold or line.heading is not None or below is None or not is_like_title(joined(line)):
        return False
    is_above = not below.bold or (line.size or 0.0) > (below.size or 0.0)
    return is_above and opening_of(line) is None
