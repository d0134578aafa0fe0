from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.importing.structure import books_of

from tests.importing.written_lines import document

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "title_pages.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
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


@pytest.mark.parametrize(
    ("above", "sizes", "title"),
    [
        (
            ["OAKS TOWNHOUSE ASSOCIATION", "BY-LAWS"],
            [16.0, 16.0],
            "OAKS TOWNHOUSE ASSOCIATION BY-LAWS",
        ),
        (["Oaks Townhouses", "Terms of Rental"], [16.0, 16.0], "Oaks Townhouses Terms of Rental"),
        (["Oaks Townhouses", "Terms of Rental"], [20.0, 16.0], "Oaks Townhouses"),
        (["青禾中学", "岗位职责一览"], [22.0, 22.0], "岗位职责一览"),
        (
            ["City Council", "Home", "You are here: Home / Parks / Allotment rules", "Rules and conditions"],
            [12.0, 12.0, 12.0, 24.0],
            "Rules and conditions",
        ),
        (["City Council", "Allotment rules", "Parks"], [24.0, 12.0, 12.0], "Allotment rules"),
    ],
)
def test_a_title_in_large_letters_is_whole_and_goes_before_a_menu_above_it(
    above: list[str], sizes: list[float], title: str
) -> None:
    source = document("\n".join([*above, "1. First.", "2. Second.", "3. Third."]))
    lines = tuple(
        replace(line, size=size) for line, size in zip(source.lines, [*sizes, *[11.0] * 9], strict=False)
    )

    assert books_of(replace(source, lines=lines)).books[0].title == title


def test_a_version_on_the_cover_is_no_heading_like_that_of_the_appendices_where_numbers_begin_anew() -> None:
    [book] = books_of(
        document(
            "Policy Manual\nRelease 4.6.2.0\n# ⟦1.⟧ About\n## ⟦1.1.⟧ Scope\nAll of it.\n## ⟦1.2.⟧ Aim\nPeace.\n"
            "Appendices\n# ⟦1.⟧ Forms\n## ⟦1.1.⟧ Leave\nA form.\n## ⟦1.2.⟧ Pay\nAnother."
        )
    ).books

    assert [clause.path for clause in book.clauses] == [
        *[("1. About",)] * 2,
        *[("Appendices", "1. Forms")] * 2,
    ]
    assert book.version == "4.6.2.0"


@pytest.mark.parametrize(
    ("issuer", "owner"),
    [
        ("发布单位 青禾科技有限公司", "青禾科技有限公司"),
        ("编制部门：人力资源部", "人力资源部"),
        ("Issued by Human Resources", "Human Resources"),
        ("Published by: Quay Ltd", "Quay Ltd"),
    ],
)
def test_who_issued_a_document_answers_for_it_where_nobody_else_does(issuer: str, owner: str) -> None:
    rules = "第一条 甲。\n第二条 乙。\n第三条 丙。"
    (book,) = books_of(document(f"差旅费管理办法\n{issuer}\n{rules}")).books
    (other,) = books_of(document(f"差旅费管理办法\n{issuer}\n{rules}\n第四条 本办法由财务部负责解释。")).books

    assert (book.owner, book.prefaces) == (owner, {})
    assert (other.owner, other.prefaces) == ("财务部", {(): issuer})


def test_a_sentence_on_what_is_issued_names_no_owner() -> None:
    said = "Issued by the office, cards stay its property."
    (book,) = books_of(document(f"Card Rules\n{said}\n1. Carry it.\n2. Show it.\n3. Return it.")).books

    assert (book.owner, book.prefaces) == ("", {(): said})
