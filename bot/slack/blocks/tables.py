"""Tables of clauses as Slack's table block, where it takes them; else they stay the lines of the text (列：值)."""

from collections.abc import Sequence

from bot.rulebook import Clause, Table
from bot.slack.blocks import limits
from bot.slack.blocks.rich_text import Block, rich_text, section, text


def table_in(clause: Clause, words: str) -> tuple[str, Table, str] | None:
    """The words before the first table that Slack takes as one, the table, and the words behind; None without any."""
    for table in clause.tables:
        rows = "\n".join(_lines(table))
        if _fits(table) and rows in words:
            before, _, after = words.partition(rows)
            return before.rstrip("\n"), table, after.strip("\n")
    return None


def table_block(table: Table, marked: str) -> Block:
    """The table; its header, and the row in which the answer stands, are bold."""
    rows = [_row(table.header, is_bold=True)]
    for row, line in zip(table.rows, _lines(table), strict=True):
        rows.append(_row(row, is_bold=bool(marked) and (line in marked or marked in line)))
    return {"type": "table", "rows": rows, "column_settings": [{"is_wrapped": True} for _ in table.header]}


def _row(cells: Sequence[str], *, is_bold: bool) -> list[Block]:
    return [rich_text(section(text(cell, bold=is_bold))) for cell in cells]


def _lines(table: Table) -> Sequence[str]:
    return table.lines[1:] if table.caption else table.lines


def _fits(table: Table) -> bool:
    everything = (table.header, *table.rows)
    return (
        0 < len(table.rows) < limits.TABLE_ROWS
        and 0 < len(table.header) <= limits.TABLE_COLUMNS
        and all(len(row) == len(table.header) for row in table.rows)
        and sum(len(cell) for row in everything for cell in row) <= limits.TABLE
    )
