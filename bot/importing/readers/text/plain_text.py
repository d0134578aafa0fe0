"""Plain text: a line a line; lines that were broken at a margin are joined."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from unicodedata import east_asian_width

from bot.importing.readers.symbols import with_signs_of_lists
from bot.importing.readers.text.aligned_tables import aligned_tables
from bot.importing.readers.text.encoding import read_characters
from bot.importing.readers.text.framed_tables import framed_tables
from bot.importing.readers.text.quoted import without_marks_of_quotes
from bot.importing.readers.text.running_heads import pages_without_heads
from bot.importing.readers.text.text_footnotes import with_footnotes_at_marks
from bot.importing.source import Line, SourceDocument
from bot.importing.structure.front_and_back.mail import is_field_of_message
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import opening_of
from bot.rulebook import Table

_RULE = re.compile(r"[\s=*_~+#—─═-]{3,}")
_BEGINS = re.compile(  # what stands at the start of a line of its own
    r"第.{1,8}[条條章节節编編]|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)）、]"
    r"|\d+(?:\.\d+)+\.?\s"
    r"|[①-⑳•●■◆➢▪✓❖*·-]\s?|(?i:section|article|chapter|part|appendix|annex)\s"
)
_NOTE = re.compile(r"[\[【〔]\d{1,3}[\]】〕]\s")
_ARTICLE = re.compile(r"第|(?i:section|article|chapter|part|appendix|annex)\s")
_ENDS = re.compile(r"[。；：.;:!?！？][”’」』）)\"']*$")
_BOLD = re.compile(r"(?P<sign>\*\*|__)(?=[^\s*_])(?P<text>(?:[^*_]|[*_](?![*_]))+)(?P=sign)")
_PAGE_ENDS = "\f"
_ABOVE_SENDER = "--"  # of a message, often with a blank behind
_MARGINS = range(50, 121)  # columns
_ALMOST_FULL = 0.8
_MOST = 0.6


def read_text(path: Path) -> SourceDocument:
    """The lines of a text file; raises ImportRefusedError where it is no text."""
    characters, sha256 = read_characters(path)
    return SourceDocument(path.name, sha256, tuple(with_footnotes_at_marks(text_lines(characters))))


def text_lines(characters: str) -> Sequence[Line]:
    """The lines of a plain text, by their places in it."""
    text = with_signs_of_lists(without_marks_of_quotes(characters))
    written = list(_over_ends(pages_without_heads(text)))
    framed = framed_tables(written)
    aligned = aligned_tables(_without(written, framed), _BEGINS)
    tables = {**framed, **aligned}
    lines = [
        _line(line, number, is_apart=number > 1 and not written[number - 2].strip())
        for number, line in _paragraphs(_without(written, tables))
    ]
    lines += [Line("", paragraph=start + 1, table=table) for start, (_, table) in tables.items()]
    return sorted(lines, key=lambda line: line.paragraph or 0)


def _line(text: str, number: int, *, is_apart: bool) -> Line:
    """A paragraph; one between ** as a whole is bold, as in text that was written for Markdown."""
    bold = _BOLD.fullmatch(text)
    return Line(bold["text"] if bold else text, paragraph=number, bold=bool(bold), is_apart=is_apart)


def _without(written: Sequence[str], tables: Mapping[int, tuple[int, Table]]) -> Sequence[str]:
    """The lines, with those of tables left empty."""
    rows = {at for start, (end, _) in tables.items() for at in range(start, end)}
    return ["" if at in rows else line for at, line in enumerate(written)]


def _over_ends(pages: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of pages, with a mark for each empty one at an end over which a sentence goes on."""
    empty, above = list[str](), ""
    for page in pages:
        is_first = True
        for line in page:
            if not line.strip():
                empty.append(line)
                continue
            is_cut = is_first and _is_cut(above, line)
            yield from (_PAGE_ENDS if is_cut else each for each in empty)
            yield line
            empty, above, is_first = [], line, False
    yield from empty


def _paragraphs(written: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The paragraphs, each with the number of its first line."""
    margin = _margin(written)
    number, parts, is_full = 0, list[str](), False
    for place, line in enumerate(written, 1):
        if line == _PAGE_ENDS:
            continue
        is_rule = _RULE.fullmatch(line) is not None and line.strip() != _ABOVE_SENDER
        is_empty = is_rule or not line.strip()
        if parts and (is_empty or not is_full or not _goes_on(parts, line)):
            yield number, _joined(parts)
            parts = []
        if not is_empty:
            number = number if parts else place
            parts.append(line)
        is_full = bool(margin) and _width(line) >= _ALMOST_FULL * margin
    if parts:
        yield number, _joined(parts)


def _goes_on(parts: Sequence[str], line: str) -> bool:
    """Whether a line begins no further in than a paragraph's next one: behind its label, or where the others do."""
    if _BEGINS.match(line.lstrip()) and not _refers(parts[-1], line):
        return False
    before, here = _indent(parts[-1]), _indent(line)
    if here > before:
        first = parts[0].lstrip()
        return len(parts) == 1 and bool(_BEGINS.match(first) or _NOTE.match(first))
    if here == before:
        return not here or len(parts) > 1 or not _ENDS.search(parts[0].rstrip())
    return len(parts) == 1


def _refers(before: str, line: str) -> bool:
    """Whether a sentence goes on with the number of another clause: 违反本规定, and on the next line 第八条的，."""
    referred = Line(line.strip())
    if _ENDS.search(before.rstrip()) or not _ARTICLE.match(referred.text):
        return False
    opening = opening_of(referred)
    return heading_of(referred) is None if opening is None else not opening.is_sure


def _indent(line: str) -> int:
    return _width(line) - _width(line.lstrip())


def _margin(written: Sequence[str]) -> int:
    """The column at which the lines of a text were broken; 0 where they were not."""
    widest = max(map(_width, written), default=0)
    cut = (line for line, below in pairwise(written) if _is_cut(line, below))
    going_on = [_width(line) for line in cut if not is_field_of_message(line)]
    full = sum(width >= _ALMOST_FULL * widest for width in going_on)
    return widest if widest in _MARGINS and going_on and full >= _MOST * len(going_on) else 0


def _is_cut(line: str, below: str) -> bool:
    """Whether a line ends in the midst of a text that goes on below, as a list of short items does not."""
    if not line.strip() or not below.strip() or _BEGINS.match(below.lstrip()):
        return False
    return not _ENDS.search(line.rstrip())


def _width(line: str) -> int:
    """The columns that a line takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line.rstrip())


def _joined(parts: Sequence[str]) -> str:
    text, *others = (part.strip() for part in parts)
    for part in others:
        between = "" if east_asian_width(text[-1]) in "WF" or east_asian_width(part[0]) in "WF" else " "
        text += between + part
    return text
