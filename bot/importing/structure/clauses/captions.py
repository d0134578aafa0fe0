"""What clauses are called by the lines right above their numbers: （目的）, 事務所, or a heading of one clause."""

import re
from bisect import bisect
from collections.abc import Collection, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.headings import is_large_title, is_like_title, says_something
from bot.importing.structure.lines.openings import Style, joined, opening_of
from bot.importing.structure.numbering.found import Scheme
from bot.rulebook import HeadingKind

_CAPTION = re.compile(r"[（(【](?P<title>[^（）()【】\d]{2,40})[）)】]")
_FEWEST = 3
_LONGEST_NAME = 20  # characters
_MOST = 0.8


def headings_of_one(scheme: Scheme, untitled: Collection[int]) -> dict[int, str]:
    """The headings that are but the titles of the clauses right below them, where nearly all of the lowest level are.

    Each of these has no number and holds a single clause, one of the `untitled`; their numbers go on across them. One
    that holds more stays a heading.
    """
    titles = {
        at: each.rank
        for at, each in scheme.headings.items()
        if each.kind is HeadingKind.OTHER and not each.number and is_large_title(each.printed)
    }
    lowest = max(titles.values(), default=0.0)
    of_level = [at for at, each in scheme.headings.items() if each.rank == lowest]
    kept, others = sorted(scheme.kept), sorted(scheme.headings)
    found = [at for at in of_level if at in titles and at + 1 in untitled and _holds_one(at, kept, others)]
    firsts = sum(scheme.openings[at + 1].number[-1:] == (1,) for at in found)
    are_titles = len(found) >= max(_FEWEST, _MOST * len(of_level)) and 2 * firsts <= len(found)
    return {at: scheme.headings[at].printed for at in found} if are_titles else {}


def _holds_one(heading: int, kept: Sequence[int], headings: Sequence[int]) -> bool:
    following = bisect(headings, heading)
    end = headings[following] if following < len(headings) else None
    return (bisect(kept, end) if end is not None else len(kept)) - bisect(kept, heading) == 1


def captions(lines: Sequence[Line], scheme: Scheme) -> dict[int, str]:
    """The titles in brackets on the lines before clauses, where most have one: （適用範囲）."""
    if scheme.style is not Style.ARTICLE:
        return {}
    found = {
        index - 1: match["title"]
        for index in scheme.kept
        if index - 1 not in scheme.headings
        and index
        and (match := _CAPTION.fullmatch(lines[index - 1].text.strip()))
    }
    return found if len(found) * 2 >= len(scheme.kept) else _plain_captions(lines, scheme)


def _plain_captions(lines: Sequence[Line], scheme: Scheme) -> dict[int, str]:
    """The titles without brackets there, where nearly all have one, the first too: 事務所, and below it 第2条."""
    taken = scheme.kept.keys() | scheme.headings.keys()
    found = {
        index - 1: title
        for index in scheme.kept
        if index > 1 and index - 1 not in taken and (title := _name_on(lines[index - 1]))
    }
    are_all = len(found) >= max(_FEWEST, _MOST * len(scheme.kept)) and min(scheme.kept) - 1 in found
    return found if are_all else {}


def _name_on(line: Line) -> str:
    """What stands alone on a line and may be the name of the clause below; "" for a number, or a sentence."""
    text = joined(line).strip()
    is_name = is_like_title(text) and not says_something(text) and not opening_of(line)
    return text if is_name and not (line.table or line.label) and len(text) <= _LONGEST_NAME else ""
