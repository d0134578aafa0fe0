from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from bot.importing.books import ImportedBooks
from bot.importing.source import Missing
from bot.importing.structure import books_of
from bot.importing.writing import Unsaid, write
from bot.importing.writing.amendment import amend
from bot.importing.writing.layout import Words
from bot.importing.writing.yaml_text import dumped, laid_out
from bot.knowledge import Severity, lint_book
from bot.knowledge.books.book import read_book
from bot.rulebook import Part, Rulebook, find_references, part_of

from tests.importing.written_lines import document

WORDS = Words(
    why="发布的文本引用了一条没有的条文",
    table="[表{number}]",
    missing={Missing.FIGURE: "[图：见原文]", Missing.FORM: "[表格：见原文]"},
    missing_on_page={
        Missing.FIGURE: "[图：见原文第 {page} 页]",
        Missing.FORM: "[表格：见原文第 {page} 页]",
    },
    clauses="条款",
    owner="归口部门",
    gap="发布的文本没有这些编号",
    repeated="发布的文本编号重复",
)
HANDBOOK = """\
# 员工手册（2026版）
第一章 总则
本章说明手册的用处。
第一条 手册适用于全体员工。
第二条 手册自2026年3月1日起施行。
第二章 差旅
第一节 住宿
第三条 住宿按下表报销，凭第九条的审批单。
| 职级 | 标准 |
| 经理 | 500 |
超出的自付 #报销。
[figure]
第二节 交通
第4条 交通费凭票报销。
附件一 表格
申请表在系统里。
"""


def written(lines: str, folder: Path) -> Rulebook:
    books = books_of(document(lines, "员工手册.docx"))
    (path,) = write(books, folder, Unsaid("人事部", date(2026, 1, 1)), WORDS)
    return read_book(path)


@pytest.mark.parametrize("id_", ["..", ".", "../beside", "a/b", "{folder}"])
def test_a_book_is_written_right_below_the_folder_or_nowhere(id_: str, tmp_path: Path) -> None:
    [book] = books_of(document(HANDBOOK, "员工手册.docx")).books
    books = ImportedBooks((replace(book, id=id_.format(folder=tmp_path)),))
    folder = tmp_path / "rules"

    with pytest.raises(ValueError, match=r"[./]"):
        write(books, folder, Unsaid("人事部", date(2026, 1, 1)), WORDS)

    assert [*tmp_path.iterdir()] == []


def test_the_edition_of_a_year_is_that_year(tmp_path: Path) -> None:
    book = written("员工手册\n（2026年版）\n第一条 甲。\n第二条 乙。\n第三条 丙。", tmp_path)
    assert book.version == "2026"


def test_one_of_several_editions_of_a_year_is_told_from_the_others(tmp_path: Path) -> None:
    book = written("员工手册\n版本：2026年第1版\n第一条 甲。\n第二条 乙。\n第三条 丙。", tmp_path)
    assert book.version == "2026.1"


def test_a_day_that_is_both_of_issue_and_of_effect_is_written_twice(tmp_path: Path) -> None:
    book = written(
        "办公制度\n发布日期：2026年3月1日\n第一条 甲。\n第二条 乙。\n第三条 本制度自发布之日起施行。",
        tmp_path,
    )
    assert book.effective == date(2026, 3, 1)


def test_a_book_that_is_written_is_read_as_the_document_has_it(tmp_path: Path) -> None:
    book = written(HANDBOOK, tmp_path)

    assert [(clause.place, clause.heading.path_label, clause.text) for clause in book.clauses] == [
        ("第一条", "第一章 总则", "手册适用于全体员工。"),
        ("第二条", "第一章 总则", "手册自2026年3月1日起施行。"),
        (
            "第三条",
            "第二章 差旅 › 第一节 住宿",
            "住宿按下表报销，凭第九条的审批单。\n职级：经理 ｜ 标准：500\n超出的自付 #报销。\n[图：见原文第 3 页]",
        ),
        ("第4条", "第二章 差旅 › 第二节 交通", "交通费凭票报销。"),
        ("附件一 表格", "附件一 表格", "申请表在系统里。"),
    ]
    assert (book.title, book.version, book.effective) == (
        "员工手册（2026版）",
        "2026",
        date(2026, 3, 1),
    )
    assert book.clauses[0].heading.preface == "本章说明手册的用处。"


def test_each_outermost_heading_has_a_file_named_after_it(tmp_path: Path) -> None:
    written(HANDBOOK, tmp_path)

    assert sorted(path.name for path in tmp_path.glob("*/*")) == [
        "01-总则.yaml",
        "02-差旅.yaml",
        "03-表格.yaml",
        "book.yaml",
    ]


def test_each_clause_says_where_the_original_has_it(tmp_path: Path) -> None:
    source = written(HANDBOOK, tmp_path).clauses[0].source

    assert source
    assert (source.file, source.paragraph, source.sha256) == ("员工手册.docx", "4", "6f1ed002ab559585")


def test_headings_alone_stay_in_the_order_of_the_document(tmp_path: Path) -> None:
    book = written(
        "# Handbook\n## Leave\n### Sick leave\nCall in.\n## Travel\nBook early.\n## Tools\nLock them.",
        tmp_path,
    )

    assert [clause.titled_label for clause in book.clauses] == [
        "Handbook, Leave › Sick leave",
        "Handbook, Travel",
        "Handbook, Tools",
    ]


def test_what_the_adopted_text_has_twice_is_written_with_why(tmp_path: Path) -> None:
    twice = "第三章 请假\n1、甲。\n2、乙。\n2、丙。\n3、丁。\n第三章 出差\n1、戊。\n2、己。\n3、庚。\n"
    book = written(f"考勤办法\n{twice}", tmp_path)
    (folder,) = tmp_path.iterdir()

    assert [division.heading.label for division in book.divisions] == ["第三章 请假", "第三章 出差"]
    assert not lint_book(folder, date(2026, 1, 2)).of(Severity.ERROR)
    assert [
        path.read_text("utf-8").count("repeated: 发布的文本编号重复") for path in sorted(folder.glob("0*"))
    ] == [1, 1]


def test_a_later_edition_finds_the_clauses_of_each_of_two_chapters_of_one_number(tmp_path: Path) -> None:
    twice = "考勤办法\n第三章 请假\n第一条 甲。\n第二条 乙。\n第三章 出差\n第三条 丙。\n"
    older = written(f"{twice}第四条 丁。\n", tmp_path / "older")
    newer = written(f"{twice}第四条 戊。\n第五条 己。\n", tmp_path / "newer")
    folders = [next((tmp_path / name).iterdir()) for name in ("older", "newer")]

    amend(folders[0], older, folders[1], newer, date(2026, 9, 1))

    assert [(each.place, each.heading.label) for each in read_book(folders[0]).clauses[2:]] == [
        (place, "第三章 出差") for place in ("第三条", "第四条", "第五条")
    ]


def test_of_two_chapters_of_one_number_each_has_its_clause(tmp_path: Path) -> None:
    twice = "考勤办法\n第三章 请假\n第一条 甲。\n第二条 乙。\n第三章 出差\n第一条 丙。\n第二条 丁。\n"
    (reference,) = find_references("第三章第二条")
    there = written(twice, tmp_path).places.clauses(reference.headings, reference.number)
    assert [clause.text for clause in there] == ["乙。", "丁。"]


def test_items_of_the_same_form_within_others_are_set_in_and_stand_below_them(tmp_path: Path) -> None:
    rules = (
        "就业规则\n第一条 休假。\n⟦1.⟧ 下列情形给假：\n  ⟦1.⟧ 结婚。\n    ⟦1.⟧ 再婚。\n  ⟦2.⟧ 搬家。\n"
        "⟦2.⟧ 其他不给。\n第二条 甲。\n⟦1.⟧ 丁。\n  ⟦a.⟧ 戊。\n第三条 乙。"
    )
    clause, _, other = written(rules, tmp_path).clauses

    assert clause.text.rstrip().splitlines()[1:] == [
        "1. 下列情形给假：",
        "  1. 结婚。",
        "    1. 再婚。",
        "  2. 搬家。",
        "2. 其他不给。",
    ]
    assert part_of(clause.text, Part(item=2)) == "2. 其他不给。"
    assert part_of(clause.text, Part(item=1, subitem=2)) == "2. 搬家。"
    assert other.text.strip() == "乙。"


def book_file(lines: str, folder: Path) -> str:
    written(lines, folder)
    return next(folder.glob("*/book.yaml")).read_text(encoding="utf-8")


def test_what_labels_have_in_common_is_said_once(tmp_path: Path) -> None:
    levels = "1 总则\n1.1 目的是规范采购。\n1.2 本制度适用于全体员工。\n2 请购\n2.1 请购单由经理签字。\n"

    assert "labels: '{number}'" in book_file(levels, tmp_path)
    assert not any("label:" in path.read_text("utf-8") for path in tmp_path.glob("*/0*.yaml"))


def test_a_book_whose_paragraphs_are_called_as_in_taiwan_says_so(tmp_path: Path) -> None:
    rules = "第一條 員工應準時上班。\n第二條 前項規定於主管準用之。\n第三條 本規則自公布日施行。\n"

    assert "region: tw" in book_file(rules, tmp_path)
    assert [clause.place for clause in read_book(next(tmp_path.iterdir())).clauses] == [
        "第一條",
        "第二條",
        "第三條",
    ]


def test_what_an_older_edition_has_is_written_again_as_it_stood() -> None:
    clauses = """\
clauses:
- number: "1.1"
  text: 迟到由组长提醒。
  source: {file: 员工手册.docx, page: 3, paragraph: 23, sha256: "6f1ed002ab559585"}
  repealed: {'on': 2027-03-01, successor: '1.2'}
"""
    assert dumped(laid_out(yaml.load(clauses, yaml.BaseLoader))) == clauses  # noqa: S506  # texts alone, as files are read


def test_numbers_that_are_missing_beside_a_heading_are_no_error_of_the_book_that_is_written(
    tmp_path: Path,
) -> None:
    lines = (
        "餐费规定\n5.1 餐费凭票报销。\n5.2 酒水不报。\n5.4 标准的调整\n5.4.1 调整须经批准。\n"
        "5.4.2 首日按七折计。\n5.4.3 航班供餐的，不减。\n5.5 特殊情形须报总经理批准。"
    )
    written(lines, tmp_path)
    (folder,) = tmp_path.iterdir()

    assert lint_book(folder, date(2026, 1, 1)).of(Severity.ERROR) == []
