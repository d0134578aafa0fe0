"""What an empty page, or the rest of one, says of itself: this page is intentionally left blank, 本页空白."""

import re

from bot.importing.source import Line

_SAYS_SO = re.compile(
    r"[\[(（【《<*—–-]{0,3}\s?(?:(?:(?:the (?:rest|remainder) of )?this )?page (?:has been |is |was )?"
    r"(?:intentionally|deliberately|purposely) (?:left )?blank|intentionally (?:left )?blank(?: page)?|blank page"
    r"|[本此](?:[页頁](?:以下)?|[面處处])(?:[为為是]|故意|有意|特意){0,2}(?:空白[页頁]?|留白|留空)|以下(?:为|為)?空白)[.。]?\s?[\])）】》>*—–-]{0,3}",
    re.IGNORECASE,
)


def is_blank_page(line: Line) -> bool:
    """Whether it says of its page that nothing stands there."""
    return not line.table and bool(_SAYS_SO.fullmatch(line.text.strip()))
