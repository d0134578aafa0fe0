"""What whoever imports looks at before a book is written: its headings, with the first and last number under each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.importing.books import ImportedBook, Path


@dataclass(frozen=True)
class HeadingSummary:
    """A heading with the clauses directly under it; `first` and `last` are labels, "" where they have none."""

    path: Path
    first: str
    last: str
    clauses: int
    tables: int


def headings_of(book: ImportedBook) -> Iterator[HeadingSummary]:
    """The headings of a book that have clauses, in its order."""
    for path, under in groupby(book.clauses, key=lambda clause: clause.path):
        its = list(under)
        tables = sum(len(clause.tables) for clause in its)
        yield HeadingSummary(path, its[0].label, its[-1].label, len(its), tables)
