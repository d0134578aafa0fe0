"""Tables that are the rules of a document: read by the names of their columns, as those of a spreadsheet are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from bot.importing.books import ImportedBook, ImportedBooks
from bot.importing.readers.spreadsheet.book import book_of_rows, repeated
from bot.importing.readers.spreadsheet.columns import are_numbered, columns_of, header_of
from bot.importing.readers.spreadsheet.rows import Row, rows_of
from bot.importing.readers.spreadsheet.sheets import Sheet
from bot.importing.source import Line, Note, NoteKind, SourceDocument
from bot.importing.structure.book import preface_of
from bot.importing.structure.front_and_back.signature import without_signatures
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.front_and_back.title_page import TitlePage, title_page
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title
from bot.importing.structure.lines.openings import joined, opening_of
from bot.importing.structure.notes import signature_note
from bot.rulebook import Table

_FEWEST = 3  # rules


@dataclass(frozen=True)
class _Ruled:
    """What stands `before` the names of the columns, the `cells` from these on, each row with its line, and the rest.

    A title between two tables is a row, the same in all columns.
    """

    before: Sequence[Line]
    cells: Sequence[tuple[Line, Sequence[str]]]
    beside: Sequence[Line]


def book_in_tables(document: SourceDocument, *, is_numbered: bool = False) -> ImportedBooks | None:
    """The book that the tables of a document are; None where they have no such columns, or are not most of it.

    Where it `is_numbered`, also where they do not have all the numbers of the document, each that of a clause.
    """
    lines, signatures = without_signatures(document.lines)
    ruled = _ruled(lines)
    rows = tuple(rows_of(Sheet("", [cells for _, cells in ruled.cells]))) if ruled else ()
    if (
        not ruled
        or len(rows) < _FEWEST
        or not _is_most(ruled)
        or (is_numbered and not _has_numbers(ruled, rows))
    ):
        return None
    page = _title_page(document, ruled, rows, [line.text for each in signatures for line in each])
    book = _with_places(book_of_rows(page, rows, document.name, document.sha256), ruled)
    preface = preface_of([joined(line) for line in (*ruled.before, *ruled.beside) if not line.table], page)
    notes = [*document.notes, *repeated(rows), *map(signature_note, signatures)]
    if page.is_untitled:
        notes.append(Note(NoteKind.UNTITLED, words={"title": page.title}))
    if asks_something(preface):
        notes.append(Note(NoteKind.RULES_IN_PREFACE, words={"heading": page.title}))
    return ImportedBooks((replace(book, prefaces={(): preface} if preface else {}),), tuple(notes))


def _ruled(lines: Sequence[Line]) -> _Ruled | None:
    """The rows below the first names of columns; None where nothing is called so, or a table has other columns."""
    tables = {at: rows for at, line in enumerate(lines) if (rows := _rows(line.table))}
    first = next((at for at, rows in tables.items() if _header_of(rows) is not None), None)
    if first is None:
        return None
    header = _header_of(tables[first]) or 0
    names = tables[first][header]
    tables[first] = tables[first][header + 1 :]
    titles = {at for at in range(first, max(tables)) if is_like_title(joined(lines[at]))}
    start = _first_title(lines, first, [lines[at] for at in titles])
    found = [(lines[first], names)]
    for at in [*range(start, first), *sorted({*tables, *titles})]:
        rows = [[joined(lines[at])] * len(names)] if at not in tables else tables[at] if at >= first else []
        found += [(lines[at], cells) for cells in rows if [*cells] != [*names]]
    before = [*lines[:start], *(Line(cells[0]) for cells in _rows(lines[first].table)[:header])]
    beside = [line for at, line in enumerate(lines) if at > first and at not in {*tables, *titles}]
    beside += [Line(note) for at in tables for note in lines[at].footnotes]
    are_alike = all(len(cells) == len(names) for _, cells in found)
    return _Ruled(before, found, beside) if are_alike else None


def _first_title(lines: Sequence[Line], table: int, others: Sequence[Line]) -> int:
    """Where the titles above the first table begin that look like those above others; the document's is no such."""
    looks = {(line.heading, line.bold, line.size) for line in others}
    at = table
    while at > 1 and _is_title_below_others(lines[at - 1], looks):
        at -= 1
    return at


def _is_title_below_others(line: Line, looks: Collection[tuple[int | None, bool, float | None]]) -> bool:
    looks_alike = (line.heading, line.bold, line.size) in looks
    return looks_alike and is_like_title(joined(line)) and not is_document_title(line.text)


def _rows(table: Table | None) -> Sequence[Sequence[str]]:
    if table is None:
        return ()
    caption = [[table.caption] * len(table.header)] if table.caption else []
    return [*caption, table.header, *table.rows]


def _header_of(rows: Sequence[Sequence[str]]) -> int | None:
    header = header_of(rows)
    return header if header is not None and len(columns_of(rows[header])) > 1 else None


def _is_most(ruled: _Ruled) -> bool:
    within = sum(len("".join(dict.fromkeys(cells))) for _, cells in ruled.cells)
    return within > sum(len(line.text) for line in (*ruled.before, *ruled.beside))


def _has_numbers(ruled: _Ruled, rows: Sequence[Row]) -> bool:
    are_outside = any(map(opening_of, (*ruled.before, *ruled.beside)))
    return not are_outside and are_numbered([row.label for row in rows])


def _title_page(
    document: SourceDocument, ruled: _Ruled, rows: Sequence[Row], signed: Sequence[str]
) -> TitlePage:
    ends = [*("\n".join(row.lines) for row in rows[-3:]), *(line.text for line in ruled.beside)]
    return title_page(ruled.before, ends, signed, document.title, PurePath(document.name).stem)


def _with_places(book: ImportedBook, ruled: _Ruled) -> ImportedBook:
    """The clauses with the page and paragraph of their table: of rows a document knows nothing."""
    lines = (ruled.cells[(clause.row or 1) - 1][0] for clause in book.clauses)
    placed = (
        replace(clause, row=None, page=line.page, paragraph=line.paragraph)
        for clause, line in zip(book.clauses, lines, strict=True)
    )
    return replace(book, clauses=tuple(placed))
