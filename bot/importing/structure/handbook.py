"""A handbook of chapters that are numbered each in its own way: one book of what each of them is alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from bot.importing.books import ImportedBook, ImportedClause
from bot.importing.source import Line, SourceDocument
from bot.importing.structure.book import id_of, preface_of
from bot.importing.structure.clauses.keys import each_once
from bot.importing.structure.front_and_back.fields import texts_of
from bot.importing.structure.front_and_back.title_page import title_page

_NO_NUMBER = "T"  # before the place of a clause that has none
_ALONE = "0"  # the key of one that is a book by itself


def handbook_of(
    document: SourceDocument,
    cover: Sequence[Line],
    chapters: Sequence[tuple[str, ImportedBook]],
    on_top: ImportedBook | None = None,
) -> ImportedBook:
    """The book of these chapters, each with its title; what its cover says is said of all.

    The rules `on_top` of the first chapter stand under no heading, and the cover is theirs.
    """
    above = on_top or _of_cover(document, cover)
    clauses = [*above.clauses, *(clause for title, book in chapters for clause in _below(title, book))]
    numbers = each_once([*(clause.number for clause in above.clauses), *_numbers(chapters)])
    prefaces = {(title, *path): text for title, book in chapters for path, text in book.prefaces.items()}
    return replace(
        above,
        clauses=tuple(
            replace(clause, number=number) for clause, number in zip(clauses, numbers, strict=True)
        ),
        prefaces={**above.prefaces, **prefaces},
    )


def _of_cover(document: SourceDocument, cover: Sequence[Line]) -> ImportedBook:
    """A book without a clause yet, with what the cover says of it, and its preface."""
    page = title_page(cover, [], [], document.title, PurePath(document.name).stem)
    preface = preface_of([*texts_of(cover)], page)
    return ImportedBook(
        id_of(page.title),
        page.title,
        document.name,
        document.sha256,
        (),
        {(): preface} if preface else {},
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
    for place, (_, book) in enumerate(chapters, 1):
        for clause in book.clauses:
            yield f"{place}" if clause.number == _ALONE else f"{place}.{clause.number.lstrip(_NO_NUMBER)}"
