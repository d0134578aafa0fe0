"""The report as a CSV file: whatever stands in it comes out of a spreadsheet as it went in, and none of it runs."""

import csv
import io
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from bot.onboarding.progress import Ending
from bot.onboarding.quiz import QuizOutcome
from bot.onboarding.report import ReportRow
from bot.wording import Language, catalogue_for
from bot.wording.spreadsheet import as_csv, csv_file
from hypothesis import given
from hypothesis import strategies as st

SAY = catalogue_for(Language.CHINESE)
DAY = date(2026, 3, 2)
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\0"), max_size=6)


def row(person: str = "U1", role: str = "", signed_at: datetime | None = None) -> ReportRow:
    return ReportRow(
        person,
        "general",
        role,
        "第一天",
        DAY,
        DAY,
        Ending.DONE,
        1,
        QuizOutcome.PASSED,
        3,
        3,
        signed_at,
        0,
    )


def read(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@given(TEXTS, TEXTS)
def test_every_text_is_read_again_and_no_cell_is_a_formula(role: str, name: str) -> None:
    [told] = read(as_csv([row(role=role)], SAY, {"U1": name}))
    for cell, text in ((told["岗位"], role), (told["姓名"], name)):
        assert cell.removeprefix("'") == text.removeprefix("'")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\n"))


@pytest.mark.parametrize("first", [*"=+-@\t\r\n", *"＝＋－＠"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(first: str) -> None:
    written = csv_file([[f"{first}cmd|' /C calc'!A0", "a-b=c"]]).decode("utf-8-sig")
    [[cell, other]] = csv.reader(io.StringIO(written, newline=""))
    assert (cell, other) == (f"'{first}cmd|' /C calc'!A0", "a-b=c")


def test_no_other_module_writes_csv() -> None:
    writers = [path.name for path in Path("bot").rglob("*.py") if "csv.writer" in path.read_text("utf-8")]
    assert writers == ["spreadsheet.py"]


def test_the_name_stands_behind_the_id_where_names_are_known() -> None:
    without, known = as_csv([row()], SAY), as_csv([row(), row("U2")], SAY, {"U1": "王小明"})
    assert "姓名" not in read(without)[0]
    assert list(read(known)[0])[:3] == ["成员", "姓名", "路径"]
    assert [told["姓名"] for told in read(known)] == ["王小明", ""]


def test_moments_are_those_of_the_people_and_spreadsheets_see_that_it_is_utf8() -> None:
    signed_at = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=8)))
    written = as_csv([row(signed_at=signed_at)], SAY)
    assert written.startswith(b"\xef\xbb\xbf")
    assert read(written)[0]["签署时间"] == "2026-03-02 12:00+08:00"
