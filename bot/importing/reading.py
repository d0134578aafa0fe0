"""A file -> its books: what kind it is its content tells, its name only where content cannot."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from bot.importing.books import ImportedBooks
from bot.importing.source import LARGEST, Changes, ImportRefusedError, Refusal, SourceDocument
from bot.importing.structure import books_of
from bot.importing.unseen import seen_document

_BEGINNING = 4096  # bytes that tell the kind
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls, and encrypted .docx
_WORKBOOK, _WORD, _ENCRYPTED = (
    name.encode("utf-16-le") for name in ("Workbook", "WordDocument", "EncryptedPackage")
)
_RICH_TEXT = b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_TEXTS = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
_TABLES = {".csv", ".tsv"}


def read_books(path: Path, changes: Changes | None = None, parts: Sequence[str] = ()) -> ImportedBooks:
    """The books of a file; raises ImportRefusedError, its words with the `file`, and OSError where it cannot be read.

    `changes` says what becomes of changes that are tracked in a Word file, `parts` where several books in it begin.
    """
    try:
        return (
            _tables(path)
            if _kind(path) == "table"
            else _text(seen_document(read_source(path, changes)), parts)
        )
    except ImportRefusedError as error:
        raise ImportRefusedError(error.refusal, **({"file": path.name} | error.words)) from error
    except ImportError as error:
        raise ImportRefusedError(Refusal.MISSING_EXTRA, file=path.name) from error


def read_source(path: Path, changes: Changes | None = None) -> SourceDocument:
    """The lines of a file of text; raises ImportRefusedError, ImportError without the extra, and OSError."""
    # Readers are imported when they are needed: without the extra `import` there are no libraries for them.
    match _kind(path):
        case "pdf":
            from bot.importing.readers.pdf import read_pdf  # noqa: PLC0415  # see above

            return read_pdf(path)
        case "word":
            from bot.importing.readers.word import read_word  # noqa: PLC0415  # see above

            return read_word(path, changes)
        case "html":
            from bot.importing.readers.html import read_html  # noqa: PLC0415  # see above

            return read_html(path)
        case "markdown":
            from bot.importing.readers.markdown import read_markdown  # noqa: PLC0415  # see above

            return read_markdown(path)
        case "text":
            from bot.importing.readers.text.plain_text import read_text  # noqa: PLC0415  # see above

            return read_text(path)
        case _:
            raise ImportRefusedError(Refusal.UNKNOWN_KIND)


def _text(document: SourceDocument, parts: Sequence[str]) -> ImportedBooks:
    """The books of a text; one whose rules stand in tables is read as a spreadsheet is."""
    if parts or not any(line.table for line in document.lines):
        return books_of(document, parts=parts)
    from bot.importing.readers.spreadsheet.documents import book_in_tables  # noqa: PLC0415  # as above

    if found := book_in_tables(document, is_numbered=True):
        return found
    try:
        return books_of(document)
    except ImportRefusedError as error:
        if error.refusal is Refusal.NO_SCHEME and (found := book_in_tables(document)):
            return found
        raise


def _tables(path: Path) -> ImportedBooks:
    from bot.importing.readers.spreadsheet import read_spreadsheet  # noqa: PLC0415  # as above

    return read_spreadsheet(path)


def _kind(path: Path) -> str:
    """pdf, word, table, html, markdown or text; "" for none of them."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        beginning = file.read(_BEGINNING)
    if not size:
        raise ImportRefusedError(Refusal.EMPTY)
    if size > LARGEST:
        raise ImportRefusedError(Refusal.TOO_LARGE)
    if b"%PDF-" in beginning[:1024]:
        return "pdf"
    if beginning.startswith(b"PK"):
        return _zipped(path)
    if beginning.startswith(_COMPOUND):
        return _compound(path)
    if beginning.startswith(_RICH_TEXT):
        raise ImportRefusedError(Refusal.OLD_WORD)
    if beginning.startswith(_PICTURES):
        raise ImportRefusedError(Refusal.PICTURES_ONLY)
    return _written(beginning, path.suffix.lower())


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if any(name.endswith("workbook.xml") for name in names):
                if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                    raise ImportRefusedError(Refusal.TOO_LARGE)
                return "table"
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportRefusedError(Refusal.DAMAGED) from error
    return "word" if any(name.startswith("word") or name == "[Content_Types].xml" for name in names) else ""


def _compound(path: Path) -> str:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise ImportRefusedError(Refusal.PASSWORD)
    if _WORD in content:
        raise ImportRefusedError(Refusal.OLD_WORD)
    return "table" if _WORKBOOK in content else ""


def _written(beginning: bytes, suffix: str) -> str:
    if suffix in _TABLES:
        return "table"
    if suffix in _TEXTS:
        return _TEXTS[suffix]
    start = beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    is_utf16 = beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "" if (b"\0" in beginning and not is_utf16) else "text"
