"""Where several regulations in one file part: as somebody said, or as the file itself marks each of their titles."""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.importing.source import ImportRefusedError, Line, Refusal
from bot.importing.structure.enclosed import parted_from_notice
from bot.importing.structure.front_and_back.title_page import (
    closed_up,
    is_document_title,
    is_notice_title,
    title_of,
)
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import Numbering, Opening, Style, opening_of
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.sequence import Join
from bot.rulebook import HeadingKind

_PAGE = re.compile(r"(?:p(?:age|\.)?\s{0,9}|第)?\s{0,9}(?P<page>\d{1,5})\s{0,9}页?", re.IGNORECASE)
_COLLECTION = re.compile(
    r"汇编|彙編|合集|制度集|全集|一览|collection|compendium|compilation|policies$", re.IGNORECASE
)
_BRACKETED = re.compile(r"[（(〔【\[].{1,60}[）)〕】\]]")
_IN_BRACKETS = 3  # lines
_SHOWN = 8  # titles in one sentence
_TITLE_WITHIN = 8  # lines before the first number


def parted(lines: Sequence[Line], parts: Sequence[str]) -> tuple[tuple[Line, ...], ...]:
    """The lines of each regulation; what stands before the first is left out where somebody said where they begin.

    `parts` are titles as they are printed, or pages (12, p. 12, 第12页); raises ImportRefusedError for one that is not
    there.
    """
    starts = _said(lines, parts) if parts else _marked(lines) or _standing_out(lines)
    if not starts and not parts and (enclosed := parted_from_notice(lines)):
        return enclosed
    if not starts:
        return (tuple(lines),)
    ends = [*starts[1:], len(lines)]
    return tuple(tuple(lines[start:end]) for start, end in zip(starts, ends, strict=True))


def _said(lines: Sequence[Line], parts: Sequence[str]) -> list[int]:
    starts, after = list[int](), 0
    for part in parts:
        page = _PAGE.fullmatch(part.strip())
        found = (
            index
            for index in range(after, len(lines))
            if _bare(lines[index].text) == _bare(part)
            or (page and (lines[index].page or 0) >= int(page["page"]))
        )
        if (start := next(found, None)) is None:
            raise ImportRefusedError(Refusal.UNKNOWN_PART, part=part)
        starts.append(start)
        after = start + 1
    return starts


def _marked(lines: Sequence[Line]) -> list[int]:
    """The titles, where the file marks several at its highest level and each is called like a document."""
    top = min((line.heading for line in lines if line.heading is not None), default=0)
    titles = [index for index, line in enumerate(lines) if top and line.heading == top]
    are_documents = all(_is_called_so(lines, index) and not _is_numbered(lines[index]) for index in titles)
    return titles if len(titles) > 1 and are_documents and titles[0] <= _TITLE_WITHIN else []


def _standing_out(lines: Sequence[Line]) -> list[int]:
    """The titles, where all that the file sets alike in bold or large letters are of documents and numbers follow each.

    Below the title of a handbook they are its chapters, if they are not numbered each in its own way, and below that
    of a collection (汇编) still documents, though some are called in a way of their own (职责).
    """
    if any(line.heading is not None for line in lines):
        return []
    letters = Counter[float]()
    for line in lines:
        letters[line.size or 0.0] += len(line.text)
    usual = max(letters, key=lambda size: letters[size], default=0.0)
    alike = defaultdict[tuple[bool, float | None], list[int]](list)
    for index, line in enumerate(lines):
        if (line.bold or (line.size or 0.0) > usual) and not _is_numbered(line) and not opening_of(line):
            alike[line.bold, line.size].append(index)
    groups = (_below_title_of_all(lines, titles) for titles in sorted(alike.values()))
    return next((titles for titles in groups if _are_regulations(lines, titles)), [])


def _below_title_of_all(lines: Sequence[Line], titles: Sequence[int]) -> list[int]:
    """The titles without the first one where that of the next stands right below it: it is the handbook's own."""
    first, *others = titles
    is_of_all = bool(others) and _first_number(lines, first, others[0]) is None
    return others if is_of_all else [first, *others]


def _are_regulations(lines: Sequence[Line], titles: Sequence[int]) -> bool:
    """Whether they are titles of documents that stand below each other, each with a first number below it."""
    if len(titles) < 2 or titles[0] > _TITLE_WITHIN:
        return False
    above = [line.text for line in lines[: titles[0]]]
    numbered = [_first_number(lines, at, len(lines)) for at in titles]
    is_named = all(_COLLECTION.search(text) for text in above if is_document_title(text))
    called_so = sum(_is_called_so(lines, at) for at in titles)
    is_collection = any(map(_COLLECTION.search, above)) and 2 * called_so > len(titles)
    are_parted = is_named or _are_of_their_own(numbered)
    return are_parted and (called_so == len(titles) or is_collection) and all(numbered)


def _is_called_so(lines: Sequence[Line], title: int) -> bool:
    """Whether it may be of a document, or, on top, of the notice that sends those below."""
    is_of_notice = title <= _TITLE_WITHIN and is_notice_title(lines[title].text)
    return is_of_notice or is_document_title(lines[title].text)


def _first_number(lines: Sequence[Line], title: int, end: int) -> HeadingKind | Numbering | None:
    """Of what kind the first number below a title is, if it is a first one: 一、, 1., 第一章."""
    for line in lines[title + 1 : min(title + _TITLE_WITHIN, end)]:
        heading, opening = heading_of(line), opening_of(line)
        if heading and heading.number:
            return heading.kind if heading.number == "1" else None
        if opening:
            return opening.style if set(opening.number) == {1} else None
    return None


def _are_of_their_own(numbered: Sequence[HeadingKind | Numbering | None]) -> bool:
    """Whether one has chapters of its own, or they are not numbered alike: 第一条 here and 一、 there."""
    return HeadingKind.CHAPTER in numbered or len(set(numbered)) > 1


def _is_numbered(line: Line) -> bool:
    """Whether it is a heading within a document: 第二编 特别规定."""
    heading = heading_of(line)
    return bool(heading and heading.number)


def refuse_several(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> None:
    """Raises ImportRefusedError where numbers begin anew and no heading says why: another regulation begins there."""
    begin = [index for index, kept in scheme.kept.items() if kept.is_anew]
    begin += _titles_within(lines, openings, scheme)
    begin += _articles_below_titles(lines, openings, scheme)
    first = min((*scheme.kept, *scheme.headings), default=0)
    begin += [index for index in _chapters_anew(scheme) if _title_before(lines, index, first)]
    if begin:
        first, *others = sorted({first, *begin, *_begun_below_titles(lines, openings, scheme)})
        own = _title_before(lines, first) or title_of(lines[:first], "")
        titles = filter(None, [own, *(_title_before(lines, index) for index in others)])
        raise ImportRefusedError(
            Refusal.SEVERAL_BOOKS,
            count=str(len(others) + 1),
            titles=tuple(dict.fromkeys(titles))[:_SHOWN],
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
            while above > first and _is_numbered(lines[above]):
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


def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")
