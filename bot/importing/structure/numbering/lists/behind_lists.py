"""What stands behind the last item of a list and is for all: who breaks any of them, behind the one on scooters."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import Numbering, Style, joined
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.lists.leads import runs_of

_LISTS: set[Numbering] = {Style.FIGURE, Style.FIGURE_BRACKETED, Style.LETTER, Style.ROMAN}
_GOES_ON = re.compile(r"[:：；;，,、]$")
_BEGINS = re.compile(r"[A-Z“\"\u4e00-\u9fff]")
_IN_FORCE = re.compile(r"[本此以].{0,20}(?:施行|实施|執行|执行|生效)")
_MARK = re.compile(r"\[\d{1,3}\]")  # of a footnote
_FEWEST = 3  # items; two where the file says that their list has ended, and no other has more than its line


def behind_lists(scheme: Scheme, lines: Sequence[Line]) -> Mapping[int, int]:
    """The sentences on the line behind the last items, by these, where no other item has more than its line."""
    begun = sorted({*scheme.kept, *scheme.headings, len(lines)})
    found = dict[int, int]()
    runs = list(runs_of(scheme))
    are_all_lines = all(map(_are_lines, runs))
    for run in runs:
        last, behind = run[-1], run[-1] + 1
        has_ended = are_all_lines and behind < len(lines) and is_outside(last, behind, lines)
        is_list = scheme.style in _LISTS and len(run) >= _FEWEST - has_ended
        are_lines = _are_lines(run)
        opening = scheme.openings.get(behind)
        is_other = opening is not None and opening.style not in _LISTS  # told as left in the text
        is_behind = is_list and are_lines and behind not in begun and not is_other
        if is_behind and _is_for_all(lines[last], lines[behind]):
            found[last] = behind
    return found


def _are_lines(run: Sequence[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(run))


def is_outside(last: int, behind: int, lines: Sequence[Line]) -> bool:
    """Whether the file itself says that the list has ended."""
    return bool(lines[last].label) and (lines[behind].indent or 0.0) <= (lines[last].indent or 0.0)


def _is_for_all(last: Line, behind: Line) -> bool:
    if behind.table or behind.missing or behind.label or _GOES_ON.search(joined(last)):
        return False
    text = _MARK.sub("", joined(behind))
    return bool(_BEGINS.match(text)) and not is_like_title(text) and not _IN_FORCE.match(text)
