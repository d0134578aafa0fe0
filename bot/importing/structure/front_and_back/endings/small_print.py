"""What stands in smaller letters below all else: where to ask, a number of a register, when it is looked at again."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.openings import joined, opening_of

_SMALLER = 0.9  # of the usual size
_MOST = 2  # lines
_NOTE = re.compile(r"[*※[［①-⑳(（]|注|备注|附|说明|notes?\b", re.IGNORECASE)  # of what stands above


def small_print_from(lines: Sequence[Line]) -> int:
    """Where it begins; the end where there is none: a rule is none, nor what belongs to the table above it."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size or 0.0] += len(line.text)
    usual = max(letters, key=lambda size: letters[size], default=0.0)
    at = len(lines)
    while at and len(lines) - at <= _MOST and _is_small(lines[at - 1], usual):
        at -= 1
    is_below_text = 0 < at < len(lines) and lines[at - 1].size == usual and lines[at - 1].table is None
    return at if is_below_text and len(lines) - at <= _MOST else len(lines)


def _is_small(line: Line, usual: float) -> bool:
    text = joined(line).strip()
    is_plain = not line.label and not line.footnotes and opening_of(line) is None and not _NOTE.match(text)
    return is_plain and 0 < (line.size or 0.0) <= _SMALLER * usual and not asks_something(text)
