"""What becomes of a clause over time: the texts that it has one after the other, and its end."""

from dataclasses import dataclass
from datetime import date

from bot.rulebook.table import Table


@dataclass(frozen=True)
class Source:
    """Where a clause stands in the document that it was taken from: a page, paragraph or row, "" if not noted.

    `sha256` tells whether the file is still the same.
    """

    file: str
    page: str = ""
    paragraph: str = ""
    row: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Revision:
    """What a clause says from a day on, and which document says so; the rows of its `tables` stand in the text."""

    effective: date
    text: str
    title: str = ""
    tables: tuple[Table, ...] = ()
    source: Source | None = None


@dataclass(frozen=True)
class Repeal:
    """The end of a clause: `on` is the first day on which it is no longer in force.

    `successor` names the clause that took its place (`book/number`), or the book (its id); "" where there is none.
    """

    on: date
    successor: str = ""
    note: str = ""
