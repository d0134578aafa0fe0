"""Where a button leads: written into its value (`clause operations-code/7.1 p2`), read back when it is clicked."""

import re
from dataclasses import dataclass

from bot.rulebook import Clause
from bot.rulebook import ClauseNumber
from bot.rulebook import Heading
from bot.rulebook import MalformedNumberError

_WRITTEN = re.compile(
    r"(?:start|(?P<kind>chapter|clause) (?P<book>.+)/(?P<number>[0-9.-]{1,30}))(?: p(?P<page>[1-9][0-9]{0,8}))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class ToStart:
    """The start page; pages count from 1."""

    page: int = 1

    def __str__(self) -> str:
        return f"start{_paged(self.page)}"


@dataclass(frozen=True)
class ToChapter:
    """The clauses of a chapter, by the book's id and the chapter's number."""

    book: str
    number: int
    page: int = 1

    @classmethod
    def of(cls, heading: Heading) -> "ToChapter":
        """The chapter with this heading."""
        return cls(heading.book, heading.chapter)

    def __str__(self) -> str:
        return f"chapter {self.book}/{self.number}{_paged(self.page)}"


@dataclass(frozen=True)
class ToClause:
    """The text of a clause."""

    book: str
    number: ClauseNumber
    page: int = 1

    @classmethod
    def of(cls, clause: Clause) -> "ToClause":
        """This clause."""
        return cls(clause.heading.book, clause.number)

    def __str__(self) -> str:
        return f"clause {self.book}/{self.number}{_paged(self.page)}"


@dataclass(frozen=True)
class ToResults:
    """What was found; the words searched for stand in the view, they may be longer than a button's value."""

    def __str__(self) -> str:
        return "results"


@dataclass(frozen=True)
class Nowhere:
    """A value that nobody here writes (any more)."""

    def __str__(self) -> str:
        return "nowhere"


Place = ToStart | ToChapter | ToClause | Nowhere
Destination = Place | ToResults


def read_destination(value: str) -> Destination:
    """The destination that a button's value names."""
    if value == str(ToResults()):
        return ToResults()
    match = _WRITTEN.fullmatch(value)
    if match is None:
        return Nowhere()
    page = int(match["page"] or 1)
    try:
        match match["kind"]:
            case "chapter":
                return ToChapter(match["book"], int(match["number"]), page)
            case "clause":
                return ToClause(match["book"], ClauseNumber.parse(match["number"]), page)
            case _:
                return ToStart(page)
    except (MalformedNumberError, ValueError):
        return Nowhere()


def _paged(page: int) -> str:
    return f" p{page}" if page > 1 else ""
