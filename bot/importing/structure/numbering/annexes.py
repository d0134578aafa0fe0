"""Annexes are numbered in their own way: what counts from one in them divides them, whatever divides the rules."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.forms import counted_lines
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import Numbering, Opening, Style, joined
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.sequence import Candidate, Join, Kept
from bot.rulebook import HeadingKind

_GOES_ON = re.compile("[；;，、,]$")
_FEWEST = 3  # numbers
_BEGIN_WITHIN = 2  # lines: the annex may have its title on a line of its own


def with_annexes(scheme: Scheme, lines: Sequence[Line]) -> Scheme:
    """The scheme with the clauses of annexes that hold none of its own and nothing else that divides them."""
    annexes = [index for index, each in scheme.headings.items() if each.kind is HeadingKind.ANNEX]
    kept, openings = dict(scheme.kept), dict(scheme.openings)
    for start, end in pairwise([*sorted(annexes), len(lines)]):
        if not any(start < index < end for index in (*scheme.kept, *scheme.headings)):
            found = _numbered_from_one(lines, scheme.openings, start + 1, end)
            openings |= found
            kept |= {
                at: Kept(Candidate(at, each.number, is_sure=True), Join.NEXT) for at, each in found.items()
            }
    return replace(scheme, kept=dict(sorted(kept.items())), openings=openings)


def _numbered_from_one(
    lines: Sequence[Line], openings: Mapping[int, Opening], start: int, end: int
) -> Mapping[int, Opening]:
    """The lines with the first numbers that count from one to their last in these lines."""
    known = {index: openings[index] for index in range(start, end) if index in openings}
    forms: dict[Numbering, dict[int, Opening]] = {}
    for index, opening in known.items():
        forms.setdefault(opening.style, {})[index] = opening
    for form, its in counted_lines(
        lines[start:end], {index - start: each for index, each in known.items()}
    ).items():
        forms[form] = {index + start: each for index, each in its.items()}
    counted = [
        its
        for its in forms.values()
        if [each.number for each in its.values()] == [(at,) for at in range(1, len(its) + 1)]
        and len(its) >= _FEWEST
        and min(its) < start + _BEGIN_WITHIN
        and not _is_list(its, lines[start : min(its)])
    ]
    return min(counted, key=min, default={})


def _is_list(numbered: Mapping[int, Opening], above: Sequence[Line]) -> bool:
    """Whether a sentence above leads to parts of sentences: 逐项巡查。, and 1）水电；, 2）门窗。 below it."""
    is_led = any(not is_like_title(joined(line)) for line in above)
    first = next(iter(numbered.values()))
    return is_led and first.style is not Style.HAN and bool(_GOES_ON.search(first.rest))
