"""Notes at the foot of pages, and the marks in the text that stand for them: small raised figures, ①, *, [1]."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.importing.readers.pdf.page import Character
from bot.importing.readers.pdf.printed_lines import Footnote, PrintedLine
from bot.importing.readers.pdf.rules import Rule

Page = Sequence[PrintedLine]

_RAISED = 0.12  # of the size: a mark stands so much higher than its line
_LOWERED = 0.9  # of the size: it is no larger
_SMALL = 0.94  # of the size of most of the text: notes are no larger, or stand below a line that is drawn
_SHORT = 250.0  # points: the line that is drawn above notes is no longer
_SIGN = re.compile(r"[\[［〔]\s?\d{1,3}\s?[\]］〕]|[①-⑳]|[*＊†‡§※]{1,3}")
_FIGURE = re.compile(r"(?P<figure>\d{1,3})(?:[.．、)）](?!\d)|(?![\d.．年月日%％]))")
_RAISED_MARK = re.compile(r"\d{1,3}")
_UNIT = re.compile(r"(?<![A-Za-z])[cdkm]?m$")  # m² is no mark


def without_footnotes(pages: Sequence[Page], rules: Mapping[int, Sequence[Rule]]) -> list[Page]:
    """The pages without the notes at their feet, each with the line in which its mark stands; `rules` by page."""
    letters = Counter[float]()
    for line in (line for page in pages for line in page):
        letters[round(line.size, 1)] += len(line.characters)
    usual = max(letters, key=lambda size: letters[size], default=0.0)
    return [_settled(page, usual, rules) for page in pages]


def _settled(page: Page, usual: float, rules: Mapping[int, Sequence[Rule]]) -> Page:
    notes = dict[str, list[PrintedLine]]()
    taken = set[PrintedLine]()
    for _, its in groupby(sorted(page, key=_column), key=_column):
        column = sorted(its, key=lambda line: -line.baseline)
        start = _start(column, page, usual, rules.get(column[0].page, ()))
        notes |= _notes(column[start:], _marks_of(page))
        taken |= set(column[start:])
    text = [line for line in page if line not in taken]
    return (
        _with_notes(text, {mark: Footnote(mark, tuple(its)) for mark, its in notes.items()})
        if notes
        else page
    )


def _column(line: PrintedLine) -> int:
    return line.column.number if line.column else 0


def _start(column: Page, page: Page, usual: float, rules: Sequence[Rule]) -> int:
    """Where the notes of a column begin: with a mark that stands above, and all below is small or under a line.

    A column that is in small letters from its top, as an annex may be, has none.
    """
    first = len(column)
    while first and column[first - 1].size <= _SMALL * usual:
        first -= 1
    ruled = next(
        (at for at in range(1, len(column)) if _is_ruled(column[at - 1], column[at], rules)), len(column)
    )
    for at in range(min(first, ruled) if first else len(column), len(column)):
        if mark := _own_mark(column[at]):
            above = (line for line in page if line.baseline > column[at].baseline or line in column[:at])
            if (ruled == at and first <= at) or mark in _marks_of(above):
                return at
    return len(column)


def _is_ruled(above: PrintedLine, line: PrintedLine, rules: Sequence[Rule]) -> bool:
    return any(
        rule.is_level
        and rule.right - rule.left <= _SHORT
        and line.baseline < rule.bottom < above.baseline
        and abs(rule.left - line.left) < line.size * 2
        for rule in rules
    )


def _notes(lines: Page, marks: Mapping[str, int]) -> dict[str, list[PrintedLine]]:
    """The lines of each note by its mark, the first without it."""
    notes = dict[str, list[PrintedLine]]()
    for line in lines:
        mark, last = _own_mark(line), next(reversed(notes), "")
        if mark and mark not in notes and (not notes or mark in marks or mark == _following(last)):
            notes[mark] = [replace(line, characters=line.characters[_length_of_mark(line) :])]
        else:
            notes[last].append(line)
    return {mark: [line for line in its if line.characters] for mark, its in notes.items()}


def _following(mark: str) -> str:
    return f"[{int(mark[1:-1]) + 1}]" if mark[1:-1].isdecimal() else ""


def _own_mark(line: PrintedLine) -> str:
    """The mark with which a note begins, figures as [1]; "" where it begins with none."""
    match = _SIGN.match(line.text) or _FIGURE.match(line.text)
    return _written(match[0]) if match else ""


def _written(mark: str) -> str:
    figure = "".join(sign for sign in mark if sign.isdecimal())
    return f"[{figure}]" if figure else "".join(mark.split())


def _length_of_mark(line: PrintedLine) -> int:
    match = _SIGN.match(line.text) or _FIGURE.match(line.text)
    return len("".join(match[0].split())) if match else 0


def _marks_of(lines: Iterable[PrintedLine]) -> dict[str, int]:
    """The marks in these lines, each with how often it stands there; figures only where they are raised."""
    marks = Counter[str]()
    for line in lines:
        marks.update(_written(match[0]) for match in _SIGN.finditer(line.text))
        marks.update(f"[{figure}]" for _, _, figure in _raised(line))
    return dict(marks)


def _raised(line: PrintedLine) -> Iterator[tuple[int, int, str]]:
    """From where to where raised figures stand among the characters of a line, and which."""
    at = 0
    for is_raised, its in groupby(line.characters, key=lambda each: _is_raised(each, line)):
        written = "".join(each.text for each in its)
        before = "".join(each.text for each in line.characters[max(0, at - 3) : at])
        if is_raised and at and _RAISED_MARK.fullmatch(written) and not _UNIT.search(before):
            yield at, at + len(written), written
        at += len(written)


def _is_raised(character: Character, line: PrintedLine) -> bool:
    is_higher = character.baseline - line.baseline > _RAISED * line.size
    return is_higher and character.size <= _LOWERED * line.size


def _with_notes(lines: Page, notes: Mapping[str, Footnote]) -> list[PrintedLine]:
    """The lines, each with the notes whose marks stand in it; those without a mark are with the last line."""
    waiting, settled = dict(notes), list[PrintedLine]()
    for line in lines:
        marked = _with_marks_in_brackets(line, notes)
        own = [waiting.pop(mark) for mark in _marks_of([line]) if mark in waiting]
        settled.append(replace(marked, footnotes=tuple(own)))
    if settled and waiting:
        last = settled[-1]
        settled[-1] = replace(last, footnotes=(*last.footnotes, *waiting.values()))
    return settled


def _with_marks_in_brackets(line: PrintedLine, notes: Mapping[str, Footnote]) -> PrintedLine:
    """The line with [1] for a raised 1 that has a note: beside other figures it would read as one of them."""
    characters = list(line.characters)
    for start, end, figure in reversed([*_raised(line)]):
        if f"[{figure}]" in notes:
            first, last = characters[start], characters[end - 1]
            opening = first._replace(text="[", right=first.left)
            closing = last._replace(text="]", left=last.right, is_after_blank=False, is_gap=False)
            inner = [each._replace(is_after_blank=False, is_gap=False) for each in characters[start:end]]
            characters[start:end] = [opening, *inner, closing]
    return replace(line, characters=tuple(characters))
