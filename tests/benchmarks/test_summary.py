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


def test_a_table_that_is_measured_anew_changes_the_lines(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for page in (*README.values(), *PAGES.values(), *RELIABILITY.values()):
        shutil.copy(page, tmp_path / page)
    page = tmp_path / PAGES["en"]
    [shipped] = [
        row for row in page.read_text("utf-8").splitlines() if row.startswith("| shipped: Shouze semantic")
    ]
    measured = "| shipped: Shouze semantic | .123 | .100 | .000 | .000 | .000 | .456 |"
    page.write_text(page.read_text("utf-8").replace(shipped, measured), "utf-8")
    write_summary(tmp_path)
    for readme in README.values():
        [lines] = block("summary").findall((tmp_path / readme).read_text("utf-8"))
        assert {"12", "46", "0"} <= set(re.findall(r"\d+", lines))
