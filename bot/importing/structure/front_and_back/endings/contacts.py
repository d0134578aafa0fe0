"""Whom to reach, below all else and apart from it in a plain text: The secretary is …, E-mail: …, Tel.: …."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.endings.closing_words import says_how_to_reach
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.openings import joined, opening_of

_SENTENCE_ENDS = re.compile(r"[。.!！][*_\"”’')）]{0,3}$")
_ANNOUNCED = re.compile(  # what the lines below belong to
    r"\b(?:call|contact|phone|telephone|reach|e-?mail|below|following|these)\b|[联聯][系络絡繫]|拨打|撥打|电话|電話|[下如以]列|[如以]下",
    re.IGNORECASE,
)
_LONGEST = 80  # characters
_MOST = 8  # lines


def contacts_from(lines: Sequence[Line], end: int) -> int | None:
    """Where such lines begin that end here; None where a rule leads to them, or they are no paragraph of their own."""
    start = next((at for at in range(end - 1, max(0, end - _MOST), -1) if lines[at].is_apart), 0)
    if not 0 < start < end - 1:
        return None
    above, first, *others = lines[start - 1 : end]
    are_contacts = all(says_how_to_reach(line.text) and _is_plain(line) for line in others)
    is_led_to = _ANNOUNCED.search(above.text) or not _SENTENCE_ENDS.search(above.text.strip())
    may_begin = (
        _is_plain(first) and first.text.strip()[-1:] not in {":", "："} and not asks_something(first.text)
    )
    return start if are_contacts and may_begin and not is_led_to else None


def _is_plain(line: Line) -> bool:
    return (
        not line.table
        and not line.label
        and len(line.text) <= _LONGEST
        and opening_of(Line(joined(line))) is None
    )
