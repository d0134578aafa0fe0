"""A PDF with a text layer -> its paragraphs as lines of a source document, or why it is refused."""

import hashlib
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from operator import itemgetter
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from bot.importing.readers.below_text import without_rest_of_page
from bot.importing.readers.common_characters import refuse_wrong_characters
from bot.importing.readers.pdf.columns import column_of, in_columns
from bot.importing.readers.pdf.footnotes import marks_of_cell, with_marks_in_brackets, without_footnotes
from bot.importing.readers.pdf.line_numbers import without_line_numbers
from bot.importing.readers.pdf.links import Link
from bot.importing.readers.pdf.page import Box, Character, Page, read_page
from bot.importing.readers.pdf.paragraphs import Habits, Paragraph, habits_of, joined, paragraphs
from bot.importing.readers.pdf.printed_lines import Footnote, PrintedLine, printed_lines
from bot.importing.readers.pdf.running_heads import without_running_heads
from bot.importing.readers.pdf.tables import Grid, grids_of, outside
from bot.importing.readers.pdf.tables_again import once, whole_tables
from bot.importing.source import ImportRefusedError, Line, Missing, Note, NoteKind, Refusal, SourceDocument

Place = tuple[int, int, float]
"""Where something stands in the order of reading: its page, its column (0 across both), and points downwards."""

_FILE_NAME = re.compile(r"\.[a-z]{2,5}$|^(?:untitled|无标题|幻灯片|microsoft word|powerpoint)", re.IGNORECASE)
_FEW = 20  # characters a page: fewer are a stamp or a page number on a picture
_WIDE, _HIGH = 100, 60  # points: smaller pictures are logos and signs
_WHOLE = 0.9  # of the page: a larger picture is paper, or a watermark


def read_pdf(path: Path) -> SourceDocument:
    """The lines of a PDF; raises ImportRefusedError."""
    content = path.read_bytes()
    pages, numbers = without_line_numbers(_pages(content))
    _refuse_pictures(pages)
    refuse_wrong_characters("".join(each.text for page in pages for each in page.characters))
    has_blanks = any(each.is_after_blank for page in pages for each in page.characters)
    grids = {page.number: grids_of(page) for page in pages}
    printed = [
        printed_lines(page.number, outside(page.characters, grids[page.number]), has_blanks=has_blanks)
        for page in pages
    ]
    kept, dropped = without_running_heads(printed)
    rules = {page.number: page.rules for page in pages}

    def written(cell: Sequence[Character]) -> Sequence[PrintedLine]:
        return printed_lines(0, cell, has_blanks=has_blanks)

    def marks(*its: Grid) -> set[str]:
        cells = (cell for grid in its for row in grid.cells for cell in row if cell)
        return {mark for cell in cells for mark in marks_of_cell(written(cell))}

    in_tables = {number: marks(*its) for number, its in grids.items()}
    noted = without_footnotes([in_columns(page) for page in kept], rules, in_tables)
    lines, habits = noted.pages, habits_of(noted.pages)

    def text(cell: Sequence[Character]) -> str:
        return joined(with_marks_in_brackets(written(cell)), habits)

    def table(number: int, grid: Grid) -> Line:
        found, own = noted.of_tables.get(number, {}), marks(grid)
        footnotes = tuple(_note(note, habits) for mark, note in found.items() if mark in own)
        return Line("", page=number, table=grid.table(text), footnotes=footnotes)

    tables = [(number, grid.box, table(number, grid)) for number, grid in once(grids)]
    figures = list(_figures(pages))
    texts = paragraphs(lines, [page.width for page in pages], habits)
    notes = [Note(NoteKind.FIGURE_MISSING, page=page) for page, *_ in figures]
    if dropped:
        notes.insert(0, Note(NoteKind.RUNNING_HEADS_DROPPED, words={"count": str(dropped)}))
    if numbers:
        notes.insert(0, Note(NoteKind.LINE_NUMBERS_DROPPED, words={"count": str(numbers)}))
    edges = {line.page: line.column.edge for page in lines for line in page if line.column}
    placed = sorted(
        ((_place(number, box, edges.get(number)), line) for number, box, line in (*tables, *figures)),
        key=itemgetter(0),
    )
    links = {page.number: page.links for page in pages}
    leading = {number for number, each in enumerate(texts, 1) if _is_linked(each, links)}
    read = [*whole_tables(_in_order(texts, placed, habits))]
    linked = {at for at, line in enumerate(read) if line.paragraph in leading}
    own, left = without_rest_of_page(read, linked)
    sha256 = hashlib.sha256(content).hexdigest()
    return SourceDocument(path.name, sha256, tuple(own), (*notes, *left), _title(content))


def _pages(content: bytes) -> list[Page]:
    with closing(_opened(content)) as document:
        try:
            return [read_page(document, number) for number in range(1, len(document) + 1)]
        except pypdfium2.PdfiumError as error:
            raise ImportRefusedError(Refusal.DAMAGED) from error


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise ImportRefusedError(Refusal.PASSWORD if locked else Refusal.DAMAGED) from error


def _title(content: bytes) -> str:
    """The title that the file tells, "" where its program put the name of a file there."""
    with closing(_opened(content)) as document:
        title = str(document.get_metadata_value("Title")).strip()
    return "" if _FILE_NAME.search(title) else title


def _refuse_pictures(pages: Sequence[Page]) -> None:
    """A page that is a picture has words that are not there, or that a program guessed and nobody sees."""
    scanned = [page for page in pages if len(page.characters) < _FEW and (page.pictures or page.invisible)]
    written = sum(len(page.characters) for page in pages)
    if not written or len(scanned) > len(pages) / 2:
        raise ImportRefusedError(Refusal.PICTURES_ONLY)


def _figures(pages: Sequence[Page]) -> Iterator[tuple[int, Box, Line]]:
    """The pictures that tell something: no logo, no paper, nothing that comes again."""
    again = Counter(tuple(map(round, box)) for page in pages for box in set(page.pictures))
    for page in pages:
        for box in page.pictures:
            width, height = box.right - box.left, box.top - box.bottom
            is_paper = width * height > _WHOLE * page.width * page.height
            if width > _WIDE and height > _HIGH and not is_paper and again[tuple(map(round, box))] == 1:
                yield page.number, box, Line("", page=page.number, missing=Missing.FIGURE)


def _place(page: int, box: Box, edge: float | None) -> Place:
    return page, column_of(box.left, box.right, edge) if edge else 0, -box.top


def _in_order(
    texts: Sequence[Paragraph], placed: Iterable[tuple[Place, Line]], habits: Habits
) -> Iterator[Line]:
    """The paragraphs, and what stands among them before the first paragraph that begins below it."""
    waiting = deque(placed)
    for number, paragraph in enumerate(texts, 1):
        first = paragraph.lines[0]
        column = first.column.number if first.column else 0
        while waiting and waiting[0][0] < (first.page, column, -first.baseline):
            yield waiting.popleft()[1]
        yield _line(paragraph, number, habits)
    yield from (line for _, line in waiting)


def _is_linked(paragraph: Paragraph, links: Mapping[int, Sequence[Link]]) -> bool:
    """Whether all its letters stand within links, which are by page."""
    letters = (
        (line.page, each) for line in paragraph.lines for each in line.characters if each.text.isalnum()
    )
    return all(
        any(link.holds((each.left + each.right) / 2, each.baseline) for link in links.get(page, ()))
        for page, each in letters
    )


def _line(paragraph: Paragraph, number: int, habits: Habits) -> Line:
    first: PrintedLine = paragraph.lines[0]
    footnotes = (note for line in paragraph.lines for note in line.footnotes)
    return Line(
        paragraph.text,
        page=first.page,
        paragraph=number,
        bold=all(line.is_bold for line in paragraph.lines),
        size=round(first.size, 1),
        indent=round(first.indent, 1),
        lead=first.lead,
        footnotes=tuple(_note(note, habits) for note in footnotes),
    )


def _note(note: Footnote, habits: Habits) -> str:
    return f"{note.mark} {joined(note.lines, habits)}"
