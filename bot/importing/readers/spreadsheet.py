"""Excel and CSV -> clauses, one a row: which column is which their names tell."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from bot.importing.books import ImportedBook, ImportedBooks, ImportedClause
from bot.importing.readers.encoding import decoded
from bot.importing.source import ImportRefusedError, Line, Note, NoteKind, Refusal
from bot.importing.structure.book import id_of
from bot.importing.structure.clauses.keys import each_once
from bot.importing.structure.front_and_back.record import RECORD
from bot.importing.structure.front_and_back.title_page import TitlePage, is_document_title, title_page
from bot.importing.structure.lines.openings import opening_of
from bot.rulebook import ClauseNumber, MalformedNumberError

Rows = Sequence[Sequence[str]]

_COLUMNS: Mapping[str, frozenset[str]] = {
    "part": frozenset({"编", "篇", "部分", "part"}),
    "chapter": frozenset({
        *("章", "章节", "章名", "分类", "类别", "大类", "模块", "板块", "类", "区域", "领域", "方面"),
        *("chapter", "category", "group", "area", "domain", "theme"),
    }),
    "section": frozenset({"节", "节名", "小节", "section", "subchapter"}),
    "number": frozenset({
        *("编号", "条款", "条号", "条款号", "条款编号", "条目", "序号", "条", "号"),
        *("number", "no", "no.", "#", "clause", "clauseno.", "clausenumber", "id", "ref", "article"),
    }),
    "title": frozenset({"标题", "条名", "名称", "主题", "题目", "项目", "title", "subject", "topic", "name"}),
    "text": frozenset({
        *("内容", "正文", "条文", "条款内容", "规定", "规定内容", "说明", "文本", "描述"),
        *("要求", "细则"),
        *("text", "content", "rule", "description", "body", "wording", "details", "requirement", "provision"),
        *("statement", "policystatement", "policytext", "ruletext"),
    }),
}  # fmt: skip
_TITLE_BESIDE_TEXT = frozenset({"rule"})  # of two texts, the one that is called so
_HEADINGS = ("part", "chapter", "section")
_QUALIFIED = re.compile(  # 条款名称 is 名称, 主要内容 内容
    r"^(?:条款|条文|规则|制度|主要|具体|详细|管理|工作|clause|rule|article)"
)
_UNNAMED = re.compile(r"(?:sheet|工作表|table)\s?\d*", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+\.\d+")
_HEADER_WITHIN = 20  # rows from the top: above the names of the columns stand titles and notes


def read_spreadsheet(path: Path) -> ImportedBooks:
    """A book of all its sheets that have such columns; raises ImportRefusedError where none has."""
    content = path.read_bytes()
    sheets = _csv(content) if path.suffix.lower() in {".csv", ".tsv"} else _sheets(content)
    by_sheet = {
        name: found
        for name, rows in sheets.items()
        if not RECORD.fullmatch(name.strip()) and (found := list(_clauses(rows)))
    }
    clauses = [clause for found in _under_sheets(by_sheet).values() for clause in found]
    if not clauses:
        first = next((row for rows in sheets.values() for row in rows if any(row)), None)
        if first is None:
            raise ImportRefusedError(Refusal.EMPTY)
        raise ImportRefusedError(Refusal.NO_COLUMNS, columns=tuple(filter(None, first)))
    numbers = each_once([clause.number for clause in clauses])
    numbered = tuple(
        ImportedClause(clause.label, number, clause.path, clause.title, clause.blocks, row=clause.row)
        for clause, number in zip(clauses, numbers, strict=True)
    )
    sha256 = hashlib.sha256(content).hexdigest()
    page = _title_page(sheets, tuple(by_sheet), numbered, path.stem)
    book = ImportedBook(
        id_of(page.title),
        page.title,
        path.name,
        sha256,
        numbered,
        version=page.version,
        document_number=page.document_number,
        issued=page.issued,
        effective=page.effective,
        owner=page.owner,
    )
    return ImportedBooks((book,), tuple(_repeated(clauses)))


def _under_sheets(by_sheet: Mapping[str, Sequence[ImportedClause]]) -> Mapping[str, Sequence[ImportedClause]]:
    """The clauses of several sheets that have no headings, each below the name of its sheet."""
    are_headed = any(clause.path for found in by_sheet.values() for clause in found)
    if len(by_sheet) < 2 or are_headed or any(map(_UNNAMED.fullmatch, by_sheet)):
        return by_sheet
    return {name: [replace(clause, path=(name,)) for clause in found] for name, found in by_sheet.items()}


def _title_page(
    sheets: Mapping[str, Rows], named: Sequence[str], clauses: Sequence[ImportedClause], name: str
) -> TitlePage:
    """What the rows above the columns say; where they have no title, a sheet alone may be called so."""
    rows = sheets[named[0]]
    above = [Line(cell) for row in rows[: _header(rows)] for cell in dict.fromkeys(filter(None, row))]
    known = named[0] if len(named) == 1 and is_document_title(named[0]) else ""
    titled = [line for line in above if is_document_title(line.text)]
    page = title_page(above, [clause.text for clause in clauses[-3:]], (), known, name)
    return page if titled or known else replace(page, title=name)


def _repeated(clauses: Sequence[ImportedClause]) -> Iterator[Note]:
    """The numbers that come again: a cell that is a figure holds 2.10 as 2.1."""
    seen = set[str]()
    for clause in clauses:
        if clause.label in seen:
            kind = NoteKind.NOUGHT_LOST if _DECIMAL.fullmatch(clause.label) else NoteKind.NUMBER_REPEATED
            yield Note(kind, words={"number": clause.label}, row=clause.row)
        seen |= {clause.label} - {""}


def _csv(content: bytes) -> Mapping[str, Rows]:
    text = decoded(content)
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return {"": [[cell.strip() for cell in row] for row in rows]}


def _sheets(content: bytes) -> Mapping[str, Rows]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            shown = [
                each.name for each in workbook.sheets_metadata if each.visible is SheetVisibleEnum.Visible
            ]
            return {name: _rows(workbook, name) for name in shown}
    except PasswordError as error:
        raise ImportRefusedError(Refusal.PASSWORD) from error
    except CalamineError as error:
        raise ImportRefusedError(Refusal.DAMAGED) from error


def _rows(workbook: CalamineWorkbook, name: str) -> Rows:
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


def _clauses(rows: Rows) -> Iterator[ImportedClause]:
    header = _header(rows)
    if header is None:
        return
    columns, open_headings = _columns(rows[header]), ("",) * len(_HEADINGS)
    taken = set(columns.values())
    for place, row in enumerate(rows[header + 1 :], header + 2):
        cells = {name: row[at] for name, at in columns.items() if at < len(row)}
        open_headings = _headings([cells.get(heading, "") for heading in _HEADINGS], open_headings)
        if text := cells.get("text"):
            label = cells.get("number", "")
            path = tuple(filter(None, open_headings))
            beside = [
                _named(name, cell)
                for at, (name, cell) in enumerate(zip(rows[header], row, strict=False))
                if name and at not in taken and any(map(str.isalnum, cell))
            ]
            written = "\n".join([text, *beside]).splitlines()
            lines = tuple(line.strip() for line in written if line.strip())
            yield ImportedClause(label, _key(label, place), path, cells.get("title", ""), lines, row=place)


def _named(name: str, cell: str) -> str:
    """What stands in a column of another name, which belongs to the rule as well: 处罚：警告, Penalty: a warning."""
    return f"{name}: {cell}" if name.isascii() else f"{name}：{cell}"


def _header(rows: Rows) -> int | None:
    """The row of the names of the columns."""
    return next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if "text" in _columns(row)), None)


def _headings(written: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """The headings of a row: those above it go on as far as the first that it names itself."""
    first = next((at for at, heading in enumerate(written) if heading), len(written))
    return (*above[:first], *written[first:])


def _columns(row: Sequence[str]) -> dict[str, int]:
    """What stands in which column, by the names in this row."""
    names = ["".join(cell.split()).lower() for cell in row]
    named = dict[str, list[int]]()
    for at, name in enumerate(names):
        for column, called in _COLUMNS.items():
            if name in called or _QUALIFIED.sub("", name) in called:
                named.setdefault(column, []).append(at)
    found = {column: places[0] for column, places in named.items()}
    titles = named.get("title", [])
    if len(titles) > 1 and not {*_HEADINGS} & {*found}:  # Topic, Subject
        found |= {"chapter": titles[0], "title": titles[1]}
    texts = named.get("text", [])
    if len(texts) > 1 and "title" not in found and names[texts[0]] in _TITLE_BESIDE_TEXT:
        found |= {"title": texts[0], "text": texts[1]}
    return found


def _key(label: str, place: int) -> str:
    """The number by which rule files name the clause: as printed, read from it, or that of its row."""
    try:
        return str(ClauseNumber.parse(label))
    except MalformedNumberError:
        opening = opening_of(Line(label)) if label else None
        return opening.key if opening and opening.key else f"T{place}"
