"""What an import makes of a file: books of clauses as they are printed, before they are written as rule files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.importing.source import Missing, Note
from bot.rulebook import Table

Path = tuple[str, ...]
"""Headings as they are printed, from the outermost."""


@dataclass(frozen=True)
class Gap:
    """Something in a clause that is not taken over; `page` of the original, where that is known."""

    missing: Missing
    page: int | None = None


Block = str | Table | Gap
"""A line of text, a table, or what is missing, in the order of the document."""


@dataclass(frozen=True)
class ImportedClause:
    """A clause as it stands in its file: `label` as printed ("" where none is), `number` the key in its book.

    `page`, `paragraph` and `row` (of a table that is a book) count from 1 and say where it begins.
    """

    label: str
    number: str
    path: Path
    title: str
    blocks: tuple[Block, ...]
    page: int | None = None
    paragraph: int | None = None
    row: int | None = None

    @property
    def text(self) -> str:
        """Its lines of text, without tables and what is missing."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True)
class ImportedBook:
    """One book; what its title page does not tell is "" or None.

    `prefaces` are the texts before the clauses of a heading (() is the book itself), `owners` who answers for all under
    one, where that is not the `owner` of the book.
    """

    id: str
    title: str
    file: str
    sha256: str
    clauses: tuple[ImportedClause, ...]
    prefaces: Mapping[Path, str] = field(default_factory=dict)
    version: str = ""
    document_number: str = ""
    issued: date | None = None
    effective: date | None = None
    owner: str = ""
    owners: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportedBooks:
    """The books of one file, and what whoever imports should look at."""

    books: tuple[ImportedBook, ...]
    notes: tuple[Note, ...] = ()
