"""Where several regulations in one file part: as somebody said, or as the file itself marks each of their titles."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.importing.source import ImportRefusedError, Line, Refusal
from bot.importing.structure.enclosed import parted_from_notice
from bot.importing.structure.front_and_back.title import (
    is_document_title,
    is_notice_title,
)
from bot.importing.structure.lines.headings import heading_of, is_numbered
from bot.importing.structure.lines.openings import Numbering, opening_of
from bot.rulebook import HeadingKind

_PAGE = re.compile(r"(?:p(?:age|\.)?\s{0,9}|第)?\s{0,9}(?P<page>\d{1,5})\s{0,9}页?", re.IGNORECASE)
_COLLECTION = re.compile(
    r"汇编|彙編|合集|制度集|全集|一览|collection|compendium|compilation|policies$", re.IGNORECASE
)
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
    are_documents = all(_is_called_so(lines, index) and not is_numbered(lines[index]) for index in titles)
    are_counted = all(
        opening_of(lines[index]) for index in titles
    )  # 一、行为准则, 二、考勤制度 are parts of one
    is_several = len(titles) > 1 and are_documents and not are_counted
    return titles if is_several and titles[0] <= _TITLE_WITHIN else []


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
        if (line.bold or (line.size or 0.0) > usual) and not is_numbered(line) and not opening_of(line):
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


def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")
