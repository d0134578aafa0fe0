"""Headings as they are printed, or by their titles: 第二章 招聘与录用 › 第二节 录用, 4.2 Incidents, 附则, 休假第二条.

message = {heading above} heading                 each as it is printed, as 第二章, or by its title alone
        | unit number title                      附件A加班倍率 of what is printed 附录A 加班倍率
        | [the] title [那一] 章 | the title chapter | chapter title
number  = 第七章客户服务标准                        in a text: what the grammar reads without the title
        | title ([那章] 第 number 条 | section number)    at its beginning
"""

import re
from collections.abc import Iterator, Sequence

from bot.rulebook.designation.texts.frame import within_frame
from bot.rulebook.division import Division
from bot.rulebook.heading import Heading, HeadingKind
from bot.rulebook.printed import read_heading

_BETWEEN = re.compile(r"[\s›>→»·:：.．—_*`《》“”\"]+")
_UNIT = re.compile(
    r"(?:in\s+)?(?:the\s+)?(?:(?:chapter|section|part)\s+)?(?P<title>.{2,80}?)"
    r"(?:[那这]?[一个]?[章节编]|\s(?:chapter|section|part))?",
    re.IGNORECASE,
)
_CLAUSE_BEHIND = re.compile(r"\s{0,9}(?:[那这]?[一个]?[章节编])?[的里中]?\s{0,9}(?=第[^章节编]{1,8}[条條])")
_SECTION_BEHIND = re.compile(
    r"\s{0,3}[,:›>–—-]?\s{0,3}(?=(?:sec|§|clause|article)[a-z.]{0,7}\s?[\dIVXL])", re.IGNORECASE
)
_LONGEST = 120  # characters of a message that is nothing but a path of headings
_SHORTEST = 2  # characters of a title


def headings_called(text: str, divisions: Sequence[Division]) -> tuple[Division, ...]:
    """The headings that the whole of a text is the name of: several where they share a title."""
    if len(text) > _LONGEST:
        return ()
    folded = text.casefold()
    divisions = [each for each in divisions if each.heading.title.casefold() in folded and each.heading.title]
    framed = within_frame(text) if divisions else text
    for said in dict.fromkeys((text, framed)):
        if found := tuple(each for each in divisions if _is_path(_squeezed(said), each.heading)):
            return found
    read = read_heading(framed)
    named = (read.kind, read.number, _squeezed(read.title))  # 附件A加班倍率 of 附录A 加班倍率
    if found := tuple(each for each in divisions if named == _apart(each.heading)):
        return found
    unit = _UNIT.fullmatch(framed)
    title = _squeezed(unit["title"]) if unit else ""
    return tuple(each for each in divisions if title and title == _squeezed(each.heading.title))


def without_titles(text: str, headings: Sequence[Heading]) -> str:
    """A text in which headings that are named with their titles, or by these, have their numbers alone."""
    small = _small(text)
    for heading in sorted(headings, key=lambda each: -len(each.title)):
        if len(heading.title) >= _SHORTEST and heading.number and _small(heading.title) in small:
            text = _without(text, heading, headings)
    return text


def _small(words: str) -> str:
    """Words in small letters, as long as they were: there are capitals that become two signs."""
    small = words.lower()
    return small if len(small) == len(words) else words


def _without(text: str, heading: Heading, headings: Sequence[Heading]) -> str:
    start = _small(text).find(_small(heading.title))
    if start < 0:  # no longer there
        return text
    end = start + len(heading.title)
    printed = text[max(text.rfind("第", 0, start), 0) : end]
    read = read_heading(printed)
    if (read.kind, read.number, read.title) == (heading.kind, heading.number, heading.title):
        return f"{text[:start]} {text[end:]}"
    behind = _CLAUSE_BEHIND.match(text, end) or _SECTION_BEHIND.match(text, end)
    is_one = sum(each.title == heading.title for each in headings) == 1
    if behind and is_one and start < _LONGEST and not within_frame(text[:start]).strip():
        return " ".join(each.short_label for each in heading.path) + " " + text[behind.end() :]
    return text


def _is_path(said: str, heading: Heading) -> bool:
    """Whether words name a heading, and before it nothing but headings above it, from the outermost."""
    *above, last = heading.path
    for name in _names(last):
        if said.endswith(name):
            rest = said.removesuffix(name)
            for each in reversed(above):
                rest = rest.removesuffix(next(filter(rest.endswith, (*_names(each), *_shortly(each))), ""))
            if not rest:
                return True
    return False


def _apart(heading: Heading) -> tuple[HeadingKind, str, str]:
    return heading.kind, heading.number, _squeezed(heading.title)


def _names(heading: Heading) -> Iterator[str]:
    yield from filter(None, (_squeezed(heading.label), _squeezed(heading.title)))


def _shortly(heading: Heading) -> Iterator[str]:
    yield from filter(None, [_squeezed(heading.short_label)] if heading.number else [])


def _squeezed(words: str) -> str:
    return _BETWEEN.sub("", words).casefold()
