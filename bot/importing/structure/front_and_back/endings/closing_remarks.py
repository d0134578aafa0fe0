"""What whoever made a handbook says to its readers below the last rule: 结语, A final word."""

import re
from collections.abc import Sequence

from bot.importing.source import Line
from bot.importing.structure.front_and_back.days import IN_FORCE
from bot.importing.structure.front_and_back.owner import owner_of
from bot.importing.structure.front_and_back.title import closed_up
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import joined, opening_of

_TITLE = re.compile(
    r"(?:结束?语|結束?語|[后後][记記]|尾[声聲]|[写寫]在最[后後]|最[后後]的[话話]"
    r"|(?:a )?(?:closing|final) (?:words?|remarks|thoughts|message|note)|afterword|epilogue|in closing)[:：]?",
    re.IGNORECASE,
)
_MOST = 20  # lines


def remarks_from(lines: Sequence[Line], end: int) -> int | None:
    """The title of such remarks that end here and ask nothing of anybody; None without them."""
    for at in range(end - 1, max(0, end - _MOST), -1):
        if _TITLE.fullmatch(closed_up(joined(lines[at]))) and lines[at].heading is None:
            return at if at + 1 < end else None
        if not _may_be_remark(lines[at]):
            return None
    return None


def _may_be_remark(line: Line) -> bool:
    text = joined(line)
    is_plain = not (line.table or line.label or line.heading or heading_of(line) or opening_of(line))
    tells_of_book = owner_of([text]) or any(told.search(text) for told in IN_FORCE)
    return is_plain and not tells_of_book and not asks_something(text)
