"""What the search on the pages searches: a script, since a page that is opened as a file may fetch nothing."""

import json
from collections.abc import Iterable, Iterator

from bot.rulebook import Clause
from bot.rulebook.addresses import address_of


def searched(clauses: Iterable[Clause]) -> str:
    """The script: a row a clause of address, headings, number, place, title, text and phrasings."""
    paths, rows = dict[str, int](), list(clauses)
    written = ",\n".join(map(_row, rows, _numbered(rows, paths)))
    headings = json.dumps(list(paths), ensure_ascii=False)
    return f"globalThis.headings = {headings};\nglobalThis.clauses = [\n{written}\n];\n"


def _numbered(clauses: Iterable[Clause], paths: dict[str, int]) -> Iterator[int]:
    """Which of the headings each clause stands under: thousands stand under one, which is written once."""
    for clause in clauses:
        path = clause.heading.in_book(clause.heading.path_label)
        yield paths.setdefault(path, len(paths))


def _row(clause: Clause, path: int) -> str:
    row = [
        address_of(clause),
        path,
        clause.short_label,
        clause.place,
        clause.title,
        clause.text,
        "\n".join(clause.questions),
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
