"""Books with parts, chapters, sections and annexes: what their files become, and what is wrong with them."""

from pathlib import Path

import pytest
from bot.knowledge import IssueKind, read_knowledge
from bot.rulebook import Clause, HeadingKind, Owner, Rulebook
from bot.rulebook.designation.designators import Step

from tests.knowledge.reported_issues import issues_in
from tests.small_books import BOOK, write

CODE = {
    "01.yaml": """\
heading: 第一编 总则
owner: {name: 法务部}
preface: 本编适用于全体。
""",
    "01-1.yaml": """\
under: [第一编 总则]
chapter: "1"
title: 一般规定
clauses:
  - {number: "1", text: 一}
headings:
  - heading: 第一节 适用
    owner: {name: 秘书处}
    clauses:
      - {number: "2", text: 二}
  - heading: 第二节 解释
    clauses:
      - {number: "3", text: 三}
""",
    "02.yaml": """\
heading: 第二编 分则
headings:
  - heading: 第一章 一般规定
    review_by: 2026-12-31
    clauses:
      - {number: "4", text: 四, label: 第四条}
""",
    "03.yaml": """\
heading: 附件一 标准
clauses:
  - {number: A1.1, label: 一、, text: 甲}
  - {number: A1.2, label: "", title: 说明, text: 乙}
""",
}


def _book(tmp_path: Path, files: dict[str, str], head: str = BOOK) -> Rulebook:
    named = {f"code/{name}": content for name, content in files.items()}
    return read_knowledge(write(tmp_path, {"code/book.yaml": head} | named)).library.books[0]


def _labels(clause: Clause) -> list[str]:
    return [heading.label for heading in clause.heading.path]


def test_clauses_stand_under_their_headings_in_the_order_of_the_book(tmp_path: Path) -> None:
    book = _book(tmp_path, CODE)
    assert [(str(clause.number), _labels(clause)) for clause in book.clauses] == [
        ("1", ["第一编 总则", "第一章 一般规定"]),
        ("2", ["第一编 总则", "第一章 一般规定", "第一节 适用"]),
        ("3", ["第一编 总则", "第一章 一般规定", "第二节 解释"]),
        ("4", ["第二编 分则", "第一章 一般规定"]),
        ("A1.1", ["附件一 标准"]),
        ("A1.2", ["附件一 标准"]),
    ]
    assert [division.heading.label for division in book.divisions] == [
        "第一编 总则",
        "第二编 分则",
        "附件一 标准",
    ]
    assert [division.heading.key for division in book.all_divisions] == [
        *("part:1", "part:1/1", "part:1/1/section:1", "part:1/1/section:2", "part:2", "part:2/1", "annex:1"),
    ]


def test_a_heading_has_all_that_its_file_says_and_the_owner_of_the_one_above(tmp_path: Path) -> None:
    first, second, third, fourth, *_ = (clause.heading for clause in _book(tmp_path, CODE).clauses)
    assert (first.kind, first.number, first.title) == (HeadingKind.CHAPTER, "1", "一般规定")
    assert [each.owner.name for each in (first, second, third, fourth)] == [
        "法务部",
        "秘书处",
        "法务部",
        "运营管理部",
    ]
    assert first.above is not None
    assert first.above.preface == "本编适用于全体。"
    assert fourth.review_by is not None


def test_a_division_has_its_own_clauses_and_the_headings_below(tmp_path: Path) -> None:
    chapter = _book(tmp_path, CODE).division("part:1/1")
    assert chapter is not None
    assert [str(clause.number) for clause in chapter.clauses] == ["1", "2", "3"]
    assert [str(clause.number) for clause in chapter.own_clauses] == ["1"]
    assert [below.heading.label for below in chapter.divisions] == ["第一节 适用", "第二节 解释"]


def test_a_clause_is_named_as_it_is_printed_and_with_its_headings_where_the_number_begins_anew(
    tmp_path: Path,
) -> None:
    first, *_, fourth, annex, bare = _book(tmp_path, CODE).clauses
    assert [first.short_label, fourth.short_label, annex.short_label, bare.short_label] == [
        "1",
        "第四条",
        "一、",
        "",
    ]
    assert first.label == "《运营中心守则》第一条"
    assert fourth.label == "《运营中心守则》第四条"
    assert annex.label == "《运营中心守则》附件一 标准 › 一、"
    assert bare.label == bare.titled_label == "《运营中心守则》附件一 标准 › 说明"


@pytest.mark.parametrize(
    ("labels", "printed", "label"),
    [
        ('"§{number}"', "§4.1.1", "《运营中心守则》§4.1.1"),
        ('"{number}"', "4.1.1", "《运营中心守则》4.1.1"),
        ('"Section {number}"', "Section 4.1.1", "《运营中心守则》Section 4.1.1"),
        ("none", "", "《运营中心守则》4 采购 › 4.1 请购 › 审批"),
    ],
)
def test_a_book_says_how_its_numbers_are_printed(
    labels: str, printed: str, label: str, tmp_path: Path
) -> None:
    file = "heading: 4 采购\nheadings:\n  - heading: 4.1 请购\n    clauses: [{number: 4.1.1, title: 审批, text: 一}]\n"
    [clause] = _book(tmp_path, {"4.yaml": file}, f"{BOOK}labels: {labels}\n").clauses
    assert (clause.printed, clause.label) == (printed, label)


def test_a_book_may_have_no_headings_and_lie_in_one_file(tmp_path: Path) -> None:
    flat = _book(
        tmp_path / "flat", {"1.yaml": "clauses:\n  - {number: 1, text: 一}\n  - {number: 2, text: 二}\n"}
    )
    assert [clause.label for clause in flat.clauses] == ["《运营中心守则》第一条", "《运营中心守则》第二条"]
    assert [division.heading.label for division in flat.divisions] == ["运营中心守则"]
    whole = 'headings:\n  - {chapter: "1", title: 总则, clauses: [{number: 1.1, text: 一}]}\n'
    assert [each.heading.label for each in _book(tmp_path / "whole", {"1.yaml": whole}).divisions] == [
        "第一章 总则"
    ]


def test_a_number_that_the_adopted_text_has_twice_is_held_as_it_is_printed(tmp_path: Path) -> None:
    twice = "clauses:\n  - {number: 5, text: 一}\n  - {number: 5b, label: 第五条, text: 二}\n"
    assert [clause.label for clause in _book(tmp_path, {"1.yaml": twice}).clauses] == [
        "《运营中心守则》第五条"
    ] * 2


def test_a_heading_of_a_number_that_the_adopted_text_has_twice_is_another_one(tmp_path: Path) -> None:
    chapter = "heading: 第三章 {title}\n{more}clauses: [{{number: {number}, text: 文}}]\n"
    first, second = (
        chapter.format(title="请假", more="", number=1),
        chapter.format(title="出差", more="repeated: 发布的文本如此\n", number=2),
    )
    book = _book(tmp_path, {"1.yaml": first, "2.yaml": second})

    steps = [Step(HeadingKind.CHAPTER, "3")]
    assert [each.heading.label for each in book.places.headings(steps)] == ["第三章 请假", "第三章 出差"]
    assert len({each.heading.key for each in book.divisions}) == 2


def test_an_audience_of_a_part_holds_for_the_chapters_in_other_files(tmp_path: Path) -> None:
    head = f"{BOOK}audiences: {{甲: [S0123ABCD]}}\n"
    book = _book(tmp_path, CODE | {"01.yaml": f"{CODE['01.yaml']}audience: [甲]\n"}, head)
    assert [bool(clause.restriction) for clause in book.clauses] == [True, True, True, False, False, False]


CLAUSES = "clauses: [{number: 9, text: 九}]\n"


CASES = {
    "under-none": (f"under: [第一编 总刚]\nheading: 第九章\n{CLAUSES}", 1, IssueKind.UNKNOWN_HEADING),
    "number-twice": (f"heading: 第一编 又一\n{CLAUSES}", 1, IssueKind.DUPLICATE_HEADING),
    "annex-twice": (f"heading: 附件一\n{CLAUSES}", 1, IssueKind.DUPLICATE_HEADING),
    "title-twice": (f"heading: 附件一 标准\nrepeated: 原文如此\n{CLAUSES}", 1, IssueKind.DUPLICATE_HEADING),
    "heading-and-title": (f"heading: 第九章 甲\ntitle: 甲\n{CLAUSES}", 1, IssueKind.HEADING_FORM),
    "nothing-under-it": ("heading: 第九章 甲\n", 1, IssueKind.EMPTY_HEADING),
    "no-clauses": ("heading: 第九章 甲\nclauses: []\n", 2, IssueKind.EMPTY_HEADING),
    "title-alone": (f"title: 甲\n{CLAUSES}", 1, IssueKind.MISSING_KEY),
    "chapter-without-title": (f'chapter: "9"\n{CLAUSES}', 1, IssueKind.MISSING_KEY),
    "no-heading-below": (f"heading: 甲\nheadings:\n  - {CLAUSES}", 3, IssueKind.MISSING_KEY),
    "clause-number-twice": (
        "heading: 甲\nheadings:\n  - heading: 乙\n    clauses:\n      - number: 4\n        text: 一\n",
        5,
        IssueKind.DUPLICATE_NUMBER,
    ),
    "slip-of-a-key": ("heading: 甲\nheadings:\n  - heading: 乙\n    clause: 1\n", 4, IssueKind.UNKNOWN_KEY),
}


@pytest.mark.parametrize(("file", "line", "kind"), CASES.values(), ids=CASES)
def test_what_is_wrong_with_a_heading_is_named(file: str, line: int, kind: IssueKind, tmp_path: Path) -> None:
    named = {f"code/{name}": content for name, content in (CODE | {"04.yaml": file}).items()}
    assert issues_in(write(tmp_path, {"code/book.yaml": BOOK} | named)) == [("code/04.yaml", line, kind)]


def test_owners_are_those_of_the_book_where_no_heading_has_one(tmp_path: Path) -> None:
    assert _book(tmp_path, {"1.yaml": CLAUSES}).clauses[0].heading.owner == Owner("运营管理部")
