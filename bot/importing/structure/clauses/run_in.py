"""Titles on one line with the text behind them: set off in bold, or with nearly all clauses by the same sign."""

import re
from collections.abc import Mapping

from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Opening
from bot.importing.structure.numbering.found import Scheme

_BEHIND_LABEL = " .:：、"  # Section 1. Dogs.
_ENDS = ".:：。"  # what a bold title in a line ends with: **Never** lend is none
_SET_OFF = re.compile(r"\s{0,9}[.:：。—–]{1,2}\s{0,9}")  # or what follows one
_EAST = re.compile("[\u4e00-\u9fff]{2}")
_NONE = r"，。；：、,;:！？!?（）()【】\[\]《》\d"  # of these stands in a title
_COLON = re.compile(rf"(?P<title>[^\s{_NONE}]{{2,10}})[：:]\s*(?P<rest>.*)")
_COLON_AND_BLANK = re.compile(rf"(?P<title>[A-Z][^{_NONE}]{{1,40}}):\s+(?P<rest>\S.*)")
_DASH = re.compile(rf"(?P<title>[^{_NONE}—–]{{2,40}}?)\s?(?:——|(?<=\s)[—–](?=\s))\s*(?P<rest>\S.*)")
_DOT = re.compile(rf"(?P<title>[A-Z][^{_NONE}.]{{1,40}})\.\s+(?P<rest>[A-Z].*)")
_STOP = re.compile(rf"(?P<title>(?![请請须須应應要可必])[^\s{_NONE}不勿禁]{{2,8}})。(?P<rest>\S.*)")
_LISTS = re.compile("[下如以]列|[如以]下")
_SIGNS = (  # each with the share of the clauses that must have such a title, and the fewest of them
    (_COLON, 0.8, 3),
    (_COLON_AND_BLANK, 0.8, 3),
    (_DASH, 0.8, 3),
    (_DOT, 0.8, 3),
    (_STOP, 1.0, 5),  # 迟到。 may be a sentence
)


def led_in(line: Line, opening: Opening) -> tuple[str, str] | None:
    """Bold words behind the number that are set off like a title, and what follows: **2.1 Hours.** Staff work."""
    lead = line.lead.removeprefix(opening.label).strip().lstrip(_BEHIND_LABEL)
    title, rest = lead.rstrip(_ENDS), opening.rest.removeprefix(lead)
    is_apart = _SET_OFF.match(rest) or (_EAST.match(title) and rest[:1].isspace())
    if not (title != lead or is_apart) or not opening.rest.startswith(lead) or not is_like_title(title):
        return None
    set_off = _SET_OFF.match(rest) if title == lead else None
    rest = rest[set_off.end() if set_off else 0 :].strip()
    return (title, rest) if rest else None


def run_in_pattern(scheme: Scheme, openings: Mapping[int, Opening]) -> re.Pattern[str] | None:
    """How nearly all clauses have a title before their text on one line, if they do: 目的：…, Purpose. …."""
    rests = [rest for index in scheme.kept if (rest := openings[index].rest) and rest[-1] not in ":："]
    for pattern, share, fewest in _SIGNS:
        titles = [match["title"] for rest in rests if (match := pattern.fullmatch(rest))]
        if sum(map(may_run_in, titles)) >= max(fewest, share * len(rests)):
            return pattern
    return None


def runs_in(title: str) -> bool:
    """Whether words are a title where nearly all clauses have one such: Prohibited conduct. is no duty then."""
    return may_run_in(title) or (
        title.isascii() and is_like_title(title.strip()) and not says_something(title)
    )


def may_run_in(title: str) -> bool:
    """Whether these words before the sign are a title, and no sentence."""
    says = _LISTS.search(title) or says_something(title) or asks_something(title)
    return is_like_title(title.strip()) and not says
