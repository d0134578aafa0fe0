"""The READMEs' lines of figures are those of the tables."""

import re
import shutil
from pathlib import Path

import pytest

from tests.benchmarks.pages import PAGES, RELIABILITY, block
from tests.benchmarks.summary import README, summary, write_summary


@pytest.mark.parametrize("language", README)
def test_the_lines_of_the_readme_are_those_of_the_tables(language: str) -> None:
    assert block("summary").findall(README[language].read_text("utf-8")) == [summary(language)]


def copied(folder: Path) -> Path:
    """The page of the tables, in a folder that has all pages."""
    (folder / "docs").mkdir()
    for page in (*README.values(), *PAGES.values(), *RELIABILITY.values()):
        shutil.copy(page, folder / page)
    return folder / PAGES["en"]


def test_a_table_that_is_measured_anew_changes_the_lines(tmp_path: Path) -> None:
    page = copied(tmp_path)
    [shipped] = [
        row for row in page.read_text("utf-8").splitlines() if row.startswith("| shipped: Shouze semantic")
    ]
    measured = "| shipped: Shouze semantic | .123 | .100 | .000 | .000 | .000 | .456 |"
    page.write_text(page.read_text("utf-8").replace(shipped, measured), "utf-8")
    write_summary(tmp_path)
    for readme in README.values():
        [lines] = block("summary").findall((tmp_path / readme).read_text("utf-8"))
        assert {"12", "46", "0"} <= set(re.findall(r"\d+", lines))


@pytest.mark.parametrize("language", README)
def test_the_curve_of_what_settled_questions_bring_is_shown_whole(tmp_path: Path, language: str) -> None:
    page = copied(tmp_path)
    text = page.read_text("utf-8")
    [table] = block("learning").findall(text)
    head = table.splitlines()[:2]
    curve = (
        "| the shipped handbook, new: 5 settled | 1 | .400 [] | .500 [] | | 1.0 % [] | 2.0 % [] | 0 |",
        "| the shipped handbook, new: 25 settled | 1 | .400 [] | .612 [] | | 1.0 % [] | 3.5 % [] | 0 |",
        "| 7 books of law: 5 settled | 7 | .382 [] | .401 [] | | 8.6 % [] | 8.0 % [] | 0 |",
    )
    page.write_text(text.replace(table, "\n".join((*head, *curve)) + "\n"), "utf-8")
    rows = [
        line.strip("| ").split(" | ", 1)[1]
        for line in summary(language, tmp_path).splitlines()
        if " | " in line
    ]
    assert rows == ["0 | 5 | 25", "40.0 | 50.0 | 61.2", "1.0 | 2.0 | 3.5"]
