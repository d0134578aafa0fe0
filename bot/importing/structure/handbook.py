"""A handbook of chapters that are numbered each in its own way: one book of what each of them is alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from bot.importing.books import ImportedBook, ImportedClause
from bot.importing.source import Line, SourceDocument
from bot.importing.structure.book import id_of
from bot.importing.structure.clauses.keys import each_once
from bot.importing.structure.front_and_back.title_page import title_page

_NO_NUMBER = "T"  # before the place of a clause that has none
_ALONE = "0"  # the key of one that is a book by itself


def handbook_of(
    document: SourceDocument, cover: Sequence[Line], chapters: Sequence[tuple[str, ImportedBook]]
) -> ImportedBook:
    """The book of these chapters, each with its title; what its cover says is said of all."""
    page = title_page(cover, [], [], document.title, PurePath(document.name).stem)
    clauses = [clause for title, book in chapters for clause in _below(title, book)]
    prefaces = {(title, *path): text for title, book in chapters for path, text in book.prefaces.items()}
    return ImportedBook(
        id_of(page.title),
        page.title,
        document.name,
        document.sha256,
        tuple(
            replace(clause, number=number) for clause, number in zip(clauses, _numbers(chapters), strict=True)
        ),
        prefaces,
        page.version,
        page.document_number,
        page.issued,
        page.effective,
        page.owner,
    )


def _below(title: str, book: ImportedBook) -> Iterator[ImportedClause]:
    """The clauses below the title of their chapter; one that has its title is called so by it."""
    for clause in book.clauses:
        own = "" if clause.title == title and not clause.path else clause.title
        yield replace(clause, path=(title, *clause.path), title=own)


def _numbers(chapters: Sequence[tuple[str, ImportedBook]]) -> Iterator[str]:
    """The keys of the clauses, behind the place of their chapter: they begin anew in each."""
    return each_once(
        [
            f"{place}" if clause.number == _ALONE else f"{place}.{clause.number.lstrip(_NO_NUMBER)}"
            for place, (_, book) in enumerate(chapters, 1)
            for clause in book.clauses
        ]
    )
