"""`shouze site`: the rules of a day as pages, for everybody or for one audience."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shouze
from tests.small_books import BOOK, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    audiences = "audiences: {管理层: [S0123ABCD]}\n"
    chapter = (
        "chapter: 1\ntitle: 考勤\nclauses:\n"
        '  - {number: "1.1", title: 迟到, text: 迟到由组长提醒。}\n'
        '  - {number: "1.2", title: 奖金, text: 奖金另行发放。, audience: [管理层]}\n'
    )
    return write(tmp_path / "knowledge", {"code/book.yaml": BOOK + audiences, "code/01.yaml": chapter})


def test_what_everybody_may_see_is_written_and_said_to_be(
    shouze: Shouze, folder: Path, tmp_path: Path
) -> None:
    done = shouze("site", str(tmp_path / "out"), SHOUZE_KNOWLEDGE=str(folder))
    assert (done.status, "1 条" in done.out) == (0, True)
    page = (tmp_path / "out" / "code" / "1.html").read_text("utf-8")
    assert "迟到由组长提醒。" in page
    assert "奖金" not in page
    assert "面向全体员工" in page


@pytest.mark.parametrize("name", ["管理层", "code/管理层"])
def test_an_audience_has_its_own_pages(shouze: Shouze, folder: Path, tmp_path: Path, name: str) -> None:
    done = shouze("site", str(tmp_path / "out"), "--audience", name, "--knowledge", str(folder))
    assert (done.status, "2 条" in done.out) == (0, True)
    assert "奖金另行发放。" in (tmp_path / "out" / "code" / "1.html").read_text("utf-8")


def test_an_audience_that_no_book_names_is_told_with_those_that_there_are(
    shouze: Shouze, folder: Path, tmp_path: Path
) -> None:
    done = shouze("site", str(tmp_path / "out"), "--audience", "经理", "--knowledge", str(folder))
    assert (done.status, "管理层" in done.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_refused_in_a_plain_sentence(
    shouze: Shouze, folder: Path, tmp_path: Path
) -> None:
    out = write(tmp_path / "out", {"notes.txt": "我的"})
    done = shouze("site", str(out), "--knowledge", str(folder))
    assert (done.status, "notes.txt" in done.err) == (2, True)
    assert [path.name for path in out.iterdir()] == ["notes.txt"]


def test_the_pages_of_another_day_and_language(shouze: Shouze, folder: Path, tmp_path: Path) -> None:
    shouze(
        "site",
        str(tmp_path / "out"),
        "--as-of",
        "2026-02-01",
        "--knowledge",
        str(folder),
        SHOUZE_LANGUAGE="en",
    )
    page = (tmp_path / "out" / "code" / "1.html").read_text("utf-8")
    assert "As of 2026-02-01 (Asia/Shanghai)" in page
    assert "Owner: " in page
