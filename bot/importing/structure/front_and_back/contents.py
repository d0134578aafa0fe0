"""Pages of contents: lines that name, in their order, what stands further down.

Below a title (目录, Contents) they go as far as the place where the first entry begins the text: with more words behind
it, on more lines or fewer, with a number or without. Each has the number of a page, or comes again. Without a title
they are lines that come again as they are, and that head something there: a list that stands again below another
heading has its items beside each other both times.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.front_and_back.again import Places, has_leaders, without_page
from bot.importing.structure.lines.headings import heading_of, is_like_title
from bot.importing.structure.lines.openings import Style, joined, opening_of

_CALLED_SO = re.compile(
    r"(?:目[录錄次]/?)?(?:(?:table\s*of\s*)?contents|what['’]?s\s*inside)[:：]?|目[录錄次][:：]?",
    re.IGNORECASE,
)
_BESIDE_EACH_OTHER = re.compile(r"[·•|｜/／»›→\t]")
_SHORTEST = 3  # lines of a page of contents that is not called so
_LONGEST_ENTRY = 150  # characters, with leaders
_STRANGE = 2  # lines at a stretch that do not come again: a heading was written otherwise there
_RUN_IN = 10  # characters of a text behind a title
_SENTENCE = tuple("。；;：:")
_FULL_STOP = "。"
_MOST = (
    16  # places where the words of an entry may begin the text: those of a form stand on thousands of lines
)
_WRAPPED = 4  # lines at most that hold one entry
_BELOW = 3  # lines that tell whether a heading or an entry stands above them
_SHARE = 0.7
_IN_FIGURES = {Style.LEVELS, Style.FIGURE, Style.FIGURE_BRACKETED}  # 1.0 in the contents is 1. below


def without_contents(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """The lines without pages of contents, and a note for each run that was left out."""
    places = Places(lines)
    kept, notes, at = list[Line](), list[Note](), 0
    while at < len(lines):
        if table := _end_of_table(lines, places, at):
            run = _Run(table, is_contents=True)
        elif _is_called_so(lines[at]):
            run = _below_title(lines, places, at + 1)
        elif _is_contents_on_one(lines[at], places, at):
            run = _Run(at + 1, is_contents=True)
        else:
            run = _untitled(lines, places, at)
        if not run.is_contents and (end := _end_of_chapters(lines, places, at)):
            run = _Run(end, is_contents=True)
        if run.is_contents:
            ends = {"first": lines[at], "last": lines[run.end - 1]}
            words = {name: " ".join(joined(line).split()) for name, line in ends.items()}
            notes.append(Note(NoteKind.CONTENTS_DROPPED, lines[at].page, lines[at].paragraph, words))
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
    anchors = range(first, min(first + _STRANGE + 1, len(lines)))
    begins = next(filter(None, (_begins(lines, places, anchor) for anchor in anchors)), None)
    end, at, listed = first, first, 0
    while at < (begins or len(lines)):
        if entry := _entry(lines, places, at, begins):
            listed += entry.end - at
            end = at = entry.end
        elif (begins and _is_short(lines[at])) or (at - end < _STRANGE and _may_be_of_entry(lines[at])):
            at += 1
        else:
            break
    if begins and at >= begins > first + 1:
        return _Run(_end_before(lines, end, begins), is_contents=True)
    return _Run(max(end, first), listed >= _SHARE * (end - first))


def _end_before(lines: Sequence[Line], end: int, begins: int) -> int:
    """Where a page of contents ends: behind its last entry may stand what heads the first of them in the text."""
    while begins > end and _is_marked_above(lines[begins - 1], lines[begins]):
        begins -= 1
    return begins


def _is_marked_above(line: Line, below: Line) -> bool:
    return line.heading is not None and below.heading is not None and line.heading < below.heading


def _untitled(lines: Sequence[Line], places: Places, start: int) -> _Run:
    """Entries that nothing calls contents: at least three, in the order of the text, and right before it.

    What stands elsewhere, with a preface between, has the numbers of pages, or is a heading as a whole.
    """
    begins = _begins(lines, places, start)
    entries, end = list[_Entry](), start
    while end < (begins or len(lines)):
        below = max([begins or 0, *(each.place for each in entries if each.place)])
        entry = _entry(lines, places, end, begins, below)
        if not entry or any(_ends_sentence(line) for line in lines[end : entry.end]):
            break
        entries.append(entry)
        end = entry.end
    found = [each for each in entries if each.place]
    is_listed = start and _rank(lines[start - 1]) and lines[start - 1].text.rstrip().endswith((":", "："))
    if len(entries) < _SHORTEST or not found or (is_listed and not has_leaders(lines[start])):
        return _Run(max(end, start + 1), is_contents=False)
    is_before = end == begins
    headings = [each for each in entries if each.has_leaders or _rank(lines[each.at])]
    again = [each for each in found if not each.has_leaders and not (is_before and each.goes_on(lines))]
    is_long = is_before or len(headings) >= max(_SHORTEST, _SHARE * len(entries))
    return _Run(end, is_long and not _is_list(lines, [each.place for each in again]))


@dataclass(frozen=True)
class _Entry:
    """The lines `at` to `end`, and the place of what they name, if it is there."""

    at: int
    end: int
    place: int
    has_leaders: bool

    def goes_on(self, lines: Sequence[Line]) -> bool:
        """Whether a text follows on the line that it names."""
        longest = sum(len(line.text) for line in lines[self.at : self.end])
        return len(lines[self.place].text) > longest + _RUN_IN


def _begins(lines: Sequence[Line], places: Places, first: int) -> int | None:
    """Where the text begins: an entry stands there again, with something below it."""
    for end in range(first + 1, min(first + _WRAPPED, len(lines)) + 1):
        again = places.again(first, end)
        below = bisect_right(again, first)
        for at in again[below : below + _MOST]:
            if not has_leaders(lines[at]) and _heads_something(lines, places, at):
                return at
    return None


def _heads_something(lines: Sequence[Line], places: Places, at: int) -> bool:
    """Whether something of what stands below does not come again: it is no entry of the same words.

    A chapter may have contents of its own.
    """
    below = range(at + 1, min(at + 1 + _BELOW, len(lines)))
    return not below or any(_is_called_so(lines[each]) or not _entry(lines, places, each) for each in below)


def _entry(
    lines: Sequence[Line], places: Places, at: int, begins: int | None = None, below: int = 0
) -> _Entry | None:
    """The entry that begins here: what comes again, from `below` on, or has the number of a page.

    A sentence is none: two editions of a regulation in one file have most of them in common.
    """
    pages = (end for end in range(at + 1, at + _WRAPPED) if end <= len(lines) and has_leaders(lines[end - 1]))
    longest = min(at + _WRAPPED, begins or len(lines), next(pages, len(lines)))
    for end in range(longest, at, -1):
        if any(_FULL_STOP in line.text for line in lines[at:end]):
            continue
        again = places.again(at, end)
        if (next_one := bisect_left(again, below or begins or end)) < len(again):
            return _Entry(at, end, again[next_one], has_leaders(lines[end - 1]))
    return _Entry(at, at + 1, 0, has_leaders=True) if has_leaders(lines[at]) else None


def _ends_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith(_SENTENCE)


def _is_short(line: Line) -> bool:
    return not line.missing and is_like_title(without_page(line.text))


def _may_be_of_entry(line: Line) -> bool:
    return not line.table and not line.missing and len(line.text) <= _LONGEST_ENTRY


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


def _end_of_chapters(lines: Sequence[Line], places: Places, start: int) -> int:
    """Where titles end that count from one and of which the first come again right below: a file may hold no more.

    0 where they are none.
    """
    end = start
    while end < len(lines) and (opening := opening_of(lines[end])):
        is_next = opening.style in _IN_FIGURES and opening.number == (end - start + 1,)
        if not is_next or not is_like_title(without_page(opening.rest)):
            break
        end += 1
    below = [max(places.whole(line), default=-1) + 1 for line in lines[start:end]]
    held = sum(at > end and _stands_below(lines, at) for at in below)
    are_first = 1 < held < len(below) >= _SHORTEST and min(below[:held]) > end >= max(below[held:])
    return end if are_first and below[0] == end + 1 else 0


def _stands_below(lines: Sequence[Line], at: int) -> bool:
    """Whether here stands a text or something of a lower level, and not the next title of its kind."""
    opening = opening_of(lines[at]) if at < len(lines) else None
    return at < len(lines) and (opening is None or len(opening.number) > 1)


def _is_contents_on_one(line: Line, places: Places, at: int) -> bool:
    """Whether it lists the headings below it beside each other: 一、总则 · 二、考勤 · 三、附则."""
    entries = _BESIDE_EACH_OTHER.split(line.text.strip())
    return len(entries) >= _SHORTEST and all(
        max(places.whole(Line(entry.strip())), default=-1) > at for entry in entries
    )


def _end_of_table(lines: Sequence[Line], places: Places, at: int) -> int:
    """Where a table ends that names what stands below it, each with a page or without, and its title; else 0."""
    is_titled = _is_called_so(lines[at]) and at + 1 < len(lines)
    line = lines[at + is_titled]
    if line.table is None:
        return 0
    rows = [_without_page_cell(row) for row in (line.table.header, *line.table.rows)]
    found = [max(places.whole(Line(row)), default=-1) > at for row in rows if row]
    is_named = is_titled or any(_is_called_so(Line(cell)) for cell in line.table.header)
    fewest = 2 if is_named else _SHORTEST
    is_contents = sum(found) >= fewest and all(found[not found[0] :]) if found else False
    return at + is_titled + 1 if is_contents else 0


def _without_page_cell(row: Sequence[str]) -> str:
    cells = [cell.strip() for cell in row if cell.strip()]
    return " ".join(cells[:-1] if len(cells) > 1 and cells[-1].isdecimal() else cells)
