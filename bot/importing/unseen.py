"""What cannot be seen and turns text round, breaks it, or is read by programs alone: no reader takes it over.

Rule files do not take it, and whoever has the document before them could not find it there.
"""

import re
from dataclasses import replace

from bot.importing.source import Line, SourceDocument
from bot.rulebook import Table

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)


def seen(text: str) -> str:
    """A text as people see it."""
    return _UNSEEN.sub("", text)


def seen_document(document: SourceDocument) -> SourceDocument:
    """A document with all its texts as people see them."""
    lines = tuple(map(_line, document.lines))
    return replace(document, name=seen(document.name), title=seen(document.title), lines=lines)


def _line(line: Line) -> Line:
    return replace(
        line,
        text=seen(line.text),
        label=seen(line.label),
        lead=seen(line.lead),
        footnotes=tuple(map(seen, line.footnotes)),
        table=_table(line.table) if line.table else None,
    )


def _table(table: Table) -> Table:
    rows = tuple(tuple(map(seen, row)) for row in table.rows)
    return replace(table, header=tuple(map(seen, table.header)), rows=rows, caption=seen(table.caption))
