"""Titles in bold before the text of a paragraph, without a number: **Showers.** All persons must shower."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import opening_of

_SIGN = re.compile(r"\s{0,3}[.:：。—–-]{1,2}\s{0,3}")
_ENDS = ".:：。—– "
_FEWEST = 3


def with_titles_apart(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with each such title on one of its own, where half of the paragraphs from the first on have one."""
    found = {at: apart for at, line in enumerate(lines) if (apart := _apart(line))}
    if len(found) < _FEWEST or 2 * len(found) < len(lines) - min(found):
        return lines
    return [each for at, line in enumerate(lines) for each in found.get(at, (line,))]


def _apart(line: Line) -> tuple[Line, Line] | None:
    """The title and the text; None for a line that is not divided so."""
    lead, text = line.lead.strip(), line.text.strip()
    is_bullet = not any(map(str.isalnum, line.label))
    if not lead or not text.startswith(lead) or not is_bullet or opening_of(line) or line.heading is not None:
        return None
    title = lead.rstrip(_ENDS)
    rest = text[len(lead) :]
    behind = _SIGN.match(rest) if title == lead else None
    rest = rest[behind.end() if behind else 0 :].strip()
    is_title = is_like_title(title) and not asks_something(title) and not says_something(title)
    if not is_title or not rest or (title == lead and not behind):
        return None
    return (
        replace(line, text=title, label="", bold=True, lead="", footnotes=()),
        replace(line, text=rest, label="", bold=False, lead="", is_apart=False),
    )
