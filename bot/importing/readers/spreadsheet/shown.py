"""What people see of a sheet and the library for workbooks does not tell: hidden rows, and decimals (7.10)."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

_WORKBOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {"2": "0.00"}  # a format that files need not write down
_DECIMALS = re.compile(r"0\.(?P<decimals>0{1,9})(?![0#?%E])")
_PLACE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})")


@dataclass(frozen=True)
class Shown:
    """The places of rows that nobody sees, and how many decimals the figures at (row, column) are shown with."""

    hidden: frozenset[int] = frozenset()
    decimals: Mapping[tuple[int, int], int] = field(default_factory=dict)


def shown_of(content: bytes) -> Iterator[tuple[str, Shown]]:
    """Each sheet of an Excel file, by its name."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {*archive.namelist()}
        if not {_WORKBOOK, _LINKS} <= names:
            return
        targets = {
            each.get("Id"): posixpath.join("xl", each.get("Target", "")).replace("xl//xl/", "xl/")
            for each in _elements(archive, _LINKS, "Relationship")
        }
        styles = _decimals_of_styles(archive) if _STYLES in names else []
        for sheet in _elements(archive, _WORKBOOK, "sheet"):
            target = posixpath.normpath(targets.get(sheet.get(_LINK), "")).lstrip("/")
            if target in names:
                rows = (
                    row for row in _elements(archive, target, "row") if row.get("hidden") in {"1", "true"}
                )
                hidden = frozenset(int(row.get("r", "0")) - 1 for row in rows)
                decimals = dict(_decimals(archive, target, styles)) if any(styles) else {}
                yield sheet.get("name", ""), Shown(hidden, decimals)


def _decimals_of_styles(archive: zipfile.ZipFile) -> Sequence[int]:
    """How many decimals each style of cells shows; 0 where it does not say so."""
    codes = _BUILT_IN | {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in _elements(archive, _STYLES, "numFmt")
    }
    with archive.open(_STYLES) as part:
        styles = etree.parse(part, _parser()).getroot().find("{*}cellXfs")
    formats = [codes.get(style.get("numFmtId", ""), "") for style in (() if styles is None else styles)]
    return [len(match["decimals"]) if (match := _DECIMALS.match(code)) else 0 for code in formats]


def _decimals(
    archive: zipfile.ZipFile, target: str, styles: Sequence[int]
) -> Iterator[tuple[tuple[int, int], int]]:
    for cell in _elements(archive, target, "c"):
        style, place = int(cell.get("s", "0")), _PLACE.fullmatch(cell.get("r", ""))
        if place and style < len(styles) and styles[style]:
            yield (int(place["row"]) - 1, _column(place["column"])), styles[style]


def _column(letters: str) -> int:
    """The place of a column: 0 for A, 26 for AA."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _elements(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[Mapping[str, str]]:
    """The attributes of the elements of a part of the archive."""
    with archive.open(name) as part:
        for _, element in etree.iterparse(part, tag=f"{{*}}{tag}", resolve_entities=False, no_network=True):
            yield dict(element.attrib)
            element.clear()
