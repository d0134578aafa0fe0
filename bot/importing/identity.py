"""Which book of the knowledge folder an imported one is: that of its title, that of an id given, or a new one."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from bot.importing.books import ImportedBook, ImportedBooks, ImportedClause
from bot.importing.disclosure import compared
from bot.importing.source import ImportRefusedError, Note, NoteKind, Refusal
from bot.knowledge.books.book import read_book
from bot.rulebook import Clause, Rulebook, Table
from bot.rulebook.book import bare_title

_ID = re.compile(r"\w[\w-]{0,59}")  # one name and no path, as short as a folder's may be in any script
_SHOWN = 60  # characters of one that is too long
_SHORTEST = 8  # characters: shorter clauses (略) stand in many books


def with_ids(files: Iterable[ImportedBooks], knowledge: Path, id_: str | None) -> tuple[ImportedBooks, ...]:
    """The books with the id given, with that of the book of the same title in the folder, or with one of their own.

    Two titles may be spelt the same in Pinyin: then the second book gets another id. Only an id that is given names a
    book of another title: raises ImportRefusedError (SAME_AS_RESTRICTED) where a book without one would stand beside
    a restricted book with the same clauses; NOT_AN_ID where the one given is no name of a folder, and NO_BOOK_THERE
    where it is that of something else. A note tells of each clause that is restricted in another book.
    """
    there = _books_in(knowledge)
    others = _beside_books(knowledge)
    if id_ is not None:
        _refuse_unfit(id_, {book.id for book in there}, others)
    titles = {bare_title(book.title): book.id for book in there} | {book.title: book.id for book in there}
    given = set[str]()

    def named(book: ImportedBook) -> ImportedBook:
        own = titles.get(book.title) or titles.get(bare_title(book.title))
        taken = others | (given if id_ or own else given.union(titles.values()))
        wanted = id_ or own or book.id
        names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
        free = next(name for name in names if name not in taken)
        given.add(free)
        if not id_:
            _refuse_twin(book, [other for other in there if other.id != own])
        return replace(book, id=free)

    def of_file(file: ImportedBooks) -> ImportedBooks:
        books = tuple(map(named, file.books))
        notes = (note for book in books for note in _restricted_elsewhere(book, there))
        return ImportedBooks(books, (*file.notes, *notes))

    return tuple(map(of_file, files))


def _books_in(knowledge: Path) -> Sequence[Rulebook]:
    return [read_book(path.parent) for path in sorted(knowledge.glob("[!.]*/book.yaml"))]


def _beside_books(knowledge: Path) -> set[str]:
    """The names of what is no book and stands where books do: nothing may take its place."""
    found = knowledge.iterdir() if knowledge.is_dir() else ()
    return {path.name for path in found if not (path / "book.yaml").exists()}


def _refuse_unfit(id_: str, books: Container[str], others: Container[str]) -> None:
    if id_ in others:
        raise ImportRefusedError(Refusal.NO_BOOK_THERE, id=id_)
    if id_ not in books and not _ID.fullmatch(id_):
        raise ImportRefusedError(Refusal.NOT_AN_ID, id=id_[:_SHOWN])


def _refuse_twin(book: ImportedBook, others: Sequence[Rulebook]) -> None:
    """Raises ImportRefusedError where most of its clauses stand in a restricted book, or most that are closed there."""
    texts, all_closed = set(_texts(book)), _closed(others)
    for other in others:
        closed = {text for text, clause in all_closed.items() if clause.heading.book == other.id}
        every = {compared(clause.text) for clause in other.clauses}
        if closed and (_are_most(texts & every, texts) or _are_most(texts & closed, closed)):
            words = {"file": book.file, "title": other.title, "id": other.id, "new": book.id}
            raise ImportRefusedError(Refusal.SAME_AS_RESTRICTED, **words)


def _are_most(some: set[str], every: set[str]) -> bool:
    return 2 * len(some) > len(every)


def _restricted_elsewhere(book: ImportedBook, there: Iterable[Rulebook]) -> Iterator[Note]:
    closed = _closed([other for other in there if other.id != book.id])
    for text, clause in _texts(book).items():
        if text in closed:
            words = {"number": clause.label or clause.title, "other": closed[text].label}
            yield Note(NoteKind.RESTRICTED_ELSEWHERE, clause.page, clause.paragraph, words, clause.row)


def _closed(books: Sequence[Rulebook]) -> Mapping[str, Clause]:
    """The texts that some may read and not everybody, as they are compared, with their clauses."""
    clauses = [
        (compared(each.text), clause) for book in books for clause in book.clauses for each in clause.wordings
    ]
    everybodys = {text for text, clause in clauses if not clause.restriction}
    return {
        text: clause
        for text, clause in clauses
        if clause.restriction and text not in everybodys and len(text) >= _SHORTEST
    }


def _texts(book: ImportedBook) -> Mapping[str, ImportedClause]:
    """Its clauses by their texts as they are compared, tables and all."""
    return {compared("\n".join(_lines(clause))): clause for clause in book.clauses}


def _lines(clause: ImportedClause) -> Iterator[str]:
    for block in clause.blocks:
        if isinstance(block, Table):
            yield from block.lines
        elif isinstance(block, str):
            yield block
