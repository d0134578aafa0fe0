"""Notes at the foot of pages, and the marks in the text that stand for them: small raised figures, ①, *, [1]."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.importing.readers.pdf.page import Character
from bot.importing.readers.pdf.printed_lines import Footnote, PrintedLine
from bot.importing.readers.pdf.rules import Rule

Page = Sequence[PrintedLine]

_RAISED = 0.12  # of the size: a mark stands so much higher than its line
_LOWERED = 0.9  # of the size: it is no larger
_SMALL = 0.94  # of the size of most of the text: notes are no larger, or stand below a line that is drawn
_LARGER = 1.1  # of that size: titles
_SHORT = 250.0  # points: the line that is drawn above notes is no longer
_SIGN = re.compile(r"[\[［〔]\s?\d{1,3}\s?[\]］〕]|[①-⑳]|[*＊†‡§※]{1,3}")
_FIGURE = re.compile(r"(?P<figure>\d{1,3})(?:[.．、)）](?!\d)|(?![\d.．年月日%％]))")
_RAISED_MARK = re.compile(r"\d{1,3}")
_ENDS = re.compile(r"[。.；;！!？?][”’」』）)\"']*$")
_UNIT = re.compile(r"(?<![A-Za-z])[cdkm]?m$")  # m² is no mark


@dataclass(frozen=True)
class Noted:
    """The pages without the notes at their feet, each note with the line in which its mark stands.

    `of_tables` are those whose marks stand in tables, by page and mark.
    """

    pages: Sequence[Page]
    of_tables: Mapping[int, Mapping[str, Footnote]]


def without_footnotes(
    pages: Sequence[Page],
    rules: Mapping[int, Sequence[Rule]],
    in_tables: Mapping[int, Collection[str]],
) -> Noted:
    """The pages and their notes; the `rules` and the marks `in_tables` are by page."""
    letters = Counter[float]()
    for line in (line for page in pages for line in page):
        letters[round(line.size, 1)] += len(line.characters)
    walk = _Walk(max(letters, key=lambda size: letters[size], default=0.0), rules, in_tables)
    for page in pages:
        walk.take(page)
    return Noted(walk.pages, walk.of_tables)


class _Walk:
    """Reads page after page: a note may go on on the next one, and notes at the end belong to marks before."""

    def __init__(
        self,
        usual: float,
        rules: Mapping[int, Sequence[Rule]],
        in_tables: Mapping[int, Collection[str]],
    ) -> None:
        self._usual, self._rules, self._in_tables = usual, rules, in_tables
        self._unmet = dict[str, tuple[int, int]]()  # marks without a note so far, with page and line
        self.pages = list[list[PrintedLine]]()
        self.of_tables = dict[int, Mapping[str, Footnote]]()

    def take(self, page: Page) -> None:
        number = page[0].page if page else 0
        notes, taken = self._notes_of(page, self._in_tables.get(number, ()))
        if carried := notes.pop("", None):
            self._go_on(carried)
        text = [line for line in page if line not in taken]
        left = {mark: Footnote(mark, tuple(its)) for mark, its in notes.items()}
        if left:
            text = _with_notes(text, left)
        self.of_tables[number] = {
            mark: left.pop(mark) for mark in self._in_tables.get(number, ()) if mark in left
        }
        self.pages.append(text)
        self._settle(left)
        for at, line in enumerate(text):
            own = {note.mark for note in line.footnotes}
            self._unmet |= {mark: (len(self.pages) - 1, at) for mark in _marks_of([line]) if mark not in own}

    def _notes_of(
        self, page: Page, in_tables: Collection[str]
    ) -> tuple[dict[str, list[PrintedLine]], set[PrintedLine]]:
        """The lines of each note by its mark, "" for the rest of one from the page before; and all of them."""
        notes, taken = dict[str, list[PrintedLine]](), set[PrintedLine]()
        for _, its in groupby(sorted(page, key=_column), key=_column):
            column = sorted(its, key=lambda line: -line.baseline)
            start = self._start(column, page, in_tables)
            its_notes = column[start : self._end(column, start)]
            notes |= _notes(its_notes, _marks_of(page))
            taken |= set(its_notes)
        return notes, taken

    def _start(self, column: Page, page: Page, in_tables: Collection[str]) -> int:
        """Where the notes of a column begin: with a mark that stands above, and all below is small or under a line.

        A column that is in small letters from its top, as an annex may be, has none.
        """
        rules, first = self._rules.get(column[0].page, ()), len(column)
        while first and self._is_small(column[first - 1]):
            first -= 1
        ruled = next(
            (at for at in range(1, len(column)) if _is_ruled(column[at - 1], column[at], rules)), len(column)
        )
        for at in range(min(first, ruled) if first else len(column), len(column)):
            if mark := _own_mark(column[at]):
                above = (line for line in page if line.baseline > column[at].baseline or line in column[:at])
                is_at_end = ruled == at and mark in self._unmet
                if (ruled == at and first <= at) or is_at_end or mark in {*_marks_of(above), *in_tables}:
                    return at
            elif at == ruled and first <= at and self._is_open():
                return at
        return self._start_above_text(column, page)

    def _start_above_text(self, column: Page, page: Page) -> int:
        """Where notes in small letters begin below which the text goes on, as a form to sign does on the last page."""
        for at in range(1, len(column)):
            mark = _own_mark(column[at])
            if mark and self._is_small(column[at]) and not self._is_small(column[at - 1]):
                above = (line for line in page if line.baseline > column[at].baseline)
                if mark in self._unmet or mark in _marks_of(above):
                    return at
        return len(column)

    def _end(self, column: Page, start: int) -> int:
        """Where they end: notes in small letters where those are usual again; above a title stand none."""
        below = column[start:]
        if below and self._is_small(below[0]):
            usual = (at for at, line in enumerate(below, start) if not self._is_small(line))
            return next(usual, len(column))
        return start if any(line.size > _LARGER * self._usual for line in below) else len(column)

    def _is_small(self, line: PrintedLine) -> bool:
        return line.size <= _SMALL * self._usual

    def _is_open(self) -> bool:
        """Whether the last note of the page before ends in the midst of a sentence."""
        last = self._last()
        return last is not None and not _ENDS.search(last[1].lines[-1].text)

    def _last(self) -> tuple[int, Footnote] | None:
        """The lowest note of the page before, with the place of its line."""
        lines = enumerate(self.pages[-1] if self.pages else ())
        notes = [(at, note) for at, line in lines for note in line.footnotes if note.lines]
        return min(notes, key=lambda found: found[1].lines[-1].baseline, default=None)

    def _go_on(self, carried: Sequence[PrintedLine]) -> None:
        if last := self._last():
            at, note = last
            line = self.pages[-1][at]
            longer = replace(note, lines=(*note.lines, *carried))
            notes = tuple(longer if each is note else each for each in line.footnotes)
            self.pages[-1][at] = replace(line, footnotes=notes)

    def _settle(self, left: Mapping[str, Footnote]) -> None:
        """Notes of marks on pages before are with these; those without any are with the last line."""
        places = [(at, len(page) - 1) for at, page in enumerate(self.pages) if page]
        for mark, note in left.items():
            page, at = self._unmet.pop(mark, places[-1] if places else (0, 0))
            line = _with_marks_in_brackets(self.pages[page][at], left)
            self.pages[page][at] = replace(line, footnotes=(*line.footnotes, note))


def _column(line: PrintedLine) -> int:
    return line.column.number if line.column else 0


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
        if mark and mark not in notes and (not any(notes) or mark in marks or mark == _following(last)):
            notes[mark] = [replace(line, characters=line.characters[_length_of_mark(line) :])]
        else:
            notes.setdefault(last, []).append(line)
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


def _with_notes(lines: Page, notes: dict[str, Footnote]) -> list[PrintedLine]:
    """The lines, each with the notes whose marks stand in it: these are taken away from the notes."""
    found, settled = dict(notes), list[PrintedLine]()
    for line in lines:
        own = [notes.pop(mark) for mark in _marks_of([line]) if mark in notes]
        settled.append(replace(_with_marks_in_brackets(line, found), footnotes=tuple(own)))
    return settled


def marks_of_cell(lines: Iterable[PrintedLine]) -> Collection[str]:
    """The raised figures in the lines of a cell, as marks."""
    return {f"[{figure}]" for line in lines for _, _, figure in _raised(line)}


def with_marks_in_brackets(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    """The lines of a cell with [1] for each raised 1: 30 with a mark would read as 301."""
    return [_with_marks_in_brackets(line, marks_of_cell([line])) for line in lines]


def _with_marks_in_brackets(line: PrintedLine, notes: Collection[str]) -> PrintedLine:
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
