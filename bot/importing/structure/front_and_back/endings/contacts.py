"""Whom to reach, below all else and apart from it: The secretary is …, E-mail: …, or Club • 3 Quay Street • Cork."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.endings.closing_words import is_said_below, says_how_to_reach
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import joined, opening_of

_SENTENCE_ENDS = re.compile(r"[。.!！][*_\"”’')）]{0,3}$")
_ANNOUNCED = re.compile(  # what the lines below belong to
    r"\b(?:call|contact|phone|telephone|reach|e-?mail|below|following|(?-i:these))\b|[联聯][系络絡繫]|拨打|撥打|电话|電話|[下如以]列|[如以]下",
    re.IGNORECASE,
)
_BESIDE_EACH_OTHER = re.compile(r"\s[·•|｜∙]\s")
_MANY_PIECES = 3  # beside each other: no rule is written so
_LONGEST = 80  # characters
_MOST = 8  # lines


def contacts_from(lines: Sequence[Line], end: int) -> int | None:
    """Where such lines begin that end here; None where a rule leads to them, or they are no paragraph of their own."""
    if end > 1 and _is_foot(lines[end - 1], above=lines[end - 2]):
        return end - 1
    start = next((at for at in range(end - 1, max(0, end - _MOST), -1) if lines[at].is_apart), 0)
    if not 0 < start < end - 1:
        return None
    above, first, *others = lines[start - 1 : end]
    are_contacts = all(says_how_to_reach(line.text) and _is_plain(line) for line in others)
    may_begin = (
        _is_plain(first) and first.text.strip()[-1:] not in {":", "："} and not asks_something(first.text)
    )
    return start if are_contacts and may_begin and _is_end(above) else None


def _is_foot(line: Line, above: Line) -> bool:
    """Whether it says beside each other who is to be reached where, or how old the document is, and nothing else."""
    pieces = _BESIDE_EACH_OTHER.split(line.text.strip())
    are_told = any(is_said_below(piece) or says_how_to_reach(piece) for piece in pieces)
    are_short = all(is_like_title(piece) and not asks_something(piece) for piece in pieces)
    is_apart = line.is_apart or len(pieces) >= _MANY_PIECES
    is_below_text = above.table is not None or _is_end(above)
    return len(pieces) > 1 and are_told and are_short and is_apart and is_below_text and _is_bare(line)


def _is_end(above: Line) -> bool:
    """Whether it ends a text, and does not lead to whom to reach."""
    return not _ANNOUNCED.search(above.text) and bool(_SENTENCE_ENDS.search(above.text.strip()))


def _is_bare(line: Line) -> bool:
    is_unmarked = not line.label and line.heading is None
    return is_unmarked and opening_of(Line(joined(line))) is None


def _is_plain(line: Line) -> bool:
    return not line.table and len(line.text) <= _LONGEST and _is_bare(line)
