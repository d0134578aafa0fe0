"""From paragraphs and tables to the lines that every reader makes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeGuard

from bot.importing.readers.word.blocks import Block, Grid, Paragraph, Role, paragraphs
from bot.importing.readers.word.tables import clauses_of, frames_text, parts_of, read_table
from bot.importing.source import Line, Missing, Note, NoteKind, printed
from bot.importing.structure.lines.titles.broken_titles import in_one_line, is_broken_title

_TITLE_OF_CONTENTS = re.compile(r"目\s*[录錄次]|(?:table of )?contents", re.IGNORECASE)


def lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """A line a paragraph, or several where it has breaks; a table is one line, unless it only frames text.

    What is set as a caption right before a table is that of the table.
    """
    told = [part for block in blocks for part in (parts_of(block) if isinstance(block, Grid) else [block])]
    for before, block, behind in zip([None, *told], told, [*told[1:], None], strict=False):
        if isinstance(block, Paragraph):
            if not _is_caption(block, behind):
                yield from _paragraph_lines(block)
        elif clauses := list(clauses_of(block)):
            for number, text in clauses:
                yield from _numbered(number, lines(text.blocks))
        elif frames_text(block):
            for cell in block.cells():
                yield from lines(cell.blocks)
        else:
            yield from _table_lines(block, before if _is_caption(before, block) else None)


def _is_caption(block: Block | None, behind: Block | None) -> TypeGuard[Paragraph]:
    """Whether a paragraph is the caption of the table behind it."""
    is_one = isinstance(block, Paragraph) and block.role is Role.CAPTION
    return is_one and isinstance(behind, Grid) and not frames_text(behind)


def without_contents(blocks: Iterable[Block]) -> tuple[list[Block], list[Note]]:
    """The blocks without the contents that the program made, and a note for each place where they stood."""
    kept: list[Block] = []
    notes = []
    for is_contents, group in groupby(blocks, _is_contents):
        if not is_contents:
            kept += group
            continue
        if kept and isinstance(kept[-1], Paragraph) and _TITLE_OF_CONTENTS.fullmatch(kept[-1].text.strip()):
            kept.pop()
        first, *others = paragraphs(group)
        entries = [" ".join(each.text.split()) for each in (first, *others[-1:])]
        words = {"first": entries[0], "last": entries[-1]}
        notes.append(Note(NoteKind.CONTENTS_DROPPED, paragraph=first.number, words=words))
    return kept, notes


def _is_contents(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.CONTENTS


def _paragraph_lines(paragraph: Paragraph) -> Iterator[Line]:
    texts = [stripped for each in paragraph.text.split("\n") if (stripped := each.strip())]
    if paragraph.heading or (paragraph.bold and is_broken_title(texts, paragraph.label)):
        texts = [in_one_line(texts)] if texts else []
    for at, each in enumerate(texts or ([""] if paragraph.label else [])):
        yield Line(
            text=each,
            label="" if at else paragraph.label,
            heading=paragraph.heading,
            paragraph=paragraph.number,
            bold=paragraph.bold,
            size=paragraph.size,
            indent=paragraph.indent,
            footnotes=() if at else paragraph.footnotes,
            lead="" if at else paragraph.lead,
        )
    if paragraph.figures:
        yield Line("", paragraph=paragraph.number, missing=Missing.FIGURE)


def _numbered(number: str, cell: Iterator[Line]) -> Iterator[Line]:
    """The lines of a cell, with the number that stands in the cell beside it."""
    first = next(cell, Line(""))
    if first.table or first.missing:
        yield Line(number, paragraph=first.paragraph)
        yield first
    else:
        yield replace(first, text=printed(number, printed(first.label, first.text)), label="")
    yield from cell


def _table_lines(grid: Grid, caption: Paragraph | None) -> Iterator[Line]:
    written = [each for cell in grid.cells() for each in paragraphs(cell.blocks)]
    number = written[0].number if written else None
    footnotes = tuple(note for each in written for note in each.footnotes)
    if any(each.text.strip() or each.label for each in written):
        table = read_table(grid)
        title = printed(caption.label, " ".join(caption.text.split())) if caption else table.caption
        yield Line("", paragraph=number, table=replace(table, caption=title), footnotes=footnotes)
    if any(each.figures for each in written):
        yield Line("", paragraph=number, missing=Missing.FIGURE)
