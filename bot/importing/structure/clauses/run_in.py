"""Titles on one line with the text behind them: set off by their look, by the same sign in all, or by capitals."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Opening, Style
from bot.importing.structure.lines.titles.title_case import main_words
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
_BEHIND_TITLE = r"\s+(?P<rest>[\"“‘(]?[A-Z\d][^a-z]{0,200}[a-z].*)"  # a sentence, not in capitals
_BEFORE_POINT = re.compile(rf"(?P<title>[A-Z][^.:]{{1,80}}(?::[^.:,]{{1,60}})?)\.{_BEHIND_TITLE}")
_BEFORE_COLON = re.compile(rf"(?P<title>[A-Z][^.:]{{1,80}}):{_BEHIND_TITLE}")
_SHORTENED = re.compile(r"\b(?:[A-Z]|[SJ]r|St|Mrs?|Ms|Dr|Prof|Nos?|Inc|Ltd|Co|Corp|Sec|Art|vs)$")
_FEWEST_NAMED = 3
_NEARLY_ALL = 0.8
_LONGEST_LEAD = 250  # characters of a bold title
_TWO_SENTENCES = re.compile(r"[。；！？]|[a-z]{3}\. [A-Z]")
_SIGNS = (  # each with the share of all clauses that must have such a title, and the fewest of them
    (_COLON, 0.8, 3),
    (_COLON_AND_BLANK, 0.8, 3),
    (_DASH, 0.8, 3),
    (_DOT, 0.8, 3),
    (_STOP, 1.0, 5),  # 迟到。 may be a sentence
)


def led_in(line: Line, opening: Opening, *, may_be_long: bool) -> tuple[str, str] | None:
    """Bold words behind the number that are set off like a title, and what follows: **2.1 Hours.** Staff work.

    They may be long where nearly all clauses have such a title.
    """
    lead = line.lead.removeprefix(opening.label).strip().lstrip(_BEHIND_LABEL)
    title, rest = lead.rstrip(_ENDS), opening.rest.removeprefix(lead)
    is_apart = _SET_OFF.match(rest) or (_EAST.match(title) and rest[:1].isspace())
    if (
        not (title != lead or is_apart)
        or not opening.rest.startswith(lead)
        or not (is_like_title(title) or (may_be_long and may_lead(title)))
    ):
        return None
    set_off = _SET_OFF.match(rest) if title == lead else None
    rest = rest[set_off.end() if set_off else 0 :].strip()
    return (title, rest) if rest else None


def may_lead(title: str) -> bool:
    """Whether bold words may be a title where nearly all clauses have a bold one: no sentence, or two."""
    return 0 < len(title) <= _LONGEST_LEAD and title[-1] not in _ENDS and not _TWO_SENTENCES.search(title)


def are_led_in(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> bool:
    """Whether nearly all clauses have bold words set off before their text."""
    led = sum(led_in(lines[at], openings[at], may_be_long=False) is not None for at in scheme.kept)
    return led >= max(_FEWEST_NAMED, _NEARLY_ALL * len(scheme.kept))


def run_in_patterns(scheme: Scheme, openings: Mapping[int, Opening]) -> dict[int, re.Pattern[str]]:
    """How clauses have a title before their text on one line (目的：…, Purpose. …), by the lines that may begin so.

    It is that of nearly all clauses, or of all that stand beside each other below one heading.
    """
    if pattern := _shared(scheme.kept, openings):
        return dict.fromkeys(scheme.kept, pattern)
    sisters = defaultdict[object, list[int]](list)
    for index in scheme.kept:
        number = openings[index].number[:-1] if scheme.style is Style.LEVELS else ()
        sisters[sum(heading < index for heading in scheme.headings), number].append(index)
    shared = ((each, _shared(each, openings, of_all=True)) for each in sisters.values())
    return {index: pattern for each, pattern in shared if pattern for index in each}


def _shared(
    clauses: Collection[int], openings: Mapping[int, Opening], *, of_all: bool = False
) -> re.Pattern[str] | None:
    rests = [rest for index in clauses if (rest := openings[index].rest) and rest[-1] not in ":："]
    for pattern, share, fewest in _SIGNS:
        titles = [match["title"] for rest in rests if (match := pattern.fullmatch(rest))]
        if sum(map(may_run_in, titles)) >= max(fewest, (1 if of_all else share) * len(rests)):
            return pattern
    return None


def named(rests: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What begins with a title in capitals that a sentence follows, each as title and text, where several do.

    A single word (Quorum. A third …) is one where half of all have a title.
    """
    found = {rest: split for rest in rests if (split := _split(rest))}
    sure = {rest for rest, (title, _) in found.items() if main_words(title) > 1}
    if len(sure) < _FEWEST_NAMED:
        return {}
    return {rest: split for rest, split in found.items() if rest in sure or 2 * len(found) >= len(rests)}


def _split(rest: str) -> tuple[str, str] | None:
    for match in (_BEFORE_POINT.fullmatch(rest), _BEFORE_COLON.fullmatch(rest)):
        if (
            match
            and main_words(title := match["title"])
            and may_run_in(title)
            and not _SHORTENED.search(title)
        ):
            return title, match["rest"]
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
