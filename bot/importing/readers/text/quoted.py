"""The marks that mail programs put before each line of what they pass on: > 第一条."""

import re

from bot.importing.source import Line
from bot.importing.structure.lines.openings import opening_of

_MARK = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_FEWEST = 3  # lines
_HALF = 0.5
_DEEPEST = 9  # times that a text was passed on


def without_marks_of_quotes(text: str) -> str:
    """A text without such a mark where most of its lines have one, or all that are numbered; however often it has."""
    for _ in range(_DEEPEST):
        lines = [line for line in text.splitlines() if line.strip()]
        others = [line for line in lines if not _MARK.match(line)]
        marked = len(lines) - len(others)
        is_numbered = any(opening_of(Line(line.strip())) for line in others)
        if marked < _FEWEST or (marked <= _HALF * len(lines) and is_numbered):
            break
        text = _MARK.sub("", text)
    return text
