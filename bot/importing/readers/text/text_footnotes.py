"""Footnotes that are typed: [1] in a line, and the same number before a note below the whole text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.importing.source import Line

_NOTE = re.compile(r"(?P<mark>\[\d{1,3}\]|【\d{1,3}】|〔\d{1,3}〕)\s{0,9}\S.*", re.DOTALL)
_TITLE = re.compile(r"(?:(?:foot|end)?notes|[脚附]?注|注[释釋解])[:：]?", re.IGNORECASE)  # of all of them
_MOST_BELOW = 3  # lines below the notes: who issued the text, whom to call


def with_footnotes_at_marks(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with each note behind the one that has its mark; as they are where a note has no mark, or several."""
    end = len(lines)
    while end > max(0, len(lines) - _MOST_BELOW) and not _NOTE.fullmatch(lines[end - 1].text.strip()):
        end -= 1
    notes = list[re.Match[str]]()
    for line in reversed(lines[:end]):
        if line.table or not (note := _NOTE.fullmatch(line.text.strip())):
            break
        notes.insert(0, note)
    body = list(lines[: end - len(notes)])
    for note in notes:
        marked = [index for index, line in enumerate(body) if note["mark"] in line.text]
        if len(marked) != 1:
            return lines
        at = marked[0]
        body[at] = replace(body[at], footnotes=(*body[at].footnotes, note.group()))
    if body and notes and _TITLE.fullmatch(body[-1].text.strip()):
        body.pop()
    return [*body, *lines[end:]] if notes else lines
