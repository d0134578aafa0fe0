"""From lines to books of clauses, whatever the file's format is."""

from collections.abc import Sequence
from pathlib import PurePath

from bot.importing.books import ImportedBook, ImportedBooks, ImportedClause
from bot.importing.source import ImportRefusedError, Line, Note, Refusal, SourceDocument
from bot.importing.structure.clauses import Draft, drafts_of, printed_path
from bot.importing.structure.contents import without_contents
from bot.importing.structure.numbering import numbers_of
from bot.importing.structure.openings import opening_of
from bot.importing.structure.scheme import scheme_of
from bot.importing.structure.title_page import title_page


def books_of(document: SourceDocument) -> ImportedBooks:
    """The books of a file; raises ImportRefusedError (NO_SCHEME) where nothing divides it into clauses for sure."""
    lines = tuple(
        line for line in document.lines if line.table or line.missing or line.text.strip() or line.label
    )
    lines, notes = without_contents(lines)
    book, found = _book(document, lines)
    return ImportedBooks((book,), (*document.notes, *notes, *found))


def _book(document: SourceDocument, lines: Sequence[Line]) -> tuple[ImportedBook, tuple[Note, ...]]:
    openings = {
        index: opening
        for index, line in enumerate(lines)
        if not line.table and not line.missing and (opening := opening_of(line))
    }
    scheme = scheme_of(lines, openings)
    if scheme is None:
        raise ImportRefusedError(Refusal.NO_SCHEME)
    drafts = drafts_of(lines, openings, scheme)
    clauses = tuple(
        _clause(draft, number)
        for draft, number in zip(drafts.clauses, numbers_of(drafts.clauses), strict=True)
    )
    first = min([*scheme.kept, *scheme.headings])
    before = lines[: first + (scheme.style is None)]
    ends = [clause.text for clause in clauses[:3] + clauses[-3:]]
    page = title_page(before, ends, document.title or PurePath(document.name).stem)
    book = ImportedBook(
        PurePath(document.name).stem,
        page.title,
        document.name,
        document.sha256,
        clauses,
        {path: "\n".join(texts) for path, texts in drafts.prefaces.items()},
        page.version,
        page.document_number,
        page.issued,
        page.effective,
    )
    return book, ()


def _clause(draft: Draft, number: str) -> ImportedClause:
    line = draft.line
    return ImportedClause(
        draft.label,
        number,
        printed_path(draft.path),
        draft.title,
        tuple(draft.blocks),
        line.page,
        line.paragraph,
    )
