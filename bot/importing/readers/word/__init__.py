"""Word files (.docx, .docm, .dotx): their lines with the numbers that Word shows, which stand nowhere in the text."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from bot.importing.readers.word.blocks import Block, Paragraph, Role, paragraphs
from bot.importing.readers.word.body import BodyReader
from bot.importing.readers.word.lines import lines, without_contents
from bot.importing.readers.word.package import Package, open_package
from bot.importing.readers.word.revisions import settle
from bot.importing.source import (
    Changes,
    ImportRefusedError,
    Line,
    Missing,
    Note,
    NoteKind,
    Refusal,
    SourceDocument,
)

__all__ = ["read_word"]

_LETTERS_A_PICTURE = 20  # a document with fewer is made of pictures
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_word(path: Path, changes: Changes | None = None) -> SourceDocument:
    """Reads a Word file. `changes` says what becomes of tracked changes; a document that has them needs it.

    Raises ImportRefusedError for what is no Word file, broken, encrypted, too large, not safe or made of pictures.
    """
    package = open_package(path)
    changed = _settle(package, changes)
    body = package.document.find("{*}body")
    reader = BodyReader(package)
    blocks, contents = without_contents(reader.blocks(body) if body is not None else ())
    written = tuple(lines(blocks))
    _refuse_pictures(written)
    figures = (Note(NoteKind.FIGURE_MISSING, paragraph=each.paragraph) for each in written if each.missing)
    notes = (*changed, *sorted((*reader.notes, *contents, *figures), key=lambda note: note.paragraph or 0))
    return SourceDocument(path.name, package.sha256, written, notes, _title(blocks) or _told_title(package))


def _settle(package: Package, changes: Changes | None) -> tuple[Note, ...]:
    roots = (package.document, package.footnotes, package.endnotes, package.numbering)
    found = [settle(root, changes) for root in roots if root is not None]
    if not any(found):
        return ()
    if changes is None:
        raise ImportRefusedError(Refusal.PENDING_CHANGES)
    return (Note(NoteKind.CHANGES_ACCEPTED if changes is Changes.ACCEPT else NoteKind.CHANGES_REJECTED),)


def _refuse_pictures(written: tuple[Line, ...]) -> None:
    pictures = sum(each.missing is Missing.FIGURE for each in written)
    letters = sum(len(each.text) for each in written if not each.table)
    if pictures and letters < _LETTERS_A_PICTURE * pictures and not any(each.table for each in written):
        raise ImportRefusedError(Refusal.PICTURES_ONLY)


def _title(blocks: Sequence[Block]) -> str:
    """What is set as the title before the first heading; it may take several paragraphs, and have a level itself."""
    before = takewhile(
        lambda each: isinstance(each, Paragraph) and (not each.heading or each.role is Role.TITLE), blocks
    )
    return " ".join(
        " ".join(each.text.split()) for each in paragraphs(before) if each.role is Role.TITLE
    ).strip()


def _told_title(package: Package) -> str:
    """What the file's properties say; often that of the document that it was made from."""
    title = None if package.properties is None else package.properties.findtext(_TITLE)
    return (title or "").strip()
