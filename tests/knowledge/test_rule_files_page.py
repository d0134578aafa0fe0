"""The examples of docs/rule-files.md are read as the page says, in both languages."""

import re
from datetime import date
from pathlib import Path

import pytest
from bot.knowledge import read_knowledge
from bot.rulebook import Library

from tests.small_books import write

PAGES = [Path("docs/rule-files.md"), Path("docs/rule-files.zh-CN.md")]


def _examples(page: Path) -> dict[str, str]:
    """The YAML blocks of a page, by the path on their first line."""
    blocks = re.findall(
        r"^```yaml\n# knowledge/(\S+)\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return dict(blocks)


@pytest.fixture(scope="module", params=PAGES, ids=str)
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return read_knowledge(write(tmp_path_factory.mktemp("page"), _examples(request.param))).library


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("civil-code/13", "《民法典》第十三条"),
        ("civil-code/205", "《民法典》第二百零五条"),
        ("manual/4.1.1", "《员工手册》§4.1.1"),
        ("manual/4.1.2", "《员工手册》4.1.2（暂行）"),
        ("manual/A1.1", "《员工手册》附件一 差旅标准 › 一、"),
        ("manual/A1.2", "《员工手册》附件一 差旅标准 › 说明"),
    ],
)
def test_the_clauses_of_the_page_are_named_as_it_says(name: str, label: str, library: Library) -> None:
    assert library.by_name[name].label == label


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("civil-code/13", "第一编 总则 › 第二章 自然人 › 第一节 民事权利能力和民事行为能力"),
        ("civil-code/205", "第二编 物权 › 第一章 一般规定"),
        ("manual/4.1.1", "4 采购 › 4.1 请购"),
    ],
)
def test_the_clauses_of_the_page_stand_under_its_headings(name: str, path: str, library: Library) -> None:
    assert library.by_name[name].heading.path_label == path


def test_the_table_of_the_page_is_read_as_it_says(library: Library) -> None:
    clause = library.by_name["manual/A2.1"]
    assert "\n职级：经理 ｜ 一线城市：500 ｜ 其他：400\n" in clause.text
    assert clause.source is not None
    assert clause.source.page == "31"


def test_both_languages_have_the_same_examples() -> None:
    first, second = (
        {name: re.sub(r" *#.*", "", example) for name, example in _examples(page).items()} for page in PAGES
    )
    assert first == second


def test_the_clauses_of_the_page_go_on_as_it_says(library: Library) -> None:
    there = library.in_force(date(2027, 7, 1))
    assert there.by_name["manual/5.1"].titled_label == "《员工手册》§5.1 迟到与早退"
    assert there.by_name["manual/5.1"].text == "迟到、早退的，每次扣一百元。"
    assert there.successor(there.repealed["manual/5.2"]) == there.by_name["manual/2.7"]
    assert "manual/5.3" not in library.in_force(date(2026, 8, 31)).by_name
