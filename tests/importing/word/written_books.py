"""A book of ours as a Word file, its numbers typed or made by Word's lists: what an import of it must give back."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.importing.readers.word.numbering.number_formats import written_in
from bot.rulebook import Clause, Heading, HeadingKind, Rulebook, Table
from bot.rulebook.designation.numerals import NUMERAL, parse_numeral
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_NUMBERED = re.compile(
    rf"(?P<before>第|[（(]?)(?P<number>{NUMERAL})(?P<behind>[条條章节節编編]|[）)、.．])\s*(?P<rest>.*)",
    re.DOTALL,
)
_FORMATS = ("chineseCountingThousand", "taiwaneseCountingThousand", "decimal")


def write_word(book: Rulebook, folder: Path, *, automatic: bool) -> Path:
    """The book as a Word file; with `automatic` every number that Word's lists can show is left to them."""
    writer = _Writer(automatic=automatic)
    writer.paragraph(book.title, "Title")
    writer.texts(book.preface)
    shown: tuple[Heading, ...] = ()
    for clause in book.clauses:
        path = clause.heading.path if clause.heading.kind is not HeadingKind.BOOK else ()
        for depth, heading in enumerate(path, 1):
            if heading not in shown:
                writer.paragraph(heading.title if _is_annex(heading) else heading.label, f"Heading {depth}")
                writer.texts(heading.preface)
        shown = path
        writer.clause(clause)
    return writer.save(folder / f"{book.id}.docx")


def _is_annex(heading: Heading) -> bool:
    """Files of the first days had annexes as chapters, with numbers that no document prints."""
    return heading.kind is HeadingKind.CHAPTER and heading.title.startswith("附件")


class _Writer:
    def __init__(self, *, automatic: bool) -> None:
        self._document: WordDocument = Document()
        self._lists = _Lists() if automatic else None

    def paragraph(self, text: str, style: str | None = None) -> None:
        """A paragraph; where its number is one that a list shows, only the rest is typed."""
        found = _NUMBERED.fullmatch(text) if self._lists else None
        number_format = _format_of(found) if found else None
        if found is None or number_format is None or self._lists is None:
            self._document.add_paragraph(text, style)
            return
        pattern = f"{found['before']}%1{found['behind']}"
        number = self._lists.use(pattern, number_format, parse_numeral(found["number"]) or 0)
        properties = self._document.add_paragraph(found["rest"], style)._p.get_or_add_pPr()  # no other way
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        )

    def texts(self, text: str) -> None:
        """A paragraph a line."""
        for line in filter(None, text.split("\n")):
            self.paragraph(line)

    def clause(self, clause: Clause) -> None:
        """Its number with the title, or with the first line."""
        lines = clause.text.split("\n")
        first = clause.title or lines.pop(0)
        printed = clause.number.in_chinese if clause.printed is None else clause.printed
        own = "" if _is_annex(clause.heading) else re.sub(r"^第[^章]+章", "", printed)
        self.paragraph(f"{own}　{first}".strip("　"))
        for part in _with_tables("\n".join(lines), clause.tables):
            if isinstance(part, Table):
                self._table(part)
            else:
                self.texts(part)

    def _table(self, table: Table) -> None:
        if table.caption:
            self.paragraph(table.caption, "Caption")
        rows = (table.header, *table.rows)
        written = self._document.add_table(len(rows), len(table.header))
        for at, row in enumerate(rows):
            for cell, text in zip(written.rows[at].cells, row, strict=True):
                cell.text = text

    def save(self, path: Path) -> Path:
        """Writes the file, its lists after the abstract numberings that they are of."""
        if self._lists:
            numbering = self._document.part.numbering_part.element
            for each in list(numbering):
                numbering.remove(each)
            numbering.extend(map(parse_xml, self._lists.written()))
        self._document.save(str(path))
        return path


class _Lists:
    """Lists by pattern and format: one goes on as long as its numbers do, and then another begins with a start."""

    def __init__(self) -> None:
        self._abstract: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], tuple[int, int]] = {}
        self._nums: list[str] = []

    def use(self, pattern: str, number_format: str, number: int) -> int:
        """The list that shows this number next."""
        key = (pattern, number_format)
        abstract = self._abstract.setdefault(key, len(self._abstract))
        num, last = self._last.get(key, (0, -1))
        if number != last + 1:
            num = len(self._nums) + 1
            self._nums.append(
                f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="0">'
                f'<w:startOverride w:val="{number}"/></w:lvlOverride></w:num>'
            )
        self._last[key] = num, number
        return num

    def written(self) -> Iterator[str]:
        """The elements of numbering.xml."""
        for (pattern, number_format), abstract in self._abstract.items():
            yield (
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{number_format}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
            )
        yield from self._nums


def _format_of(found: re.Match[str]) -> str | None:
    number = parse_numeral(found["number"])
    is_inserted = found["rest"].startswith("之")  # 第三条之一: no list counts so
    shows = (
        each
        for each in _FORMATS
        if number and not is_inserted and written_in(number, each)[0] == found["number"]
    )
    return next(shows, None)


def _with_tables(text: str, tables: tuple[Table, ...]) -> Iterator[str | Table]:
    """The text, with its rows of tables as the tables that they are of."""
    for table in tables:
        before, _, text = text.partition("\n".join(table.lines))
        yield before
        yield table
    yield text
