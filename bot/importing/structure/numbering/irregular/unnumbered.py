"""Articles whose number was never filled in: 第n条, 第○条, 第  条."""

import re
from collections.abc import Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.openings import Opening, Style, joined
from bot.importing.structure.numbering.sequence import Candidate, Join, Kept

_UNNUMBERED = re.compile(
    r"(?P<label>第(?:\s{0,3}[nNxX×_＿○〇◯●△□*＊]{1,4}\s{0,3}|\s{1,9})[条條])(?=[\s:：、.．（(【]|$)[:：、.．]?(?P<rest>.*)",
    re.DOTALL,
)
_KEY = "N"


def unnumbered_openings(lines: Sequence[Line]) -> dict[int, Opening]:
    """The lines that begin so, apart from what follows; they have no number, and all the same key."""
    found = {
        index: match
        for index, line in enumerate(lines)
        if not line.table and (match := _UNNUMBERED.match(joined(line)))
    }
    return {
        index: Opening(Style.ARTICLE, (), _KEY, match["label"], match["rest"].strip(), is_sure=True)
        for index, match in found.items()
    }


def unnumbered_among(openings: Mapping[int, Opening], kept: Mapping[int, Kept], end: int) -> dict[int, Kept]:
    """Those behind the first article that has a number, if one has: none of them counts."""
    first = min(kept, default=-1)
    return {
        index: Kept(Candidate(index, (), is_sure=True), Join.UNNUMBERED)
        for index, opening in openings.items()
        if not opening.number and first < index < end
    }
