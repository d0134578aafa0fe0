"""Books as rule files, laid out as a person would write them: a folder a book, a file a heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.importing.books import ImportedBook, ImportedBooks
from bot.importing.writing.kept import Kept
from bot.importing.writing.layout import Words, files_of
from bot.knowledge.books.book import read_book
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue


@dataclass(frozen=True)
class Unsaid:
    """What rule files need and a document may not say: the owner ("": not known), and since when it is in force."""

    owner: str
    effective: date


def write(
    books: ImportedBooks, folder: Path, unsaid: Unsaid, words: Words, kept: Mapping[str, Kept] | None = None
) -> tuple[Path, ...]:
    """Write each book into a folder of its own, named by its id, below this one; the folders written.

    References of the text that lead nowhere in it are accepted where they stand. `kept` is what people added to
    an older edition, by the id of the book. Raises KnowledgeError where a book cannot be read as it was written,
    OSError where it cannot be written, ValueError where its id is no name but leads elsewhere.
    """
    return tuple(
        _write(book, _right_below(folder, book.id), unsaid, words, (kept or {}).get(book.id, Kept()))
        for book in books.books
    )


def _right_below(folder: Path, name: str) -> Path:
    below = folder / name
    if below.resolve().parent != folder.resolve():
        raise ValueError(name)
    return below


def _write(book: ImportedBook, folder: Path, unsaid: Unsaid, words: Words, kept: Kept) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    _put(files_of(book, unsaid.owner, unsaid.effective, words, {}, kept=kept), folder)
    if accepted := _dangling(folder):
        _put(files_of(book, unsaid.owner, unsaid.effective, words, accepted, kept=kept), folder)
        read_book(folder)
    return folder


def _put(files: Mapping[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _dangling(folder: Path) -> dict[str, list[str]]:
    """The references that lead nowhere, by the number of their clause; raises KnowledgeError for anything else."""
    try:
        read_book(folder)
    except KnowledgeError as error:
        found = dict[str, list[str]]()
        for issue in _only_dangling(error.issues):
            written = found.setdefault(str(issue.words["clause"]), [])
            if (reference := str(issue.words["written"])) not in written:
                written.append(reference)
        return found
    return {}


def _only_dangling(issues: Sequence[ValidationIssue]) -> Sequence[ValidationIssue]:
    others = [issue for issue in issues if issue.kind is not IssueKind.DANGLING_REFERENCE]
    if others:
        raise KnowledgeError(others)
    return issues
