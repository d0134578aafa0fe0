"""Tables of clauses: as they stand in the files, and where in the text."""

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.books.headings import Node, Tree, in_order
from bot.knowledge.documents.document import Location
from bot.knowledge.documents.schema import TableEntry
from bot.knowledge.issues import IssueKind, ValidationIssue
from bot.rulebook import Table

_MARK = re.compile(r"\[(?:表|table )(?P<number>[1-9]\d{0,2})\]", re.IGNORECASE)


def table(entry: TableEntry, *, is_english: bool) -> Table:
    """The table as data."""
    return Table(tuple(entry.header), tuple(map(tuple, entry.rows)), entry.caption or "", is_english)


def text_with_tables(text: str, tables: Sequence[Table]) -> str:
    """The text with the rows of each table in the place of its mark ([表1]), or at the end where it has none."""
    if not tables:
        return text
    marked = {int(match["number"]) for match in _MARK.finditer(text)}
    behind = ("\n".join(each.lines) for number, each in enumerate(tables, 1) if number not in marked)

    def rows(match: re.Match[str]) -> str:
        number = int(match["number"])
        return "\n".join(tables[number - 1].lines) if number <= len(tables) else match[0]

    return "\n".join([_MARK.sub(rows, text), *behind])


def table_issues(tree: Tree) -> Iterator[ValidationIssue]:
    """Rows that have not as many cells as the header, and marks of tables that are not there."""
    for node in in_order(tree):
        for index, clause in enumerate(node.entry.clauses):
            yield from _issues(node, ("clauses", index), clause.text, clause.tables)
            for at, revision in enumerate(clause.revisions):
                place = ("clauses", index, "revisions", at)
                yield from _issues(node, place, revision.text, revision.tables or ())


def _issues(
    node: Node, place: Location, text: str, tables: Sequence[TableEntry]
) -> Iterator[ValidationIssue]:
    for number, each in enumerate(tables):
        for at, row in enumerate(each.rows):
            if len(row) != len(each.header):
                words = {"written": str(len(row)), "expected": str(len(each.header))}
                yield node.issue(IssueKind.TABLE_ROW, (*place, "tables", number, "rows", at), **words)
    for match in _MARK.finditer(text):
        if int(match["number"]) > len(tables) > 0:
            words = {"written": match[0], "expected": str(len(tables))}
            yield node.issue(IssueKind.TABLE_MARK, (*place, "text"), **words)
