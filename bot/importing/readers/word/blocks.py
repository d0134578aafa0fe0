"""What the body of a Word document consists of: paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is for."""

    TEXT = "text"
    TITLE = "title"  # of the document
    CONTENTS = "contents"
    CAPTION = "caption"  # of a table or figure


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is printed: `number` is its place in the document, from 1; breaks in `text` are line feeds.

    `lead` are its first words that are bold, underlined or italic.
    """

    number: int
    text: str
    label: str = ""
    heading: int | None = None
    bold: bool = False
    size: float | None = None
    indent: float | None = None
    footnotes: tuple[str, ...] = ()
    figures: int = 0
    role: Role = Role.TEXT
    lead: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: each row has a cell a column, and what is merged stands in each of its cells."""

    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[Cell]:
        """Each cell once, row by row."""
        met: set[int] = set()
        for row in self.rows:
            for cell in row:
                if id(cell) not in met:
                    met.add(id(cell))
                    yield cell


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a table."""

    blocks: tuple[Block, ...] = ()


Block = Paragraph | Grid


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too, in the order of the document."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells():
                yield from paragraphs(cell.blocks)
