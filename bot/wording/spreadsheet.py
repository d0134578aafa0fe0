"""The report on new colleagues as a CSV file, with headings in words: the same from the terminal and from Slack."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime

from bot.onboarding.progress import Ending
from bot.onboarding.quiz import QuizOutcome
from bot.onboarding.report import ReportRow
from bot.wording.catalogue import Catalogue

_COLUMNS = tuple(field.name for field in fields(ReportRow))
_NAME = "name"
# What a spreadsheet runs begins so (OWASP, CSV Injection); the full-width ones run in Chinese and Japanese versions.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[ReportRow], say: Catalogue, names: Mapping[str, str] | None = None) -> bytes:
    """The file: UTF-8 with the mark that spreadsheets know it by, a line of headings, moments as people live them.

    `names` are those of people by id; with them each row says both (names change, and two people may share one).
    """
    known = names or {}
    columns = _COLUMNS if names is None else (_COLUMNS[0], _NAME, *_COLUMNS[1:])
    headings = [say(f"onboarding.report.{column}") for column in columns]
    cells = (
        [known.get(row.person, "") if column == _NAME else cell(row, column, say) for column in columns]
        for row in rows
    )
    return csv_file([headings, *cells])


def csv_file(lines: Iterable[Iterable[str]]) -> bytes:
    """Any table as a file that spreadsheets read, and of which they run nothing: all our CSV is written here."""
    written = io.StringIO()
    csv.writer(written).writerows(map(_harmless, line) for line in lines)
    return written.getvalue().encode("utf-8-sig")


def cell(row: ReportRow, column: str, say: Catalogue) -> str:
    """What stands in a column (a field of Row)."""
    match getattr(row, column):
        case None:
            return ""
        case datetime() as moment:
            return moment.isoformat(sep=" ", timespec="minutes")
        case date() as day:
            return day.isoformat()
        case Ending() | QuizOutcome() as state:
            return say(f"onboarding.report.state.{state}")
        case value:
            return str(value)


def _harmless(written: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{written}" if written.startswith(_FORMULA) else written
