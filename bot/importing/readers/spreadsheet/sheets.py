"""The sheets of a file as people see them: hidden ones, and hidden rows, are told apart."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from bot.importing.readers.spreadsheet.shown import Shown, shown_of
from bot.importing.readers.text.encoding import decoded
from bot.importing.source import ImportRefusedError, Refusal
from bot.importing.unseen import seen


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet, cells that are merged repeated; `hidden` are the places of rows that nobody sees."""

    name: str
    rows: Sequence[Sequence[str]]
    is_hidden: bool = False
    hidden: frozenset[int] = frozenset()


def sheet_of_csv(content: bytes) -> Sheet:
    """The only one of a text file, without a name."""
    text = decoded(content)
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    return Sheet("", [[seen(cell).strip() for cell in row] for row in _rows_of_csv(text, delimiter)])


def _rows_of_csv(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    """The rows; raises ImportRefusedError where one goes on over lines for want of a quotation mark."""
    lines = list(io.StringIO(text, newline=""))
    limit = csv.field_size_limit(
        max(len(text), 1)
    )  # as much as a cell may hold, for all readers of this process
    try:
        rows = csv.reader(lines, delimiter=delimiter)
        start = 0
        for place, row in enumerate(rows, 1):
            if rows.line_num > start + 1:
                _refuse_open(lines[start : rows.line_num], delimiter, place)
            start = rows.line_num
            yield row
    finally:
        csv.field_size_limit(limit)


def _refuse_open(lines: Sequence[str], delimiter: str, place: int) -> None:
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ImportRefusedError(Refusal.OPEN_QUOTATION, row=str(place)) from error


def sheets_of_workbook(content: bytes) -> list[Sheet]:
    """All of an Excel file; raises ImportRefusedError where it is damaged or has a password."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            shown = dict(shown_of(content))
            return [
                Sheet(
                    seen(each.name),
                    _rows(workbook, each.name, looks.decimals),
                    each.visible is not SheetVisibleEnum.Visible,
                    looks.hidden,
                )
                for each in workbook.sheets_metadata
                for looks in [shown.get(each.name, Shown())]
            ]
    except PasswordError as error:
        raise ImportRefusedError(Refusal.PASSWORD) from error
    except (CalamineError, etree.XMLSyntaxError) as error:
        raise ImportRefusedError(Refusal.DAMAGED) from error


def _rows(
    workbook: CalamineWorkbook, name: str, decimals: Mapping[tuple[int, int], int]
) -> Sequence[Sequence[str]]:
    sheet = workbook.get_sheet_by_name(name)
    rows = [
        [_cell(cell, decimals.get((at, column))) for column, cell in enumerate(row)]
        for at, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return rows


def _cell(value: object, decimals: int | None) -> str:
    """As people see it: 3 for 3.0, or with as many decimals as it is shown with; a day without its hours."""
    match value:
        case float() if decimals is not None:
            return f"{value:.{decimals}f}"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return (
                value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
            )
        case date():
            return value.isoformat()
        case _:
            return seen(str(value)).strip()
