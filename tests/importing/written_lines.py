"""Documents as the cases write them: a line a line, with marks for what a file itself says of it."""

import re

from bot.importing.source import Line, Missing, SourceDocument
from bot.rulebook import Table

_MARKED = re.compile(r"(?P<heading>#{1,6}) +(?P<text>.*)")
_LABELLED = re.compile(r"⟦(?P<label>[^⟧]*)⟧ *(?P<text>.*)")


def document(text: str, name: str = "规定.docx") -> SourceDocument:
    """A file of these lines.

    `## 总则` is a heading of level 2 by the file's own word, `⟦第一条⟧ 文字` has an automatic number, blanks before
    which set it in, lines `| a | b |` make a table, `[figure]` is a picture, and what stands behind `^` is a footnote.
    """
    lines, rows = list[Line](), list[tuple[str, ...]]()
    for paragraph, written in enumerate([*text.splitlines(), ""], 1):
        if written.startswith("|"):
            rows.append(tuple(cell.strip() for cell in written.strip("|").split("|")))
            continue
        if rows:
            lines.append(Line("", paragraph=paragraph - 1, table=Table(rows[0], tuple(rows[1:]))))
            rows = []
        lines.append(_line(written, paragraph))
    return SourceDocument(name, "6f1ed002ab559585" * 4, tuple(lines))


def _line(written: str, paragraph: int) -> Line:
    if written == "[figure]":
        return Line("", page=3, paragraph=paragraph, missing=Missing.FIGURE)
    text, *footnotes = written.split("^")
    heading, label, indent = None, "", None
    if text.lstrip().startswith("⟦"):
        indent, text = float(len(text) - len(text.lstrip())), text.lstrip()
    if match := _MARKED.fullmatch(text):
        heading, text = len(match["heading"]), match["text"]
    if match := _LABELLED.fullmatch(text):
        label, text = match["label"], match["text"]
    return Line(text, label, heading, paragraph=paragraph, indent=indent, footnotes=tuple(footnotes))


def as_written(line: Line) -> str:
    """A line in the same marks."""
    if line.table:
        return "\n".join(f"| {' | '.join(row)} |" for row in (line.table.header, *line.table.rows))
    if line.missing:
        return f"[{line.missing}]"
    heading = f"{'#' * line.heading} " if line.heading else ""
    label = f"⟦{line.label}⟧ " if line.label else ""
    footnotes = "".join(f"^{note}" for note in line.footnotes)
    return f"{heading}{label}{line.text}{footnotes}".strip()
