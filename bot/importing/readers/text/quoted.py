"""The marks that mail programs put before each line of what they pass on: > 第一条."""

import re

_MARK = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)
_LINE = re.compile(r"^.*\S", re.MULTILINE)
_MOST = 0.5  # of the lines
_DEEPEST = 9  # times that a text was passed on


def without_marks_of_quotes(text: str) -> str:
    """A text without such a mark where most of its lines have one; as often as it was passed on."""
    for _ in range(_DEEPEST):
        if len(_MARK.findall(text)) <= _MOST * len(_LINE.findall(text)):
            break
        text = _MARK.sub("", text)
    return text
