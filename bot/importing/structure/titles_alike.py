"""The titles in a file that are marked alike: those of several regulations, or of the chapters of one handbook."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.importing.source import Line
from bot.importing.structure.front_and_back.days import begins_with_day_of_republic
from bot.importing.structure.front_and_back.title import is_document_title, is_notice_title
from bot.importing.structure.lines.headings import heading_of, is_like_title, is_numbered
from bot.importing.structure.lines.openings import Numbering, joined, opening_of
from bot.rulebook import HeadingKind

_COLLECTION = re.compile(
    r"汇编|彙編|合集|制度集|全集|一览|collection|compendium|compilation|policies$", re.IGNORECASE
)
_ENTRY = re.compile(
    r"(?<![\s.．。·…‥_-])[\s.．。·…‥_-]*+\d{1,4}[\s-]{0,9}$"
)  # the page behind what the contents list
_TITLE_WITHIN = 8  # lines before the first number
_FEWEST_RULES = 3


def regulations_alike(lines: Sequence[Line], listed: Collection[str]) -> Sequence[int]:
    """The places of the titles, where all that are marked alike are of documents; none where they do not part any.

    They are marked as headings, by their letters alone, or listed in the contents: no other line is one then. Below the
    title of a handbook they are its chapters, if they are not numbered each in its own way, and below that of a
    collection (汇编) still documents, though some are called in a way of their own (职责).
    """
    groups = _groups(lines, listed)
    return next((titles for titles in groups if _are_regulations(lines, titles)), ())


def chapters_alike(lines: Sequence[Line], listed: Collection[str]) -> Sequence[int]:
    """The places of the titles that stand below the title of a handbook, on its cover; () where there are none."""
    for titles in _groups(lines, listed):
        above = [line.text for line in lines[: titles[0]]]
        is_handbook = any(map(is_document_title, above)) and not any(map(_COLLECTION.search, above))
        is_on_top = _is_cover(lines[: titles[0]]) or rules_on_top(lines[: titles[0]]) is not None
        if len(titles) > 1 and is_handbook and is_on_top and _hold_text(lines, titles):
            return titles
    return ()


def rules_on_top(above: Sequence[Line]) -> int | None:
    """Where numbered rules begin that a handbook has on its first pages, before its chapters; None without any."""
    opened = ((at, opening_of(line)) for at, line in enumerate(above))
    counted = [(at, opening) for at, opening in opened if opening and opening.is_sure]
    first = next(((at, opening) for at, opening in counted if set(opening.number) == {1}), None)
    if first is None or not _is_cover(above[: first[0]]):
        return None
    alike = [opening.number for _, opening in counted if opening.style is first[1].style]
    return first[0] if len(alike) >= _FEWEST_RULES else None


def are_headings(lines: Sequence[Line], titles: Sequence[int]) -> bool:
    """Whether they have no numbers, and the file marks them as headings or has them in larger letters than the text."""
    usual = _usual_size(lines)
    return all(
        not _has_number(lines[at]) and (lines[at].heading is not None or (lines[at].size or 0.0) > usual)
        for at in titles
    )


def _groups(lines: Sequence[Line], listed: Collection[str]) -> Iterator[Sequence[int]]:
    """The titles that are marked alike; those of a level below one heading on top only in a collection."""
    if levels := sorted({line.heading for line in lines if line.heading is not None}):
        tops = [at for at, line in enumerate(lines) if line.heading == levels[0]]
        is_above_all = len(tops) == 1 and bool(_COLLECTION.search(lines[tops[0]].text))
        level = levels[1] if is_above_all and len(levels) > 1 else levels[0]
        yield [at for at, line in enumerate(lines) if line.heading == level]
        return
    alike = defaultdict[tuple[bool, float | None, Numbering | None], list[int]](list)
    usual = _usual_size(lines)
    for at, line in enumerate(lines):
        if (line.bold or (line.size or 0.0) > usual) and not is_numbered(line):
            opening = opening_of(line)
            alike[line.bold, line.size, opening.style if opening else None].append(at)
    yield from (_below_title_of_all(lines, titles) for titles in sorted(alike.values()))
    entries = {_bare(_ENTRY.sub("", _rest(entry))) for entry in listed}
    places = {_bare(line.text): at for at, line in reversed([*enumerate(lines)]) if not _has_number(line)}
    if found := sorted(places[entry] for entry in entries & places.keys()):
        yield found


def _usual_size(lines: Sequence[Line]) -> float:
    letters = Counter[float]()
    for line in lines:
        letters[line.size or 0.0] += len(line.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _rest(entry: str) -> str:
    """What the contents list, without its number there."""
    opening = opening_of(Line(entry.strip()))
    return opening.rest if opening else entry


def _below_title_of_all(lines: Sequence[Line], titles: Sequence[int]) -> list[int]:
    """The titles without the first one where that of the next stands right below it: it is the handbook's own."""
    first, *others = titles
    is_below_title = any(is_document_title(line.text) for line in lines[:first])
    is_of_all = bool(others) and not is_below_title and _first_number(lines, first, others[0]) is None
    return others if is_of_all else [first, *others]


def _are_regulations(lines: Sequence[Line], titles: Sequence[int]) -> bool:
    """Whether they are titles of documents that stand below each other, each with a first number below it.

    What the file itself marks as headings need not have one.
    """
    if len(titles) < 2 or not _is_cover(lines[: titles[0]]) or any(_has_number(lines[at]) for at in titles):
        return False
    are_marked = all(lines[at].heading is not None for at in titles)
    above = [line.text for line in lines[: titles[0]]]
    numbered = [_first_number(lines, at, len(lines)) for at in titles]
    is_named = all(_COLLECTION.search(text) for text in above if is_document_title(text))
    called_so = sum(_is_called_so(lines, at) for at in titles)
    is_collection = any(map(_COLLECTION.search, above)) and 2 * called_so > len(titles)
    are_parted = is_named or (all(numbered) and _are_of_their_own(numbered))
    return are_parted and (called_so == len(titles) or is_collection) and (are_marked or all(numbered))


def _is_cover(above: Sequence[Line]) -> bool:
    """Whether it is a few lines, or none of them a sentence: a title page, and what the contents list."""
    return len(above) <= _TITLE_WITHIN or all(is_like_title(joined(line)) for line in above)


def _hold_text(lines: Sequence[Line], titles: Sequence[int]) -> bool:
    """Whether something stands below each, and they are numbered all, counting on from one, or none of them."""
    openings = [opening_of(lines[at]) for at in titles]
    numbers = [opening.number for opening in openings if opening]
    are_counted = numbers in ([], [(at,) for at in range(1, len(titles) + 1)])
    return are_counted and all(end - start > 1 for start, end in pairwise([*titles, len(lines)]))


def _is_called_so(lines: Sequence[Line], title: int) -> bool:
    """Whether it may be of a document, or, on top, of the notice that sends those below."""
    is_of_notice = title <= _TITLE_WITHIN and is_notice_title(lines[title].text)
    return is_of_notice or is_document_title(lines[title].text)


def _first_number(lines: Sequence[Line], title: int, end: int) -> HeadingKind | Numbering | None:
    """Of what kind the first number below a title is, if it is a first one: 一、, 1., 第一章.

    What tells above it when the regulation was made is none.
    """
    for line in lines[title + 1 : min(title + _TITLE_WITHIN, end)]:
        if begins_with_day_of_republic(line.text):
            continue
        heading, opening = heading_of(line), opening_of(line)
        if heading and heading.number:
            return heading.kind if heading.number == "1" else None
        if opening:
            return opening.style if set(opening.number) == {1} else None
    return None


def _are_of_their_own(numbered: Sequence[HeadingKind | Numbering | None]) -> bool:
    """Whether one has chapters of its own, or they are not numbered alike: 第一条 here and 一、 there."""
    return HeadingKind.CHAPTER in numbered or len(set(numbered)) > 1


def _has_number(line: Line) -> bool:
    """Whether it is numbered, as chapters are: 二、考勤制度."""
    return is_numbered(line) or opening_of(line) is not None


def _bare(text: str) -> str:
    return "".join(text.split()).strip("《》")
