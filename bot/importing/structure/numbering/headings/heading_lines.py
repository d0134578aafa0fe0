"""Which lines of a document are headings above clauses that are numbered in one style."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.lines.headings import (
    FoundHeading,
    heading_of,
    is_like_title,
    marked_heading,
    ranks_of_marks,
)
from bot.importing.structure.lines.openings import Form, Numbering, Opening, Style, is_framed, joined
from bot.importing.structure.numbering.headings.side_headings import side_headings
from bot.importing.structure.numbering.lists.above_lists import headings_above_lists
from bot.rulebook import HeadingKind

_OWN: Mapping[Numbering, HeadingKind] = {
    Style.SECTION: HeadingKind.SECTION,
    Style.LATIN_ARTICLE: HeadingKind.ARTICLE,
    Style.ARTICLE: HeadingKind.ARTICLE,  # one that 第二条 quotes
}
_BELOW_HAN = {Style.ARTICLE, Style.BRACKETED, Style.FIGURE}
_HAN_RANK = 3.0  # as chapters
_ANNEXES_RANK = 0.5  # above each annex
_MOST = 0.8


def headings_above(
    style: Numbering, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> dict[int, FoundHeading]:
    """The headings that may stand above clauses of this style, but for the document's own title."""
    of_style = [index for index, opening in openings.items() if opening.style == style]
    deepest = min((level for index in of_style if (level := lines[index].heading)), default=10)
    han = _han_headings(style, lines, openings) if style in _BELOW_HAN or isinstance(style, Form) else {}
    han |= _figures_above(lines, openings) if style is Style.ARTICLE else {}
    ranks = ranks_of_marks(lines)
    found = dict[int, FoundHeading]()
    for index, line in enumerate(lines):
        heading = heading_of(line) or han.get(index)
        if heading and heading.kind is _OWN.get(style):
            heading = None
        if not heading and line.heading is not None and line.heading < deepest and index not in of_style:
            heading = marked_heading(line, ranks[line.heading])
        if heading and not is_title_of(found.get(index - 1), heading):
            found[index] = replace(heading, at=index)
    found |= _above_sisters(found, lines, openings)
    found |= _framed(style, lines, openings)
    found |= headings_above_lists(style, found, lines, openings)
    found |= {
        at: each
        for at, each in side_headings(style, lines, openings).items()
        if at not in found and not is_title_of(found.get(at - 1), each)
    }
    sent = _sent_herewith(found, lines, min(of_style, default=0))
    found = {
        index: each
        for index, each in found.items()
        if index not in sent and not _is_bare_annex(index, found, lines)
    }
    found |= {
        index: replace(each, rank=_ANNEXES_RANK)
        for index, each in found.items()
        if _heads_annexes(each, found.get(index + 1))
    }
    return _without_title(_beside_chapters(found, lines), lines, min(of_style, default=0))


def _beside_chapters(found: Mapping[int, FoundHeading], lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """The headings, with 总则 that has a text of its own beside 第一章, and not above it."""
    ranks = [each.rank for each in found.values() if each.number and each.kind is not HeadingKind.ANNEX]
    outermost = min(ranks, default=0.0)
    return {
        at: replace(each, rank=outermost)
        if each.rank < outermost and at + 1 not in found and _is_called_alone(lines[at])
        else each
        for at, each in found.items()
    }


def _is_called_alone(line: Line) -> bool:
    heading = heading_of(line)
    return heading is not None and heading.kind is HeadingKind.OTHER


def _sent_herewith(found: Mapping[int, FoundHeading], lines: Sequence[Line], first: int) -> set[int]:
    """The lines of a notice that name an annex which is the book itself: its title stands again before the numbers."""
    numbered = (at for at, each in found.items() if each.number and each.kind is not HeadingKind.ANNEX)
    begins = min([first, *numbered])
    last = {_bare(lines[at].text): at for at in range(begins)}
    return {
        at
        for at, each in found.items()
        if at < begins and each.kind is HeadingKind.ANNEX and at < last.get(_bare(each.title), at)
    }


def _is_bare_annex(index: int, found: Mapping[int, FoundHeading], lines: Sequence[Line]) -> bool:
    """Whether it only names an annex that the file does not hold: 附件：报名表（略）, and nothing below."""
    annex, below = found[index], found.get(index + 1)
    if _heads_annexes(annex, below):
        return False
    is_another = below is not None and below.kind is annex.kind and below.printed != annex.printed
    return annex.kind is HeadingKind.ANNEX and (is_another or index + 1 == len(lines))


def _heads_annexes(heading: FoundHeading, below: FoundHeading | None) -> bool:
    """Whether it is the one word above all annexes: 附录, and below it 附录A."""
    is_bare = heading.kind is HeadingKind.ANNEX and not heading.number and not heading.title
    return is_bare and below is not None and below.kind is heading.kind and bool(below.number)


def _framed(
    style: Numbering, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> dict[int, FoundHeading]:
    """【总则】 from the first one right above （一） on, where several stand so; the document's own title is none."""
    framed = [
        index
        for index, line in enumerate(lines)
        if is_framed(line) and (index or not is_document_title(line.text.strip("【】")))
    ]
    above = [index for index in framed if index + 1 in openings and openings[index + 1].style == style]
    if style is not Style.BRACKETED or len(above) < 2:
        return {}
    printed = {index: lines[index].text.strip() for index in framed if index >= above[0]}
    return {
        index: FoundHeading(HeadingKind.OTHER, _HAN_RANK, "", title, title, index)
        for index, title in printed.items()
    }


def _above_sisters(
    found: Mapping[int, FoundHeading], lines: Sequence[Line], openings: Mapping[int, Opening]
) -> dict[int, FoundHeading]:
    """The titles on the lines before 第一章 where that comes again: 人事 and 财务 have chapters of their own."""
    outermost = min((each.rank for each in found.values() if each.number), default=0.0)
    firsts = [index for index, each in found.items() if (each.rank, each.number) == (outermost, "1")]
    titles = [
        index - 1
        for index in firsts
        if index > 1
        and index - 1 not in found
        and index - 1 not in openings
        and is_like_title(joined(lines[index - 1]))
        and not is_document_title(lines[index - 1].text)
    ]
    if len(firsts) < 2 or not set(titles).issuperset(index - 1 for index in firsts[1:]):
        return {}
    looks = {_look(lines[index]) for index in titles if index >= firsts[0]}
    titles = [index for index in titles if index >= firsts[0] or _look(lines[index]) in looks]
    printed = {index: " ".join(joined(lines[index]).split()) for index in titles}
    return {
        index: FoundHeading(HeadingKind.OTHER, outermost / 2, "", title, title, index)
        for index, title in printed.items()
    }


def _look(line: Line) -> tuple[object, ...]:
    """How a title is set, and whether it has figures: Release 4.6 on a cover is none like Appendices."""
    return line.bold, line.size, line.heading, any(map(str.isdecimal, line.text))


def without_title_alone(
    headings: Mapping[int, FoundHeading], lines: Sequence[Line]
) -> Mapping[int, FoundHeading]:
    """The headings of an outline without a first one above all others, which is the document's own title.

    It may be printed on several lines, as on a cover: whose it is, and what it is called.
    """
    first, *others = headings
    end = first + 1
    for at in others:
        is_cover = all(is_like_title(joined(line)) and line.heading is None for line in lines[end:at])
        if headings[at].rank != headings[first].rank or headings[at].number or not is_cover:
            break
        end = at + 1
    below = {at: each for at, each in headings.items() if at >= end}
    are_below = all(each.rank > headings[first].rank for each in below.values())
    return below if below and are_below and not headings[first].number else headings


def without_title_page(
    headings: Mapping[int, FoundHeading], lines: Sequence[Line]
) -> Mapping[int, FoundHeading]:
    """The headings from the first of a rank that comes again, where nothing but such lines stands above it.

    Of a title page each line is in letters of its own: whose it is, what it is called, and when it was made.
    """
    ranks = Counter(each.rank for each in headings.values())
    first = next((at for at, each in headings.items() if ranks[each.rank] > 1), 0)
    is_title_page = all(is_like_title(joined(line)) and line.heading is None for line in lines[:first])
    return {at: each for at, each in headings.items() if at >= first} if is_title_page else headings


def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")


def is_title_of(above: FoundHeading | None, heading: FoundHeading) -> bool:
    """Whether it is what the heading on the line before is called: 第一章, and below it 总则."""
    return bool(above and above.number and not above.title and not heading.number)


def _han_headings(
    style: Numbering, lines: Sequence[Line], openings: Mapping[int, Opening]
) -> dict[int, FoundHeading]:
    """一、总则, where nearly all such lines have a number of this style right below them: 第一条, （一）."""
    han = [index for index, opening in openings.items() if opening.style is Style.HAN]
    above = [
        index
        for index in han
        if is_like_title(openings[index].rest)
        and (below := openings.get(below_marks(index, lines)))
        and below.style == style
    ]
    if len(above) < 2 or len(above) < _MOST * len(han):
        return {}
    ranks = ranks_of_marks(lines) if all(lines[index].heading is not None for index in above) else {}
    return {
        index: _by_number(openings[index], lines[index], ranks.get(lines[index].heading or 0, _HAN_RANK))
        for index in above
    }


def _figures_above(lines: Sequence[Line], openings: Mapping[int, Opening]) -> dict[int, FoundHeading]:
    """1. 总则, where such titles count through the whole from the line above the first 条, each right above a 条.

    A few of them may end in a full stop.
    """
    articles = {index for index, opening in openings.items() if opening.style is Style.ARTICLE}
    above = list[int]()
    for index, opening in openings.items():
        is_title, is_next = is_like_title(opening.rest), opening.number == (len(above) + 1,)
        is_above = opening.style is Style.FIGURE and index + 1 in articles
        if is_above and (is_title or (is_next and is_like_title(opening.rest.rstrip("。")))):
            above.append(index)
    are_titles = sum(is_like_title(openings[index].rest) for index in above) >= _MOST * len(above)
    are_counted = [openings[index].number for index in above] == [(at,) for at in range(1, len(above) + 1)]
    if len(above) < 2 or above[0] + 1 != min(articles) or not (are_titles and are_counted):
        return {}
    return {index: _by_number(openings[index], lines[index], _HAN_RANK) for index in above}


def _by_number(opening: Opening, line: Line, rank: float) -> FoundHeading:
    return FoundHeading(HeadingKind.OTHER, rank, opening.key, opening.rest, joined(line))


def below_marks(index: int, lines: Sequence[Line]) -> int:
    """The next line that the file does not mark as a heading."""
    return next((at for at in range(index + 1, len(lines)) if lines[at].heading is None), len(lines))


def _without_title(
    headings: dict[int, FoundHeading], lines: Sequence[Line], first: int
) -> dict[int, FoundHeading]:
    """The headings without the document's title: marked ones before the first with a number, or one above all.

    Of a code each chapter is a document: its number on top, alone and in the largest letters, is the title.
    """
    if [*headings] == [0] and headings[0].kind is not HeadingKind.ANNEX and _is_largest(lines):
        return {}
    numbered = min((index for index, each in headings.items() if each.number), default=None)
    marked = [index for index in headings if lines[index].heading is not None]
    before = {index for index in marked if index < first and (numbered is None or index < numbered)}
    if numbered is not None:
        before -= {index for index in before if _is_beside(index, numbered, headings, lines)}
    if numbered is None:
        top = min((lines[index].heading or 0 for index in marked), default=0)
        tops = [index for index in marked if lines[index].heading == top]
        is_one = (
            [*tops] == [*range(tops[0], tops[0] + len(tops))] if tops else False
        )  # on one line, or several
        before = {index for index in before if is_one and index <= tops[-1]}
    return {index: each for index, each in headings.items() if index not in before}


def _is_beside(
    index: int, numbered: int, headings: Mapping[int, FoundHeading], lines: Sequence[Line]
) -> bool:
    """Whether it has a text of its own and is marked as the first with a number, below what is marked above both."""
    level = lines[index].heading or 0
    above = [line.heading for line in lines[:index] if line.heading]
    return (
        level == lines[numbered].heading and min(above, default=level) < level and index + 1 not in headings
    )


def _is_largest(lines: Sequence[Line]) -> bool:
    """Whether the first line is in larger letters than all others."""
    first, *others = (line.size or 0.0 for line in lines)
    return first > max(others, default=0.0) > 0
