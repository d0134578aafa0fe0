"""A clause's text as what a page draws: paragraphs and items with links in them, and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.rulebook import Table, lines_of


@dataclass(frozen=True)
class Link:
    """Where in a text something is named that stands elsewhere; `title` says what it is."""

    start: int
    end: int
    address: str
    title: str


@dataclass(frozen=True)
class Run:
    """Words of a line; with an address they are a link."""

    words: str
    address: str = ""
    title: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A line: `depth` is 0 where it is no item, 1 for an item, 2 for one in an item."""

    depth: int
    runs: tuple[Run, ...]


def laid_out(
    text: str, tables: Sequence[Table] = (), links: Sequence[Link] = ()
) -> Iterator[Paragraph | Table]:
    """The lines and tables of a text in their order; rows that stand in it as lines are cells of their table."""
    at = 0
    for start, end, table in _placed(text, tables):
        yield from _paragraphs(text, at, start, links)
        yield table
        at = end
    yield from _paragraphs(text, at, len(text), links)


def _placed(text: str, tables: Sequence[Table]) -> Sequence[tuple[int, int, Table]]:
    """Each table with where its lines begin and end; one that is not found as it was written stays lines."""
    found = list[tuple[int, int, Table]]()
    for table in sorted(tables, key=lambda table: -len("\n".join(table.lines))):
        written = "\n".join(table.lines)
        starts = (match.start() for match in re.finditer(re.escape(written), text) if written)
        for start in starts:
            end = start + len(written)
            is_whole = text[start - 1 : start] in {"", "\n"} and text[end : end + 1] in {"", "\n"}
            if is_whole and all(end <= first or last <= start for first, last, _ in found):
                found.append((start, end, table))
                break
    return sorted(found, key=lambda each: each[0])


def _paragraphs(text: str, start: int, end: int, links: Sequence[Link]) -> Iterator[Paragraph]:
    for line in lines_of(text[start:end]):
        first, last = start + line.start, start + line.end
        inside = [link for link in links if first <= link.start and link.end <= last]
        yield Paragraph(min(line.depth, 2), tuple(_runs(text, first, last, inside)))


def _runs(text: str, at: int, end: int, links: Sequence[Link]) -> Iterator[Run]:
    for link in links:
        if at < link.start:
            yield Run(text[at : link.start])
        yield Run(text[link.start : link.end], link.address, link.title)
        at = link.end
    if at < end:
        yield Run(text[at:end])
