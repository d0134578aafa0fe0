"""The sheets of a file as people see them: hidden ones, and hidden rows, are told apart."""

import csv
import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from bot.importing.readers.text.encoding import decoded
from bot.importing.source import ImportRefusedError, Refusal

_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


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
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Sheet("", [[cell.strip() for cell in row] for row in rows])


def sheets_of_workbook(content: bytes) -> list[Sheet]:
    """All of an Excel file; raises ImportRefusedError where it is damaged or has a password."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            hidden = dict(_hidden_rows(content))
            return [
                Sheet(
                    each.name,
                    _rows(workbook, each.name),
                    each.visible is not SheetVisibleEnum.Visible,
                    hidden.get(each.name, frozenset()),
                )
                for each in workbook.sheets_metadata
            ]
    except PasswordError as error:
        raise ImportRefusedError(Refusal.PASSWORD) from error
    except (CalamineError, etree.XMLSyntaxError) as error:
        raise ImportRefusedError(Refusal.DAMAGED) from error


def _rows(workbook: CalamineWorkbook, name: str) -> Sequence[Sequence[str]]:
    sheet = workbook.get_sheet_by_name(name)
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return rows


def _cell(value: object) -> str:
    """As people see it: 3 for 3.0, a day without its hours."""
    match value:
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return (
                value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
            )
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()


def _hidden_rows(content: bytes) -> Iterator[tuple[str, frozenset[int]]]:
    """The places of hidden rows by the names of sheets, which the library for workbooks does not tell."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not {_WORKBOOK, _LINKS} <= {*archive.namelist()}:
            return
        targets = {
            each.get("Id"): posixpath.join("xl", each.get("Target", "")).replace("xl//xl/", "xl/")
            for each in _elements(archive, _LINKS, "Relationship")
        }
        for sheet in _elements(archive, _WORKBOOK, "sheet"):
            target = posixpath.normpath(targets.get(sheet.get(_LINK), "")).lstrip("/")
            if target in archive.namelist():
                rows = (
                    row for row in _elements(archive, target, "row") if row.get("hidden") in {"1", "true"}
                )
                yield sheet.get("name", ""), frozenset(int(row.get("r", "0")) - 1 for row in rows)


def _elements(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[Mapping[str, str]]:
    """The attributes of the elements of a part of the archive."""
    with archive.open(name) as part:
        for _, element in etree.iterparse(part, tag=f"{{*}}{tag}", resolve_entities=False, no_network=True):
            yield dict(element.attrib)
            element.clear()
