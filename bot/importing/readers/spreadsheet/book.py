"""Rows with their columns known -> a book: a clause a row, and who answers for what."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.importing.books import ImportedBook, ImportedClause, Path
from bot.importing.readers.spreadsheet.rows import Row, named
from bot.importing.source import Line, Note, NoteKind
from bot.importing.structure.book import id_of
from bot.importing.structure.clauses.keys import each_once
from bot.importing.structure.front_and_back.title_page import TitlePage
from bot.importing.structure.lines.forms import readings
from bot.importing.structure.lines.openings import opening_of
from bot.rulebook import ClauseNumber, MalformedNumberError

_NOUGHT = re.compile(r"(?P<code>[A-Z]{2,6})[-–.]?0{1,4}")  # CL-00 stands before CL-01, and is no Roman figure
_DECIMAL = re.compile(r"\d+\.\d+")


def book_of_rows(page: TitlePage, rows: Sequence[Row], file: str, sha256: str) -> ImportedBook:
    """The book of these rows, which has no preface yet."""
    owners = {path: owner for path, owner in _owners(rows).items() if owner}
    clauses = tuple(
        ImportedClause(row.label, number, row.path, row.title, _lines(row, owners), row=row.place)
        for row, number in zip(rows, _numbers(rows), strict=True)
    )
    return ImportedBook(
        id_of(page.title),
        page.title,
        file,
        sha256,
        clauses,
        version=page.version,
        document_number=page.document_number,
        issued=page.issued,
        effective=page.effective,
        owner=owners.get((), page.owner),
        owners={path: owner for path, owner in owners.items() if path},
    )


def _owners(rows: Sequence[Row]) -> Mapping[Path, str]:
    """Who answers for all that stands under a heading, where its rows agree; () is the book itself."""
    everywhere = {row.owner for row in rows}
    if len(everywhere) == 1:
        return {(): everywhere.pop()}
    under = dict[Path, set[str]]()
    for row in rows:
        under.setdefault(row.path[:1], set()).add(row.owner)
    return {path: owners.pop() for path, owners in under.items() if path and len(owners) == 1}


def _lines(row: Row, owners: Mapping[Path, str]) -> tuple[str, ...]:
    """Its text, and who answers for it where that is not said of a heading above."""
    is_said = not row.owner or () in owners or row.path[:1] in owners
    return row.lines if is_said else (*row.lines, named(row.owner_column, row.owner))


def _numbers(rows: Sequence[Row]) -> Sequence[str]:
    """The keys of the clauses; behind the place of their heading where they begin anew under each."""
    keys = [_key(row) for row in rows]
    places = {path: place for place, path in enumerate(dict.fromkeys(row.path for row in rows), 1)}
    below = [f"{places[row.path]}.{key}" for row, key in zip(rows, keys, strict=True)]
    are_anew = _repeats(keys) > 0 and not _repeats(below)
    return tuple(each_once(below if are_anew else keys))


def _repeats(numbers: Sequence[str]) -> int:
    return len(numbers) - len({*numbers})


def repeated(rows: Sequence[Row]) -> Iterator[Note]:
    """The numbers that come again under one heading: a cell that is a figure holds 2.10 as 2.1."""
    seen = Counter[tuple[Path, str]]()
    for row in rows:
        seen[row.path, row.label] += 1
        if row.label and seen[row.path, row.label] > 1:
            kind = NoteKind.NOUGHT_LOST if _DECIMAL.fullmatch(row.label) else NoteKind.NUMBER_REPEATED
            yield Note(kind, words={"number": row.label}, row=row.place)


def _key(row: Row) -> str:
    """The number by which rule files name the clause: as printed, read from it, or that of its row."""
    if first := _NOUGHT.fullmatch(row.label):
        return f"{first['code']}.0"
    try:
        return str(ClauseNumber.parse(row.label))
    except MalformedNumberError:
        opening = opening_of(Line(row.label)) if row.label else None
        coded = (read.key for _, read in readings(f"{row.label} {row.title or row.lines[0]}"))
        return opening.key if opening and opening.key else next(coded, f"T{row.place}")
