from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.structure import books_of

from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "title_pages.yaml").read_text(encoding="utf-8")
)
SAID = ("title", "version", "document_number", "issued", "effective", "owner")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_title_page_says_what_its_case_says(case: dict[str, Any]) -> None:
    (book,) = books_of(document(case["lines"])).books

    assert {key: value for key in SAID if (value := getattr(book, key))} == {
        key: case[key] for key in SAID if key in case
    }


def test_the_title_is_what_is_largest_but_for_the_name_over_all_documents_of_an_office() -> None:
    sizes = {"青禾市机关事务管理局文件": 30.0, "青禾医院": 20.0, "岗位职责汇编": 26.0}
    source = document(
        "青禾市机关事务管理局文件\n青禾医院\n岗位职责汇编\n第一条 甲。\n第二条 乙。\n第三条 丙。"
    )
    lines = tuple(replace(line, size=sizes.get(line.text, 11.0)) for line in source.lines)

    assert books_of(replace(source, lines=lines)).books[0].title == "岗位职责汇编"
