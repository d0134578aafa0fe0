"""Pages of contents: lines that name, in their order, what stands further down.

Below a title (目录, Contents) they go as far as the place where the first entry begins the text: with more words behind
it, on more lines or fewer, with a number or without. Each has the number of a page, or comes again. Without a title
they are lines that come again as they are, and that head something there: a list that stands again below another
heading has its items beside each other both times.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.front_and_back.again import Places
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import Style, opening_of

_CALLED_SO = re.compile(r"目[录錄次]|(?:table\s*of\s*)?contents|what['’]?s\s*inside", re.IGNORECASE)
_PAGE = re.compile(
    r"(?<![\s.．。·…‥_])(?:\s?[.．。·…‥_]{2,}+|\s{2,}+|\t|(?<=\D)\s)[\s.．。·…‥_]*+[-－—(（]?\s{0,9}\d{1,4}\s{0,9}[-－—)）]?$"
)
_LEADERS = re.compile(
    r"(?<![\s.．。·…‥_])(?:(?:\s?[.．。·…‥_]){4,}+|\t)[\s.．。·…‥_]*+[-－—]?\s{0,9}(?:\d{1,4}|[ivx]{1,5})\s{0,9}[-－—]?$"
)
_BESIDE_EACH_OTHER = re.compile(r"[·•|｜/／»›→\t]")
_SHORTEST = 3  # lines of a page of contents that is not called so
_LONGEST_ENTRY = 150  # characters, with leaders
_STRANGE = 2  # lines at a stretch that do not come again: a heading was written otherwise there
_WRAPPED = 3  # lines at most that hold one entry
_BELOW = 3  # lines that tell whether a heading or an entry stands above them
_SHARE = 0.7
_IN_FIGURES = {Style.LEVELS, Style.FIGURE, Style.FIGURE_BRACKETED}  # 1.0 in the contents is 1. below


def without_contents(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """The lines without pages of contents, and a note for each run that was left out."""
    keys = [_key(line) for line in lines]
    last = {key: index for index, key in enumerate(keys) if key}
    places = Places(lines) if any(map(_is_called_so, lines)) else None
    kept, notes, at = list[Line](), list[Note](), 0
    while at < len(lines):
        is_beside = _is_contents_on_one(lines[at], last, at)
        run = _Run(at + 1, is_contents=True) if is_beside else None
        if places and _is_called_so(lines[at]):
            run = _below_title(lines, places, at + 1)
        run = run or _run(lines, keys, last, at)
        if not run.is_contents and (end := _end_of_chapters(lines, keys, last, at)):
            run = _Run(end, is_contents=True)
        if run.is_contents:
            notes.append(Note(NoteKind.CONTENTS_DROPPED, lines[at].page, lines[at].paragraph))
        else:
            kept += lines[at : run.end]
        at = run.end
    return tuple(kept), tuple(notes)


@dataclass(frozen=True)
class _Run:
    """Lines up to `end`, and whether they are a page of contents."""

    end: int
    is_contents: bool


def _is_called_so(line: Line) -> bool:
    return bool(_CALLED_SO.fullmatch("".join(line.text.split())))


def _below_title(lines: Sequence[Line], places: Places, first: int) -> _Run:
    """The entries below a title: up to where the first of them begins the text, whatever they look like.

    The rest of the text may be in another file; what stands before it without being an entry is not of them.
    """
    begins = _begins(lines, places, first)
    end, at, listed = first, first, 0
    while at < (begins or len(lines)):
        if entry := _lines_of_entry(lines, places, at, begins):
            listed += entry
            end = at = at + entry
        elif (begins and _is_short(lines[at])) or (at - end < _STRANGE and _may_be_of_entry(lines[at])):
            at += 1
        else:
            break
    if begins and at >= begins > first + 1:
        return _Run(begins, is_contents=True)
    return _Run(max(end, first), listed >= _SHARE * (end - first))


def _begins(lines: Sequence[Line], places: Places, first: int) -> int | None:
    """Where the text begins: one of the first entries stands there again, with something below it."""
    for anchor in range(first, min(first + _STRANGE + 1, len(lines))):
        again = [
            at
            for at in _again(places, lines[anchor])
            if at > anchor and not _has_leaders(lines[at]) and _heads_something(lines, places, at)
        ]
        if again:
            return again[0]
    return None


def _heads_something(lines: Sequence[Line], places: Places, at: int) -> bool:
    """Whether something of what stands below does not come again: it is no entry of the same words.

    A chapter may have contents of its own.
    """
    below = range(at + 1, min(at + 1 + _BELOW, len(lines)))
    return not below or any(
        _is_called_so(lines[each]) or not _lines_of_entry(lines, places, each) for each in below
    )


def _lines_of_entry(lines: Sequence[Line], places: Places, at: int, begins: int | None = None) -> int:
    """How many lines make the entry that begins here: it has the number of a page, or comes again; 0 for none."""
    if _has_leaders(lines[at]):
        return 1
    for end in range(at + 1, min(at + _WRAPPED, begins or len(lines)) + 1):
        whole = replace(lines[at], text=" ".join(line.text for line in lines[at:end]))
        if any(place >= (begins or end) for place in _again(places, whole)):
            return end - at
    return 0


def _again(places: Places, entry: Line) -> list[int]:
    text = _LEADERS.sub("", entry.text.strip())
    found = places.of(replace(entry, text=text))
    return found or places.of(replace(entry, text=_PAGE.sub("", text)))


def _is_short(line: Line) -> bool:
    return not line.missing and is_like_title(_PAGE.sub("", line.text.strip()))


def _may_be_of_entry(line: Line) -> bool:
    return not line.table and not line.missing and len(line.text) <= _LONGEST_ENTRY


def _run(lines: Sequence[Line], keys: Sequence[str], last: Mapping[str, int], start: int) -> _Run:
    """The lines from a place on that come again, at least one, though nothing calls them contents."""
    end = start
    while end < len(lines) and (
        _has_leaders(lines[end]) or (keys[end] and _is_short(lines[end]) and last[keys[end]] > end)
    ):
        end += 1
    entries = range(start, end)
    listed = [index for index in entries if _has_leaders(lines[index]) or last[keys[index]] >= end]
    headings = [index for index in listed if " " in keys[index] or lines[index].heading]
    is_long = len(headings) >= max(_SHORTEST, _SHARE * len(entries))
    again = [last[keys[index]] for index in headings if not _has_leaders(lines[index])]
    return _Run(max(end, start + 1), is_long and not _is_list(lines, again))


def _is_list(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether most of these lines stand right beside another of their kind: below what heads a text stands that."""
    ranks = {
        at: _rank(lines[at]) for place in places for at in range(place - 1, place + 2) if at < len(lines)
    }
    beside = sum(ranks[at] is not None and ranks[at] in {ranks[at - 1], ranks.get(at + 1)} for at in places)
    return 2 * beside > len(places)


def _rank(line: Line) -> tuple[str, int] | None:
    """What is alike in 第一章 and 第二章, 1.1 and 1.2, or two titles that the file marks alike."""
    if (heading := heading_of(line)) and heading.number:
        return heading.kind, 0
    if opening := opening_of(line):
        return f"{opening.style}", len(opening.number)
    return None if line.heading is None else ("", line.heading)


def _end_of_chapters(lines: Sequence[Line], keys: Sequence[str], last: Mapping[str, int], start: int) -> int:
    """Where titles end that count from one and of which the first come again right below: a file may hold no more.

    0 where they are none.
    """
    end = start
    while end < len(lines) and keys[end] and (opening := opening_of(lines[end])):
        is_next = opening.style in _IN_FIGURES and opening.number == (end - start + 1,)
        if not is_next or not is_like_title(_PAGE.sub("", opening.rest)):
            break
        end += 1
    below = [last[key] + 1 for key in keys[start:end]]
    held = sum(at > end and _stands_below(lines, at) for at in below)
    are_first = 1 < held < len(below) >= _SHORTEST and min(below[:held]) > end >= max(below[held:])
    return end if are_first and below[0] == end + 1 else 0


def _stands_below(lines: Sequence[Line], at: int) -> bool:
    """Whether here stands a text or something of a lower level, and not the next title of its kind."""
    opening = opening_of(lines[at]) if at < len(lines) else None
    return at < len(lines) and (opening is None or len(opening.number) > 1)


def _is_contents_on_one(line: Line, last: Mapping[str, int], at: int) -> bool:
    """Whether it lists the headings below it beside each other: 一、总则 · 二、考勤 · 三、附则."""
    entries = _BESIDE_EACH_OTHER.split(line.text.strip())
    return len(entries) >= _SHORTEST and all(
        last.get(_key(Line(entry.strip())), -1) > at for entry in entries
    )


def _has_leaders(line: Line) -> bool:
    return bool(_LEADERS.search(line.text))


def _key(line: Line) -> str:
    """What an entry and its heading have in common: kind and number with the words, without blanks and page."""
    if line.table or line.missing or len(line.text) > _LONGEST_ENTRY:
        return ""
    text = _PAGE.sub("", _LEADERS.sub("", line.text.strip()))
    if (heading := heading_of(line)) and heading.number:
        return f"{heading.kind} {heading.number} {_bare(_PAGE.sub('', heading.title))[:2]}"
    if opening := opening_of(line):
        style = Style.FIGURE if opening.style in _IN_FIGURES else opening.style
        return f"{style} {_bare(_PAGE.sub('', opening.rest))}"
    return _bare(text)


def _bare(text: str) -> str:
    """Its letters; headings are often in capitals where the contents are not."""
    return "".join(text.split()).casefold()
