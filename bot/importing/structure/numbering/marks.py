"""What any line may count or head, of whatever kind: the same signs round its number, or the same look."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.importing.source import Line
from bot.importing.structure.lines.forms import readings
from bot.importing.structure.lines.headings import (
    FoundHeading,
    asked_lines,
    heading_of,
    is_in_capitals,
    is_large_title,
    is_like_title,
    marked_heading,
    title_below,
)
from bot.importing.structure.lines.openings import Form, Opening, Style, is_framed, joined, opening_of
from bot.importing.structure.numbering.sequence import Number

_LARGER = 1.1  # times the size of most letters
_COUNTED = re.compile(r"(?<![A-Za-z])(?:[IVXLC]+|[A-Z])(?![A-Za-z])|[\d一二三四五六七八九十百〇零○]+")
_BEHIND_WORD = ".:：-–—"
_WORD = re.compile(r"[^\W\d_]{2,}")
_READS_ON = re.compile(r"[a-z,;)），、]|and\b|or\b")
_PLAIN = {("letter True", "", ""): Style.LETTER, ("roman", "", ""): Style.ROMAN}
_DOTTED = re.compile(r"[A-Z]{1,6}[.．]")
_APART = {"、", ":", "："}  # 规定1：, which is not 规定1


@dataclass(frozen=True)
class Mark:
    """A line as one of its `kind`; `number` is None where only its look is alike, the lowest `prominence` outermost.

    Numbers that are `coded` rise and need not follow: Policy 501, Policy 610.
    """

    kind: Hashable
    number: Number | None
    title: str
    is_sure: bool = True
    is_coded: bool = False
    opening: Opening | None = None
    heading: FoundHeading | None = None
    prominence: float = 0.0


def marks_of(lines: Sequence[Line]) -> dict[int, tuple[Mark, ...]]:
    """All that each line may be; where it has a number, its look tells nothing."""
    found = {
        index: tuple(_numbered(line))
        for index, line in enumerate(lines)
        if not line.table and not line.missing
    }
    numbered = {index: marks for index, marks in found.items() if marks}
    titled = {
        index: title
        for index, (mark, *_) in numbered.items()
        if mark.heading and (title := title_below(mark.heading, lines[index + 1 : index + 2]))
    }
    numbered |= {index: (replace(numbered[index][0], title=title),) for index, title in titled.items()}
    looks = dict(_looks(lines, {*numbered, *(index + 1 for index in titled)}))
    alike = Counter(mark.kind for mark in looks.values())
    seen = {index: (mark,) for index, mark in looks.items() if alike[mark.kind] > 1}
    return dict(sorted({**numbered, **seen}.items()))


def _numbered(line: Line) -> Iterator[Mark]:
    heading, opening = heading_of(line), opening_of(line)
    if heading and heading.number and (number := _levels(heading.number)):
        label = heading.printed.partition(heading.title)[0] if heading.title else heading.printed
        own = opening if opening and opening.style in {Style.SECTION, Style.LATIN_ARTICLE} else None
        yield Mark(_word(label), number, heading.title, opening=own, heading=heading)
        return
    if opening:
        yield _opened(opening, line)
        if opening.style not in {Style.HAN, Style.FIGURE, Style.FIGURE_BRACKETED}:
            return
    for form, read in readings(joined(line)):
        if opening is None or form.lead or form.trail or form.kind not in {"figure", "han"}:
            yield _formed(form, read, line)


def _opened(opening: Opening, line: Line) -> Mark:
    kind: Hashable = opening.style, line.heading
    if opening.style is Style.LEVELS:
        depth = len(opening.number)  # 2.0 is of the kind of 2.
        kind = (Style.FIGURE if depth == 1 else (depth, opening.key[:1].isalpha())), line.heading
    elif opening.style in {Style.SECTION, Style.LATIN_ARTICLE}:
        kind = _word(opening.label)
    return Mark(kind, opening.number, opening.rest, opening.is_sure, opening=opening)


def _formed(form: Form, read: Opening, line: Line) -> Mark:
    text = joined(line)
    dotted = _DOTTED.match(text)
    if dotted and (style := _PLAIN.get((form.kind, form.lead, form.trail))):
        read = replace(read, style=style, label=dotted[0])
    behind = text[len(read.label) :].strip()[:1]
    lead, trail = (unicodedata.normalize("NFKC", each) for each in (form.lead, form.trail))
    kind = form.kind, lead, trail, form.levels, behind if behind in _APART else "", line.heading
    is_coded = bool(_WORD.search(lead)) or lead == "A"
    return Mark(kind, read.number, read.rest, not _READS_ON.match(read.rest), is_coded, opening=read)


def _word(label: str) -> str:
    """What is alike in Section 3 and Section 4, in 第一章 and 第二章."""
    return "".join(_COUNTED.sub("", label).split()).strip(_BEHIND_WORD).casefold()


def _levels(number: str) -> Number:
    """3.1 -> 3, 1; B -> 2; () for 9A, which stands behind 9 and before 10."""
    pieces = number.replace("-", ".").split(".")
    if any(len(each) > 1 and not each.isdecimal() for each in pieces):
        return ()
    return tuple(int(each) if each.isdecimal() else int(each, 36) - 9 for each in pieces if each)


def _looks(lines: Sequence[Line], numbered: Collection[int]) -> Iterator[tuple[int, Mark]]:
    """The lines that stand out: by the file's own mark, by size, bold, capitals or brackets, or as questions."""
    letters = Counter({0.0: 0})
    for line in lines:
        letters[line.size or 0.0] += len(line.text)
    body, asked = letters.most_common(1)[0][0], asked_lines(lines)
    for index, line in enumerate(lines):
        title = " ".join(joined(line).split())
        if index in numbered or not title or line.table:
            continue
        if line.heading is not None:
            marked = marked_heading(line, 0.0)
            yield (
                index,
                Mark(("marked", line.heading), None, title, heading=marked, prominence=line.heading - 1000.0),
            )
        elif index in asked and not (_look(line, body) or [None])[0]:
            yield index, Mark("asked", None, title, heading=asked[index], prominence=1.0)
        elif (look := _look(line, body)) and (is_large_title if look[0] else is_like_title)(title):
            yield index, Mark(look, None, title, prominence=-(line.size or 0.0))


def _look(line: Line, body: float) -> tuple[float | bool | None, ...] | None:
    size = line.size if body and (line.size or 0.0) >= _LARGER * body else None
    look = size, line.bold, is_in_capitals(line), is_framed(line)
    return look if any(look) else None
