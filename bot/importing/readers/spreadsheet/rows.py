"""The rows of a table below the names of its columns, each as what it says: a clause, or a heading above others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.importing.books import Path
from bot.importing.readers.spreadsheet.columns import HEADINGS, columns_of, header_of
from bot.importing.readers.spreadsheet.sheets import Sheet
from bot.importing.source import Line
from bot.importing.structure.front_and_back.forms_to_sign import is_table_of_changes
from bot.importing.structure.front_and_back.signature import is_signature
from bot.importing.structure.lines.headings import heading_of
from bot.rulebook import HeadingKind, Table

_FEWEST = 4  # rows of a table, with the names of its columns
_COVER = re.compile(
    r"封面|首页|扉页|目[录錄]|签[字署收]页?|cover(?: page)?|title page|(?:table of )?contents|sign-?off",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;！]$|(?<=[a-z)])\.$|^(?:注|备注|说明|notes?)\s?[:：]", re.IGNORECASE)
_LEVELS = {HeadingKind.PART: 0, HeadingKind.CHAPTER: 1, HeadingKind.SECTION: 2}  # among HEADINGS
_COUNTS = re.compile(r"\d+|[一二三四五六七八九十百]+|[A-Za-z]+")


@dataclass(frozen=True)
class Row:
    """A clause: `place` counts from 1, `owner` is whom its own column names, called `owner_column`."""

    place: int
    path: Path
    label: str
    title: str
    lines: tuple[str, ...]
    owner: str = ""
    owner_column: str = ""


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """The clauses of a sheet; none where no row names its columns. What is hidden is left out."""
    header = header_of(sheet.rows)
    if header is None:
        return
    names, columns = sheet.rows[header], columns_of(sheet.rows[header], sheet.rows[header + 1 :])
    below = range(header + 1, signed_from(sheet))
    seen = [(at, sheet.rows[at]) for at in below if at not in sheet.hidden]
    numbered = {_kind(_cell(row, columns, "number")) for _, row in seen if _cell(row, columns, "text")}
    open_headings, subject = ("",) * len(HEADINGS), ""
    for at, row in seen:
        is_across = _is_across(row)
        written = [_cell(row, columns, heading) for heading in HEADINGS if not is_across]
        subject = "" if any(written) and written != [*open_headings] else subject
        open_headings = _headings(written, open_headings)
        label, title, text = (_cell(row, columns, name) for name in ("number", "title", "text"))
        if _is_remark(row, columns):
            continue
        if is_across or _is_heading(row, label, text, numbered):
            subject = " ".join(dict.fromkeys(filter(None, [label, title or text])))
            if (level := _level(subject)) is not None:
                open_headings, subject = _headings([*[""] * level, subject], open_headings), ""
        elif text or title:
            beside = _beside(names, row, {*columns.values()})
            lines = [line.strip() for line in "\n".join([text or title, *beside]).splitlines()]
            owner = _cell(row, columns, "owner")
            yield Row(
                at + 1,
                tuple(filter(None, [*open_headings, subject])),
                label,
                title if text else "",
                tuple(filter(None, lines)),
                owner,
                names[columns["owner"]] if owner else "",
            )


def signed_from(sheet: Sheet) -> int:
    """The first of the rows at the end that only say who made the table and when; the end where there are none."""
    first = at = len(sheet.rows)
    while at and all(is_signature(Line(cell)) for cell in sheet.rows[at - 1] if cell):
        at -= 1
        first = at if any(sheet.rows[at]) else first
    return first


def remarks_of(sheet: Sheet) -> Iterator[str]:
    """The sentences that stand alone on a row, before the columns and among their rows, or on a sheet without any."""
    header = header_of(sheet.rows)
    columns = {} if header is None else columns_of(sheet.rows[header])
    for at, row in enumerate(sheet.rows):
        is_above = header is None or at < header
        if at not in sheet.hidden and at != header and _is_remark(row, {} if is_above else columns):
            yield next(filter(None, row))


def _is_remark(row: Sequence[str], columns: dict[str, int]) -> bool:
    """Whether all it holds is a sentence, in no column of texts or over all columns."""
    cells = [at for at, cell in enumerate(row) if cell]
    if len({row[at] for at in cells}) != 1 or not _SENTENCE.search(row[cells[0]]):
        return False
    return len(cells) > 1 or cells[0] not in {columns.get("text"), columns.get("title")}


def holds_table(sheet: Sheet) -> bool:
    """Whether rows with several cells stand below each other, and are no cover and no record of changes."""
    if _COVER.fullmatch(sheet.name.strip()):
        return False
    runs = [[*its] for is_wide, its in groupby(sheet.rows, _has_several) if is_wide]
    return any(len(run) >= _FEWEST and not is_table_of_changes(Table(tuple(run[0]), ())) for run in runs)


def _has_several(row: Sequence[str]) -> bool:
    return len({*filter(None, row)}) > 1


def named(name: str, cell: str) -> str:
    """What stands in a column of another name, which belongs to the rule as well: 处罚：警告, Penalty: a warning."""
    return f"{name}: {cell}" if name.isascii() else f"{name}：{cell}"


def _cell(row: Sequence[str], columns: dict[str, int], name: str) -> str:
    at = columns.get(name, len(row))
    return row[at] if at < len(row) else ""


def _beside(names: Sequence[str], row: Sequence[str], taken: set[int]) -> Iterator[str]:
    for at, (name, cell) in enumerate(zip(names, row, strict=False)):
        if name and at not in taken and any(map(str.isalnum, cell)):
            yield named(name, cell)


def _is_across(row: Sequence[str]) -> bool:
    """Whether it is one cell over all columns."""
    cells = [*filter(None, row)]
    return len(cells) > 1 and len({*cells}) == 1


def _is_heading(row: Sequence[str], label: str, text: str, numbered: set[str]) -> bool:
    """Whether a row stands above those below it: a number of another kind and no text."""
    return not text and any(row) and _kind(label) not in numbered


def _level(heading: str) -> int | None:
    """Which of the headings it is by its own words: 第一章 stands above 第一节."""
    found = heading_of(Line(heading))
    return _LEVELS.get(found.kind) if found and found.number else None


def _kind(label: str) -> str:
    """What is alike in 1 and 2, 一 and 二, HR-1 and HR-2."""
    return _COUNTS.sub(
        lambda match: "9" if match[0].isdecimal() else "A" if match[0].isascii() else "一", label
    )


def _headings(written: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """The headings of a row: those above it go on as far as the first that it names itself."""
    first = next((at for at, heading in enumerate(written) if heading), len(above))
    return (*above[:first], *written[first:], *[""] * (len(above) - max(first, len(written))))
