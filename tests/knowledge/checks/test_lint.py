"""The report on the books: what the start does not need to know, and a book that cannot be used."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from bot.knowledge import IssueKind, Severity, WarningKind, lint, lint_book
from bot.wording import Language, catalogue_for, finding_sentence

from tests.small_books import BOOK, write

DAY = date(2026, 11, 28)
HEAD = BOOK.replace("{name: 运营管理部}", '{name: 甲, contact: "#a"}')
LONG = "员工因公出差应当提前三个工作日提交申请，由部门经理审批后报行政部备案，"


def _kinds(tmp_path: Path, *texts: str) -> list[WarningKind]:
    clauses = "".join(f'  - number: "{number}"\n    text: {text}\n' for number, text in enumerate(texts, 1))
    files = {"code/book.yaml": HEAD, "code/01.yaml": f'chapter: "1"\ntitle: 总则\nclauses:\n{clauses}'}
    [report] = lint(write(tmp_path, files), DAY)
    for each, language in product(report.warnings, Language):
        assert finding_sentence(each, catalogue_for(language))
    return [each.kind for each in report.warnings]


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("本补贴发放至2025年12月31日止", True),
        ("试行期截至 2026年3月", True),
        ("有效期：2024-06-30", True),
        ("截止日期为2026年11月27日", True),
        ("本补贴发放至2026年11月28日止", False),
        ("2025年1月1日起施行", False),
        ("依据2019年修订的劳动法", False),
    ],
)
def test_a_day_up_to_which_something_holds_may_be_over(
    text: str,
    is_over: bool,  # noqa: FBT001  # a column of the table above
    tmp_path: Path,
) -> None:
    assert _kinds(tmp_path, text) == ([WarningKind.PASSED] if is_over else [])


def test_clauses_that_are_nearly_the_same_are_named_and_short_ones_are_not(tmp_path: Path) -> None:
    other = LONG.replace("三个", "五个")
    assert _kinds(tmp_path, LONG * 2, LONG + other, "员工须佩戴工牌。", "员工须配戴工牌。") == [
        WarningKind.ALIKE
    ]


def test_what_is_wrong_with_numbers_is_an_error_and_vague_words_are_a_note(tmp_path: Path) -> None:
    chapter = 'chapter: "1"\ntitle: 总则\nclauses:\n  - {number: "1", text: 一}\n'
    chapter += '  - {number: "3", text: 须及时（办理}\n'
    report = lint_book(
        write(tmp_path, {"book.yaml": HEAD.replace("code", tmp_path.name), "1.yaml": chapter}), DAY
    )
    found = {severity: [each.kind for each in report.of(severity)] for severity in Severity}
    assert found == {
        Severity.ERROR: [WarningKind.GAP],
        Severity.WARNING: [WarningKind.BRACKET],
        Severity.NOTE: [WarningKind.VAGUE],
    }


def test_a_gap_that_the_adopted_text_has_is_a_note_once_its_clause_says_why(tmp_path: Path) -> None:
    chapter = 'clauses:\n  - {number: "1", text: 一}\n  - {number: "3", text: 三, gap: 发布的文本如此}\n'
    report = lint_book(
        write(tmp_path, {"book.yaml": HEAD.replace("code", tmp_path.name), "1.yaml": chapter}), DAY
    )
    [known] = report.warnings
    assert (known.kind, known.words["why"]) == (WarningKind.KNOWN_GAP, "发布的文本如此")
    assert report.of(Severity.NOTE) == [known]


def test_a_book_that_cannot_be_used_is_reported_with_its_faults_beside_the_others(tmp_path: Path) -> None:
    files = {
        "bad/book.yaml": HEAD.replace("code", "bad"),
        "bad/1.yaml": "clauses: [{number: 1, text: 见 7.2}]",
        "code/book.yaml": HEAD,
        "code/1.yaml": "clauses: [{number: 1, text: 一}]",
    }
    bad, good = lint(write(tmp_path, files), DAY)
    assert [each.kind for each in bad.of(Severity.ERROR)] == [IssueKind.DANGLING_REFERENCE]
    assert (good.title, good.clauses, good.warnings) == ("运营中心守则", 1, ())


@pytest.mark.parametrize(("day", "line"), [("2026-11-27", 2), ("2026-11-28", None)])
def test_a_heading_that_was_to_be_reviewed_by_a_day_that_is_over_is_named(
    day: str, line: int | None, tmp_path: Path
) -> None:
    chapter = (
        f'chapter: "1"\nreview_by: {day}\ntitle: 总则\nheadings:\n  - heading: 第一节 适用\n    clauses:\n'
    )
    chapter += '      - {number: "1", text: 一}\n      - {number: "2", text: 二}\n'
    [report] = lint(write(tmp_path, {"code/book.yaml": HEAD, "code/01.yaml": chapter}), DAY)
    found = [each for each in report.warnings if each.kind is WarningKind.REVIEW_PAST]
    assert [each.line for each in found] == ([line] if line else [])
    for each, language in product(found, Language):
        assert "总则" in finding_sentence(each, catalogue_for(language))
