"""What clauses are called where those beside them tell: titles that are long or have signs of sentences, questions."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Opening, joined
from bot.importing.structure.lines.titles.title_case import main_words
from bot.importing.structure.numbering.found import Scheme

_ASKED = re.compile(r"(?P<title>(?:[^?？。]{1,200}[?？]\s{0,9}){1,3})(?P<rest>.*)", re.DOTALL)
_AND_SO_ON = re.compile(r",?\s?\betc\.?$", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•●■▪◆➢*·–—-]|\(?[a-z\d]{1,3}[.)])\s{0,9}(?P<text>.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z\"“‘'].*[.;:!?][\"”’')]?$", re.DOTALL)
_MOST = 0.8
_FEWEST = 3
_LONGEST = 120  # characters
_Look = tuple[bool, float | None, int | None]


def asked(scheme: Scheme, openings: Mapping[int, Opening]) -> dict[int, tuple[str, str]]:
    """The questions, each with what stands behind it, where nearly all clauses begin with one."""
    found = {index: match for index in scheme.kept if (match := _ASKED.fullmatch(openings[index].rest))}
    if len(found) < max(_FEWEST, _MOST * len(scheme.kept)):
        return {}
    return {index: (match["title"].strip(), match["rest"].strip()) for index, match in found.items()}


def titled_as_sisters(
    lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme
) -> dict[int, str]:
    """The titles that look like sentences (Pumps. Tanks; Designation; citation), where those beside them are titles.

    Where most are, they are set as these and not as the text below; where nearly all are, capitals tell as well.
    """
    above = [index for index in scheme.kept if _has_text(index, lines, scheme)]
    if _are_above_sentences(above, lines, openings):
        return {index: openings[index].rest for index in above}
    named = [index for index in above if _is_title(openings[index].rest)]
    looks = Counter(_look(lines[index]) for index in named)
    texts = {_look(lines[index + 1]) for index in named}
    own = {look for look, count in looks.items() if count >= _MOST * len(named)} - texts
    are_titles = len(named) >= _MOST * len(above)
    if len(named) < max(_FEWEST, len(above) / 2):
        return {}
    return {
        index: rest
        for index in above
        if not is_like_title(rest := openings[index].rest)
        and len(rest) <= _LONGEST
        and not (says_something(rest) or asks_something(rest))
        and (_look(lines[index]) in own or (are_titles and _is_like_one(rest)))
    }


def led_to_lists(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> set[int]:
    """The clauses whose words go on in the items of a list: 6.9 The members of the board, and below it • keep … .

    They would be titles, were not most of the clauses beside them sentences.
    """
    depths = Counter(len(openings[index].number) for index in scheme.kept)
    named = Counter(len(openings[index].number) for index in scheme.kept if _is_title(openings[index].rest))
    return {
        index
        for index in scheme.kept
        for depth in [len(openings[index].number)]
        if 2 * named[depth] < depths[depth]
        and index + 1 < len(lines)
        and (item := _ITEM.match(joined(lines[index + 1])))
        and item["text"][:1].islower()
    }


def _are_above_sentences(
    above: Sequence[int], lines: Sequence[Line], openings: Mapping[int, Opening]
) -> bool:
    """Whether each stands without a point above a text that has its own: We will not hide what is broken."""
    return len(above) >= _FEWEST and all(
        (rest := openings[index].rest)
        and len(rest) <= _LONGEST
        and rest[-1].isalnum()
        and _SENTENCE.match(joined(lines[index + 1]))
        for index in above
    )


def _has_text(index: int, lines: Sequence[Line], scheme: Scheme) -> bool:
    below = index + 1
    return below < len(lines) and bool(lines[below].text) and below not in {*scheme.kept, *scheme.headings}


def _is_title(rest: str) -> bool:
    return is_like_title(_AND_SO_ON.sub("", rest)) and not says_something(rest)


def _is_like_one(rest: str) -> bool:
    """Whether it has the capitals of a title, or only its semicolons are not of one."""
    return bool(main_words(_AND_SO_ON.sub("", rest))) or is_like_title(rest.replace(";", ","))


def _look(line: Line) -> _Look:
    return line.bold, line.size, line.heading
