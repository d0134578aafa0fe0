"""Which lines of a document begin with a number, told by all of them together: one line alone may deceive."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.lines.counting import counts_through
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.inserted_numbers import inserted_openings
from bot.importing.structure.lines.levels_headed import levels_headed
from bot.importing.structure.lines.openings import (
    ITEMS,
    Numbering,
    Opening,
    Style,
    is_framed,
    joined,
    opening_of,
)
from bot.rulebook.designation.numerals import parse_ordinal, parse_roman

_HAN_BRACKETED = re.compile(r"[（(](?P<number>[一二三四五六七八九十百〇零]{1,6})[）)]\s*")
_LETTERED = re.compile(r"(?P<label>(?P<letters>[A-Z]|[IVX]{2,6})\.)\s{1,9}(?P<rest>\S.{0,80})$")
_LEVEL = re.compile(r"(?P<number>\d{1,3})\.?\s+(?=\S)")
_COMMAS = " ,，、"
_COMMA = re.compile(r"[,，]\s{0,9}(?![a-z\s])")
_ENDS = re.compile(r"[。.；;！!？?:：)）”\"]$|^$")
_NAMED = {Style.ARTICLE, Style.LATIN_ARTICLE, Style.SECTION}
_SENTENCE_ENDS = re.compile(r"[.;:,。；：，]$|\.\s[A-Z]")


def openings_of(lines: Sequence[Line]) -> dict[int, Opening]:
    """What lines begin with, by their places, but for automatic 1. in a list within another: these are items."""
    found = {
        index: opening
        for index, line in enumerate(lines)
        if not line.table and not line.missing and (opening := opening_of(line))
    }
    found |= _with_blank_within(found) | inserted_openings(lines, found)
    found |= _with_comma_behind(found, lines)
    within = _answers(found) | _parts_counted(found)
    for style in ITEMS:
        own = [index for index, each in found.items() if each.style is style and lines[index].label]
        outermost = min((lines[index].indent or 0.0 for index in own), default=0.0)
        within |= {index for index in own if (lines[index].indent or 0.0) > outermost}
    numbered = {index: each for index, each in found.items() if index not in within}
    every = dict(sorted({**_lettered(lines), **_bracketed(lines, numbered), **numbered}.items()))
    return every | levels_headed(lines, every)


def _with_blank_within(found: Mapping[int, Opening]) -> dict[int, Opening]:
    """The lines 2. 5 between 2.4 and 2.6: a blank that a program for recognising characters put into the number."""
    counted = {
        index: each
        for index, each in found.items()
        if (each.style is Style.LEVELS and each.is_sure)
        or (each.style is Style.FIGURE and _LEVEL.match(each.rest))
    }
    places = sorted(counted)
    whole = dict[int, Opening]()
    for before, index, after in zip(places, places[1:], places[2:], strict=False):
        opening, level = counted[index], _LEVEL.match(counted[index].rest)
        if opening.style is not Style.FIGURE or level is None:
            continue
        number = (*opening.number, int(level["number"]))
        around = counted[before].number, counted[after].number
        if around == ((number[0], number[1] - 1), (number[0], number[1] + 1)):
            label, rest = f"{opening.label} {level['number']}", opening.rest[level.end() :]
            whole[index] = replace(
                opening,
                style=Style.LEVELS,
                number=number,
                key=".".join(map(str, number)),
                label=label,
                rest=rest,
            )
    return whole


def _with_comma_behind(found: Mapping[int, Opening], lines: Sequence[Line]) -> dict[int, Opening]:
    """The lines Section 1, Meetings. where several count so, behind lines that end: each the next or a first."""
    sure, last = dict[int, Opening](), dict[Numbering, tuple[int, ...]]()
    for index, opening in found.items():
        is_alone = opening.style in _NAMED and not opening.is_sure
        if (
            is_alone
            and _is_next(opening, last.get(opening.style))
            and _begins_with_comma(index, opening, lines)
        ):
            sure[index] = replace(opening, is_sure=True, rest=opening.rest.lstrip(_COMMAS))
        if opening.is_sure or index in sure:
            last[opening.style] = opening.number
    return sure if len(sure) > 1 else {}


def _is_next(opening: Opening, before: tuple[int, ...] | None) -> bool:
    return opening.number == (1,) or (before is not None and opening.number == (before[0] + 1,))


def _begins_with_comma(index: int, opening: Opening, lines: Sequence[Line]) -> bool:
    above = joined(lines[index - 1]).strip() if index else ""
    is_apart = is_like_title(above) or bool(_ENDS.search(above))
    return is_apart and bool(_COMMA.match(joined(lines[index]), len(opening.label)))


def _parts_counted(found: Mapping[int, Opening]) -> set[int]:
    """The lines S.5(a), S.5(b): what counts in them is the part as well, which no number of sections tells."""
    named = {index: each for index, each in found.items() if each.style is Style.SECTION}
    again = any(
        before.key == each.key and before.rest[:1] == each.rest[:1] == "("
        for before, each in pairwise(named.values())
    )
    return {index for index, each in named.items() if each.rest.startswith("(")} if again else set()


def _answers(found: Mapping[int, Opening]) -> set[int]:
    """The lines A1 behind Q1: the text of what is asked."""
    return {
        index
        for (_, before), (index, opening) in pairwise(found.items())
        if before.key.startswith("Q") and opening.key == f"A{before.key[1:]}"
    }


def _lettered(lines: Sequence[Line]) -> dict[int, Opening]:
    """The lines that begin with A. or IV.: sure where they count through, or before a title; else it may be a name."""
    found = {index: match for index, line in enumerate(lines) if (match := _LETTERED.match(joined(line)))}
    is_roman = any(len(match["letters"]) > 1 for match in found.values())
    opened = {
        index: opening for index, match in found.items() if (opening := _opened(match, is_roman=is_roman))
    }
    if not counts_through([opening.number for opening in opened.values()]):
        return opened
    return {index: replace(opening, is_sure=True) for index, opening in opened.items()}


def _opened(match: re.Match[str], *, is_roman: bool) -> Opening | None:
    """Where there is a II., I. is one of its kind, else a letter."""
    letters, rest = match["letters"], match["rest"]
    is_sure = not _SENTENCE_ENDS.search(rest)
    if number := parse_roman(letters) if is_roman else None:
        return Opening(Style.ROMAN, (number,), str(number), match["label"], rest, is_sure)
    if len(letters) > 1:
        return None
    return Opening(Style.LETTER, (ord(letters) - ord("@"),), letters, match["label"], rest, is_sure)


def bracketed_lines(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    """The lines that begin with （一）: clauses, or items."""
    return {index: match for index, line in enumerate(lines) if (match := _HAN_BRACKETED.match(joined(line)))}


def _bracketed(lines: Sequence[Line], others: Mapping[int, Opening]) -> dict[int, Opening]:
    """The lines that begin with （一） where they are clauses."""
    found = bracketed_lines(lines)
    numbers = {index: parse_ordinal(match["number"]) or 0 for index, match in found.items()}
    if not _come_once(numbers, others) and not _begin_below_frames(numbers, lines, others):
        return {}
    return {
        index: Opening(
            Style.BRACKETED,
            (numbers[index],),
            str(numbers[index]),
            match[0].strip(),
            joined(lines[index])[match.end() :],
            is_sure=True,
        )
        for index, match in found.items()
    }


def _come_once(numbers: Mapping[int, int], others: Mapping[int, Opening]) -> bool:
    """Whether each number comes once: right below several 一、, or without any."""
    han = [index for index, opening in others.items() if opening.style not in ITEMS]
    are_headings = all(others[index].style is Style.HAN and index + 1 in numbers for index in han)
    return [*numbers.values()] == list(range(1, len(numbers) + 1)) and len(han) != 1 and are_headings


def _begin_below_frames(
    numbers: Mapping[int, int], lines: Sequence[Line], others: Mapping[int, Opening]
) -> bool:
    """Whether they begin anew right below each 【总则】 and nowhere else; a few A1, A2 among them are items."""
    firsts = {index for index in numbers if index and is_framed(lines[index - 1])}
    before = (0, *numbers.values())
    follow = all(
        number == 1 + (0 if index in firsts else last)
        for (index, number), last in zip(numbers.items(), before, strict=False)
    )
    styles = [opening.style for opening in others.values() if opening.style not in ITEMS]
    return len(firsts) > 1 and follow and set(styles) <= {Style.LEVELS} and len(styles) < len(numbers)
