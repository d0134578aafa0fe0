"""The sheets of a table -> its books: a clause a row, under the headings that columns, rows or sheets name."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from bot.importing.books import ImportedBooks, Path
from bot.importing.readers.spreadsheet.book import book_of_rows, repeated
from bot.importing.readers.spreadsheet.columns import header_of
from bot.importing.readers.spreadsheet.rows import (
    Row,
    holds_table,
    remarks_of,
    rows_of,
    signed_from,
)
from bot.importing.readers.spreadsheet.sheets import Sheet, sheet_of_csv, sheets_of_workbook
from bot.importing.source import ImportRefusedError, Line, Note, NoteKind, Refusal
from bot.importing.structure.front_and_back.days import ANY_DATE
from bot.importing.structure.front_and_back.record import RECORD
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.front_and_back.title_page import TitlePage, tells_only, title_page
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.unseen import seen

_UNNAMED = re.compile(r"(?:sheet|工作表|table)\s?\d*", re.IGNORECASE)
_FIELD = re.compile("[:：]")
_REMARKS = re.compile(  # what stands above sentences on how to read or fill in a table
    r".{0,6}说明|備註|备注|(?:notes?|instructions?|legend|key)\b.*", re.IGNORECASE
)


@dataclass(frozen=True)
class _Table:
    """A sheet with the clauses that it holds, and the heading that its name is above them."""

    sheet: Sheet
    rows: tuple[Row, ...]
    heading: Path = ()


def read_spreadsheet(path: FilePath) -> ImportedBooks:
    """The book of all its sheets that have such columns, or one each; raises ImportRefusedError where none has."""
    content = path.read_bytes()
    is_text = path.suffix.lower() in {".csv", ".tsv"}
    sheets = [sheet_of_csv(content)] if is_text else sheets_of_workbook(content)
    shown = [sheet for sheet in sheets if not sheet.is_hidden and not RECORD.fullmatch(sheet.name.strip())]
    tables = [_Table(sheet, found) for sheet in shown if (found := tuple(rows_of(sheet)))]
    if not tables:
        first = next((row for sheet in shown for row in sheet.rows if any(row)), None)
        if first is None:
            raise ImportRefusedError(Refusal.EMPTY)
        raise ImportRefusedError(Refusal.NO_COLUMNS, columns=tuple(filter(None, first)))
    sha256 = hashlib.sha256(content).hexdigest()
    documents = sum(is_document_title(table.sheet.name) for table in tables)
    are_documents = documents > 1 and 2 * documents > len(
        tables
    )  # a sheet of definitions beside them is one too
    parts = [[table] for table in tables] if are_documents else [_under_sheets(tables)]
    introduction = [] if are_documents else _before(tables[0].sheet, shown)
    taken = {each.name for each in (*introduction, *(table.sheet for table in tables))}
    left = [sheet for sheet in shown if sheet.name not in taken and _holds_something(sheet)]
    books = []
    notes = [*_hidden(sheets), *(Note(NoteKind.SHEET_LEFT_OUT, words={"sheet": each.name}) for each in left)]
    for part in parts:
        rows = [row for table in part for row in table.rows]
        page = _title_page(part, introduction, part[0].sheet.name if are_documents else seen(path.stem))
        prefaces = _prefaces(part, introduction, page)
        books.append(replace(book_of_rows(page, rows, seen(path.name), sha256), prefaces=prefaces))
        notes += [*repeated(rows), *(note for table in part for note in _signed(table.sheet))]
    return ImportedBooks(tuple(books), tuple(notes))


def _hidden(sheets: Sequence[Sheet]) -> Iterator[Note]:
    for sheet in sheets:
        if sheet.is_hidden and any(rows_of(sheet)):
            yield Note(NoteKind.HIDDEN_TEXT)
        elif any(at < len(sheet.rows) and any(sheet.rows[at]) for at in sheet.hidden):
            yield Note(NoteKind.HIDDEN_TEXT, row=min(sheet.hidden) + 1)


def _signed(sheet: Sheet) -> Iterator[Note]:
    start = signed_from(sheet)
    if cells := [cell for row in sheet.rows[start:] for cell in dict.fromkeys(filter(None, row))]:
        yield Note(NoteKind.SIGNATURE_DROPPED, words={"written": " ".join(cells)}, row=start + 1)


def _before(first: Sheet, shown: Sequence[Sheet]) -> Sequence[Sheet]:
    """The sheets before the first with clauses that hold no table: a cover, how to read what follows."""
    before = shown[: shown.index(first)]
    return [sheet for sheet in before if not holds_table(sheet)]


def _holds_something(sheet: Sheet) -> bool:
    return holds_table(sheet) or any(remarks_of(sheet))


def _under_sheets(tables: Sequence[_Table]) -> Sequence[_Table]:
    """Several sheets, the clauses of each that has no headings of its own below its name, or of all that are alike."""
    if len(tables) < 2 or any(_UNNAMED.fullmatch(table.sheet.name) for table in tables):
        return tables
    are_alike = len({tuple(table.sheet.rows[header_of(table.sheet.rows) or 0]) for table in tables}) == 1
    return [
        _under_its_name(each) if are_alike or not any(row.path for row in each.rows) else each
        for each in tables
    ]


def _under_its_name(table: _Table) -> _Table:
    heading = (table.sheet.name,)
    below = (row.path if row.path[:1] == heading else (*heading, *row.path) for row in table.rows)
    rows = (replace(row, path=path) for row, path in zip(table.rows, below, strict=True))
    return _Table(table.sheet, tuple(rows), heading)


def _prefaces(tables: Sequence[_Table], introduction: Sequence[Sheet], page: TitlePage) -> Mapping[Path, str]:
    """What stands beside the clauses, of the whole or of a sheet, but for what only tells the book's data."""
    said = dict[Path, list[str]]()
    for heading, sheet in [
        *(((), each) for each in introduction),
        *((each.heading, each.sheet) for each in tables),
    ]:
        said.setdefault(heading, []).extend(text for text in remarks_of(sheet) if not tells_only(text, page))
    return {heading: "\n".join(texts) for heading, texts in said.items() if texts}


def _title_page(tables: Sequence[_Table], introduction: Sequence[Sheet], name: str) -> TitlePage:
    """What sheets before and rows above the columns say; where they have no title, a sheet alone may be called so."""
    sheet = tables[0].sheet
    own = sheet.rows[_are_titled(tables) : header_of(sheet.rows)]
    rows = [*(row for each in introduction for row in each.rows), *own]
    above = [Line(cell) for row in rows for cell in dict.fromkeys(filter(None, row))]
    heads = any(map(_heads_sheet, [row for row in own if any(row)][:1]))
    known = sheet.name if len(tables) == 1 and not heads and is_document_title(sheet.name) else ""
    titled = heads or any(is_document_title(line.text) for line in above)
    ends = ["\n".join(row.lines) for row in tables[-1].rows[-3:]]
    page = title_page(above, ends, (), known, name)
    return page if titled or known else replace(page, title=name)


def _are_titled(tables: Sequence[_Table]) -> bool:
    """Whether each of several sheets has a title of its own on top, which is not that of the whole."""
    titles = [{*filter(None, table.sheet.rows[0])} for table in tables if header_of(table.sheet.rows)]
    alone = {*map(frozenset, titles)} if all(len(cells) == 1 for cells in titles) else set()
    return 1 < len(tables) == len(alone)


def _heads_sheet(row: Sequence[str]) -> bool:
    """Whether it is one cell that says what the rows are: Pool Rules – Residents, 员工违纪处罚一览表."""
    cells = {*filter(None, row)}
    if len(cells) != 1 or not is_like_title(text := cells.pop()):
        return False
    return not (_REMARKS.fullmatch(text) or _FIELD.search(text) or ANY_DATE.search(text))
