"""A clause while its lines are read, and all of a document."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.importing.books import Block, Path
from bot.importing.source import Line
from bot.importing.structure.lines.headings import FoundHeading
from bot.importing.structure.numbering.sequence import Join
from bot.rulebook import HeadingKind


@dataclass
class Draft:
    """A clause while its lines are read; `key` is its own number as a rule file writes it, "" where it has none.

    `words` are those of its line behind the number, as they are printed.
    """

    line: Line
    path: tuple[FoundHeading, ...]
    label: str = ""
    key: str = ""
    title: str = ""
    words: str = ""
    join: Join = Join.NEXT
    blocks: list[Block] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    as_heading: FoundHeading | None = None

    @property
    def is_in_annex(self) -> bool:
        """Whether it stands in an annex."""
        return any(heading.kind is HeadingKind.ANNEX for heading in self.path)

    @property
    def path_below(self) -> tuple[FoundHeading, ...]:
        """The headings above what stands below it."""
        if self.as_heading is None or self.as_heading in self.path:
            return self.path
        return (*self.path, self.as_heading)


@dataclass
class Drafts:
    """The clauses of a document, and the texts before the first clause of each heading (() is the document itself).

    `empty` are lines that begin a clause, or are a heading, and have nothing under them. `titled` are headings by
    their lines, printed with the title on the line below; `as_titles` are those that are but the title of a clause.
    """

    clauses: list[Draft] = field(default_factory=list)
    prefaces: dict[Path, list[str]] = field(default_factory=dict)
    empty: list[Line] = field(default_factory=list)
    titled: dict[int, str] = field(default_factory=dict)
    as_titles: set[int] = field(default_factory=set)


def printed_path(path: Sequence[FoundHeading]) -> Path:
    """The headings as they are printed."""
    return tuple(heading.printed for heading in path)
