"""Whether a text holds several regulations though nothing says where they part: it is refused, with their titles."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence

from bot.importing.source import ImportRefusedError, Line, Refusal
from bot.importing.structure.front_and_back.title import closed_up, is_document_title, title_of
from bot.importing.structure.lines.headings import is_like_title, is_numbered
from bot.importing.structure.lines.openings import Opening, Style
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.sequence import Join
from bot.rulebook import HeadingKind

_BRACKETED = re.compile(r"[（(〔【\[].{1,60}[）)〕】\]]")
_IN_BRACKETS = 3  # lines
_TITLE_WITHIN = 8  # lines before the first number


def refuse_several(
    lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme, *, is_marked: bool
) -> None:
    """Raises ImportRefusedError where numbers begin anew and no heading says why: another regulation begins there.

    In one that `is_marked` as one of several, plain lines that may be titles of documents are none.
    """
    begin = [index for index, kept in scheme.kept.items() if kept.is_anew]
    first = min((*scheme.kept, *scheme.headings), default=0)
    if not is_marked:
        begin += _titles_within(lines, openings, scheme)
        begin += _articles_below_titles(lines, openings, scheme)
        begin += [index for index in _chapters_anew(scheme) if _title_before(lines, index, first)]
    if begin:
        first, *others = sorted({first, *begin, *_begun_below_titles(lines, openings, scheme)})
        own = _title_before(lines, first) or title_of(lines[:first], "")
        titles = filter(None, [own, *(_title_before(lines, index) for index in others)])
        raise ImportRefusedError(
            Refusal.SEVERAL_BOOKS,
            count=str(len(others) + 1),
            titles=tuple(dict.fromkeys(titles)),
        )


def _begun_below_titles(
    lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme
) -> Iterator[int]:
    """The first numbers right below the titles of documents: the sequence may have run on past a short one."""
    first = min(scheme.kept, default=len(lines))
    for index, opening in openings.items():
        is_first = opening.style == scheme.style and opening.number == (1,)
        if index > first and is_first and is_document_title(lines[_above(lines, index)].text):
            yield index


def _titles_within(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> list[int]:
    """The lines 一、 or 1. right below the title of a document, where the clauses are numbered otherwise.

    They stand in the midst of these, or before the title that is right above the first of them.
    """
    first = min(scheme.kept, default=len(lines))
    top = min((first, *scheme.headings))
    own = next((at for at in _places_before(top) if _is_title(lines[at])), 0)
    annex = min(_annexes(scheme), default=len(lines))
    return [
        index
        for index, opening in openings.items()
        if (index < own or first < index < annex)
        and opening.number == (1,)
        and opening.style in {Style.HAN, Style.FIGURE} - {scheme.style}
        and (above := _above(lines, index)) not in openings
        and above not in scheme.headings
        and lines[above].text.strip()[:1].isalpha()
        and is_document_title(lines[above].text)
    ]


def _articles_below_titles(
    lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme
) -> Iterator[int]:
    """第一条 below the title of a document behind other clauses, with or without 第一章 between; not in an annex."""
    first, annexes = min(scheme.kept, default=len(lines)), _annexes(scheme)
    for index, opening in openings.items():
        is_first = opening.style is Style.ARTICLE and opening.number == (1,) and opening.is_sure
        if is_first and first < index < min(annexes, default=len(lines)):
            above = _above(lines, index)
            while above > first and is_numbered(lines[above]):
                above -= 1
            is_heading = not scheme.headings.keys().isdisjoint(
                (above - 1, above)
            )  # 第一章, and its title below it
            if above > first and _is_title(lines[above]) and not is_heading:
                yield index


def _annexes(scheme: Scheme) -> list[int]:
    return [index for index, heading in scheme.headings.items() if heading.kind is HeadingKind.ANNEX]


def _above(lines: Sequence[Line], index: int) -> int:
    """The line above, but for those in brackets: of a title its number, and when it was made."""
    above = index - 1
    while above > 0 and index - above <= _IN_BRACKETS and _BRACKETED.fullmatch(lines[above].text.strip()):
        above -= 1
    return above


def _chapters_anew(scheme: Scheme) -> list[int]:
    """The headings 第一章 that come behind another though none stands above them, with clauses that begin anew."""
    numbered = {
        index: heading
        for index, heading in sorted(scheme.headings.items())
        if heading.number and heading.kind is not HeadingKind.ANNEX
    }
    outermost = min((heading.rank for heading in numbered.values()), default=0.0)
    first = [index for index, each in numbered.items() if each.rank == outermost and each.number == "1"]
    kept = sorted(scheme.kept)
    following = {index: bisect(kept, index) for index in first[1:]}
    return [
        index
        for index, place in following.items()
        if place < len(kept) and scheme.kept[kept[place]].join is Join.RESTART
    ]


def _title_before(lines: Sequence[Line], index: int, first: int = 0) -> str:
    """The title of a document on one of the lines before, none of them before the `first`."""
    places = (place for place in _places_before(index) if place >= first)
    return next((closed_up(lines[place].text) for place in places if _is_title(lines[place])), "")


def _places_before(index: int) -> range:
    return range(index - 1, max(-1, index - _TITLE_WITHIN), -1)


def _is_title(line: Line) -> bool:
    return is_like_title(line.text.strip()) and is_document_title(line.text)
