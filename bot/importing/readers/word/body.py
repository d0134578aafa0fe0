"""The body of a Word document, from its first paragraph to its last: numbers are counted on the way."""

from collections.abc import Iterator

from lxml.etree import _Element

from bot.importing.readers.symbols import UNKNOWN
from bot.importing.readers.word.blocks import Block, Cell, Grid, Paragraph, Role
from bot.importing.readers.word.indents import indent
from bot.importing.readers.word.markup import W, attribute, child, toggle, value, whole
from bot.importing.readers.word.numbering.counting import Counters, Label
from bot.importing.readers.word.numbering.definitions import Numbering
from bot.importing.readers.word.package import Package
from bot.importing.readers.word.styles import Styles, heading_level, role
from bot.importing.readers.word.text.fields import Fields
from bot.importing.readers.word.text.footnotes import Footnotes
from bot.importing.readers.word.text.paragraph_text import ParagraphText, TextReader
from bot.importing.source import Note, NoteKind

_CONTENTS = "Table of Contents"
_MOST_COLUMNS = 63  # of a table of Word; a broken width must not fill the memory


class BodyReader:
    """Reads a document once; `notes` are what it was unsure of or left out on the way."""

    def __init__(self, package: Package) -> None:
        self.notes: list[Note] = []
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        footnotes = Footnotes(package.footnotes, package.endnotes, package.settings)
        self._texts = TextReader(self._styles, footnotes, Fields(package.document))
        self._counters = Counters()
        self._paragraphs = 0

    def blocks(self, parent: _Element, *, in_contents: bool = False) -> Iterator[Block]:
        """The paragraphs and tables right below this element, in their order."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, in_contents=in_contents)
            elif element.tag == f"{W}tbl":
                yield self._table(element)
            elif element.tag == f"{W}sdt":
                gallery = value(element, "sdtPr", "docPartObj", "docPartGallery")
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self.blocks(content, in_contents=in_contents or gallery == _CONTENTS)

    def _paragraph(self, element: _Element, *, in_contents: bool) -> Iterator[Block]:
        self._paragraphs += 1
        at = self._paragraphs
        properties = child(element, "pPr")
        styles = self._styles.of_paragraph(properties)
        read = self._texts.read(element, styles)
        if read.hidden:
            self.notes.append(Note(NoteKind.HIDDEN_TEXT, paragraph=at))
        if read.uncounted:
            self.notes.append(Note(NoteKind.UNCERTAIN_LABEL, paragraph=at, words={"label": UNKNOWN}))
        if UNKNOWN in read.text:
            self.notes.append(Note(NoteKind.UNKNOWN_SYMBOL, paragraph=at))
        yield Paragraph(
            number=at,
            text=read.text,
            label=self._label(properties, read, at),
            heading=heading_level(properties, styles),
            bold=read.bold,
            size=read.size,
            indent=indent(properties, styles, read.size),
            footnotes=tuple(read.footnotes),
            figures=read.figures,
            role=Role.CONTENTS if in_contents or read.contents else role(styles),
            lead=" ".join(read.lead.split()),
        )
        for box in read.text_boxes:
            yield from self._text_box(box)

    def _label(self, properties: _Element | None, read: ParagraphText, at: int) -> str:
        styles = self._styles.of_paragraph(properties)
        if toggle(child(properties, "rPr"), "vanish") and read.hidden and not read.text:
            return ""  # a hidden paragraph is not counted
        numbered_by = self._numbering.list_of(properties, styles)
        label = Label("") if numbered_by is None else self._counters.count(*numbered_by)
        if not label.sure:
            self.notes.append(Note(NoteKind.UNCERTAIN_LABEL, paragraph=at, words={"label": label.text}))
        return label.text

    def _text_box(self, box: _Element) -> Iterator[Block]:
        """A text box stands beside the body: what is numbered in it is counted apart, and that is not sure."""
        counters, self._counters = self._counters, Counters()
        for block in self.blocks(box):
            if isinstance(block, Paragraph) and block.label:
                words = {"label": block.label}
                self.notes.append(Note(NoteKind.UNCERTAIN_LABEL, paragraph=block.number, words=words))
            yield block
        self._counters = counters

    def _table(self, element: _Element) -> Grid:
        rows: list[tuple[Cell, ...]] = []
        for row in _within_controls(element, "tr"):
            above = rows[-1] if rows else ()
            rows.append(tuple(self._row(row, above))[:_MOST_COLUMNS])
        width = max(map(len, rows), default=0)
        return Grid(tuple((*row, *(Cell() for _ in range(width - len(row)))) for row in rows))

    def _row(self, row: _Element, above: tuple[Cell, ...]) -> Iterator[Cell]:
        column = 0
        for _ in range(_width(value(row, "trPr", "gridBefore"), 0)):
            column += 1
            yield Cell()
        for element in _within_controls(row, "tc"):
            properties = child(element, "tcPr")
            cell = Cell(tuple(self.blocks(element)))
            if _goes_on(properties, "vMerge") and column < len(above):
                cell = above[column]
            for _ in range(_width(value(properties, "gridSpan"), 1)):
                column += 1
                yield cell


def _within_controls(parent: _Element | None, name: str) -> Iterator[_Element]:
    """The rows or cells right below, those in content controls too."""
    for element in () if parent is None else parent:
        if element.tag == W + name:
            yield element
        elif element.tag == f"{W}sdt":
            yield from _within_controls(child(element, "sdtContent"), name)


def _width(written: str | None, least: int) -> int:
    return min(max(whole(written) or least, least), _MOST_COLUMNS)


def _goes_on(properties: _Element | None, merge: str) -> bool:
    """Whether a cell is the continuation of the one above (w:vMerge without "restart")."""
    element = child(properties, merge)
    return element is not None and attribute(element) != "restart"
