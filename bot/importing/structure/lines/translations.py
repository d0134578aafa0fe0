"""Articles that stand in two languages below each other: 第一條 with its text, and Article 1 with the same again."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.forms import is_outermost, readings
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import Style, joined, opening_of

_EAST = re.compile("[\u3400-\u9fff]")
_ENGLISH = {Style.LATIN_ARTICLE, Style.SECTION}
_FEWEST = 2
_MOST = 0.8
_HALF = 0.5  # of the numbers of a translation as a whole

_Numbered = tuple[bool, tuple[int, ...]]  # whether it is in English, and the number


def with_translations(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with each article in the second language as text of the one above it that has its number.

    So are titles, each with what is called so above it: 壹、依據, and I. Sources. A translation that stands as a whole
    behind the last article is taken apart so, too.
    """
    numbered = dict(_numbered(lines))
    is_english = bool(numbered) and next(iter(numbered.values()))[0]  # the first language
    if apart := _taken_apart(lines, numbered, is_english=is_english):
        return list(
            _joined(apart, _translated(dict(_numbered(apart)), is_english=is_english), is_english=is_english)
        )
    second = _translated(numbered, is_english=is_english)
    first = sum(each[0] is is_english for each in numbered.values())
    others = len(numbered) - first
    if len(second) < max(_FEWEST, _MOST * first, _MOST * others):
        return lines
    return list(_joined(lines, second, is_english=is_english))


def _taken_apart(
    lines: Sequence[Line], numbered: Mapping[int, _Numbered], *, is_english: bool
) -> Sequence[Line]:
    """The lines with those of a translation behind the last article each below what they translate; none without one.

    What has no number of the first language stays behind the last.
    """
    second = [index for index, each in numbered.items() if each[0] is not is_english]
    own = {each: index for index, each in numbered.items() if each[0] is is_english}
    same = [index for index in second if (is_english, numbered[index][1]) in own]
    if len(same) < max(_FEWEST, _HALF * len(second), _HALF * len(own)) or second[0] < max(own.values()):
        return ()
    start, end = (_end_of_language(lines, second[0], step, is_english=is_english) for step in (-1, 1))
    begun = {index: key for index in range(len(lines)) if (key := _key(lines, index, numbered))}
    places = {key: index for index, key in begun.items() if index < start}
    if not places:
        return ()
    places[()] = min(places.values())
    moved, key = defaultdict[int, list[Line]](list), tuple[object, ...]()
    for index in range(start, end):
        key = begun.get(index, key)
        at = next((each for each in sorted(begun) if each > places.get(key, start)), start)
        moved[min(at, start) if key else places[()]].append(lines[index])
    above = (line for index in range(start) for line in (*moved[index], lines[index]))
    return [*above, *moved[start], *lines[end:]]


def _key(lines: Sequence[Line], index: int, numbered: Mapping[int, _Numbered]) -> tuple[object, ...]:
    """What an article or a heading has in common with its translation: 第二章 and Chapter 2."""
    if index in numbered:
        return numbered[index][1]
    heading = heading_of(lines[index])
    return (heading.kind, heading.number) if heading and heading.number else ()


def _end_of_language(lines: Sequence[Line], at: int, step: int, *, is_english: bool) -> int:
    """Where the lines of the second language begin (step -1) or end (1) among which this one stands."""
    while 0 <= at < len(lines) and (lines[at].table or bool(_EAST.search(lines[at].text)) is is_english):
        at += step
    return at + (step < 0)


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[int, _Numbered]]:
    """Whether each line that begins with an article is in English, and its number."""
    for index, line in enumerate(lines):
        opening = None if line.table else opening_of(line)
        if opening and (opening.style is Style.ARTICLE or opening.style in _ENGLISH):
            yield index, (opening.style in _ENGLISH, opening.number)


def _translated(numbered: Mapping[int, _Numbered], *, is_english: bool) -> set[int]:
    """Where those in the second language begin that follow the one of their number."""
    found, open_number = set[int](), None
    for index, (is_in_english, number) in numbered.items():
        if is_in_english is is_english:
            open_number = number
        elif number == open_number:
            found.add(index)
            open_number = None
    return found


def _joined(lines: Sequence[Line], second: set[int], *, is_english: bool) -> Iterator[Line]:
    before: Line | None = None
    is_within = False
    for index, line in enumerate(lines):
        is_other = bool(_EAST.search(line.text)) is is_english and not line.table
        is_within = index in second or (is_within and is_other)
        is_title = before is not None and is_other and _is_heading(before) and is_like_title(joined(line))
        if before and (is_within or is_title):
            text = (" " if is_title else "\n").join((before.text, joined(line)))
            before = replace(before, text=text, footnotes=(*before.footnotes, *line.footnotes))
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _is_heading(line: Line) -> bool:
    """Whether it is a title with a number: 壹、依據, 第一章 總則."""
    counted = next((read for form, read in readings(joined(line)) if is_outermost(form)), opening_of(line))
    heading, title = heading_of(line), counted.rest if counted else ""
    is_article = counted is not None and counted.style in {Style.ARTICLE, *_ENGLISH}
    return bool(heading and heading.number and heading.title) or (not is_article and is_like_title(title))
