"""References inside the clauses: those that must lead somewhere, and those that are not ours to check."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.knowledge import IssueKind, read_checked

from tests.knowledge.reported_issues import Reported, issues_in
from tests.small_books import BOOK, write

SAID: dict[str, Any] = yaml.load(
    Path(__file__).with_name("references.yaml").read_text("utf-8"), yaml.CSafeLoader
)
OTHERS = '  - number: "{0}.2"\n    text: 二\n  - number: "{0}.3"\n    text: 三\n'


def _issues(tmp_path: Path, text: str) -> list[Reported]:
    """The faults of a book with clauses 1.1 (`text`, as YAML), 1.2, 1.3, 2.1, 2.2 and 2.3."""
    head = 'chapter: "{0}"\ntitle: 章\nclauses:\n  - number: "{0}.1"\n    text: {1}\n'
    files = {
        "code/book.yaml": BOOK,
        "code/01.yaml": head.format(1, text) + OTHERS.format(1),
        "code/02.yaml": head.format(2, "一") + OTHERS.format(2),
    }
    return issues_in(write(tmp_path, files))


def _written(what: str) -> list[str]:
    """The texts of references.yaml of which this is so, as a rule file may quote them."""
    return [json.dumps(text, ensure_ascii=False) for text in SAID[what]]


@pytest.mark.parametrize(
    "text",
    [
        text
        for what in ("leads somewhere", "belongs to another document", "is a count or an amount")
        for text in _written(what)
    ],
)
def test_a_reference_that_leads_somewhere_or_is_not_ours_is_no_fault(text: str, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == []


@pytest.mark.parametrize("text", _written("leads nowhere"))
def test_a_reference_that_leads_nowhere_is_a_fault(text: str, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == [("code/01.yaml", 5, IssueKind.DANGLING_REFERENCE)]


@pytest.mark.parametrize("text", _written("its paragraph, item or heading is not there"))
def test_a_part_or_heading_that_is_not_there_is_warned_of(text: str, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == []
    assert [each.kind for each in read_checked(tmp_path).warnings if each.line == 5] != []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("见 7.2", 5, id="plain"),
        pytest.param("|\n      见 7.2", 6, id="block"),
        pytest.param("|\n      一\n      二\n      见 7.2", 8, id="block-further-down"),
        pytest.param("|\n\n      见 7.2", 7, id="block-after-an-empty-line"),
        pytest.param("|-\n      一\n\n      见 7.2", 8, id="block-with-an-empty-line"),
    ],
)
def test_a_dangling_reference_is_named_with_its_own_line(text: str, line: int, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == [("code/01.yaml", line, IssueKind.DANGLING_REFERENCE)]


def _extract(tmp_path: Path, text: str, *, first: int = 463) -> list[Reported]:
    """The faults of a book of two chapters, numbered straight through in 4 clauses."""
    head = (
        'chapter: "{0}"\ntitle: 章\nclauses:\n  - number: {1}\n    text: {2}\n  - number: {3}\n    text: 二\n'
    )
    files = {
        "code/book.yaml": BOOK,
        "code/01.yaml": head.format(1, first, text, first + 1),
        "code/02.yaml": head.format(2, first + 2, "三", 988 if first == 463 else first + 3),
    }
    return issues_in(write(tmp_path, files))


@pytest.mark.parametrize(
    "text", ["按第一百四十三条办理", "按第九百八十九条办理", "按第二编第九章办理", "见 464 和第四百六十五条"]
)
def test_an_extract_may_refer_to_what_it_leaves_out(text: str, tmp_path: Path) -> None:
    assert _extract(tmp_path, text) == []


@pytest.mark.parametrize(
    "text", ["按第四百六十六条办理", "按第四百六十四条之一办理", "按本法第九百八十七条办理"]
)
def test_an_extract_may_not_refer_to_a_gap_in_it(text: str, tmp_path: Path) -> None:
    assert _extract(tmp_path, text) == [("code/01.yaml", 5, IssueKind.DANGLING_REFERENCE)]


@pytest.mark.parametrize("text", ["按第五条办理", "按第三章办理", "按第一章第三条办理"])
def test_a_whole_book_numbered_through_refers_within_itself(text: str, tmp_path: Path) -> None:
    assert _extract(tmp_path, text, first=1) == [("code/01.yaml", 5, IssueKind.DANGLING_REFERENCE)]
    assert _extract(tmp_path, "按第四条、第二章第三条办理", first=1) == []


def test_a_book_of_one_chapter_has_no_chapters_to_refer_to(tmp_path: Path) -> None:
    chapter = "chapter: 1\ntitle: 章\nclauses:\n  - number: 1\n    text: 按第九章办理\n"
    assert issues_in(write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": chapter})) == []


ARTICLES = """\
heading: Article I General
clauses:
  - {number: "1.01", label: Section 1.01, text: One.}
  - number: "1.02"
    label: Section 1.02
    text: TEXT
  - {number: "1.07", label: Section 1.07, text: Seven.}
"""


def _articles(tmp_path: Path, text: str) -> list[Reported]:
    files = {"code/book.yaml": BOOK, "code/1.yaml": ARTICLES.replace("TEXT", text)}
    return issues_in(write(tmp_path, files))


@pytest.mark.parametrize(
    "text",
    [
        "Article IX applies to guests.",
        "Article VII applies to guests.",
        "Subject to Sections 1.01 and 1.09 guests pay.",
        "Sections 1.01 to 1.08 apply.",
        "Except as provided in Sec. 5.05 nothing is paid.",
    ],
)
def test_a_plural_a_short_word_and_a_headings_own_word_are_checked_too(text: str, tmp_path: Path) -> None:
    assert _articles(tmp_path, text) == [("code/1.yaml", 6, IssueKind.DANGLING_REFERENCE)]


@pytest.mark.parametrize(
    "text",
    [
        "Sections 1.01 and 1.02 of Article I apply.",
        "Article I applies.",
        "Article 88 of the GDPR applies.",
        "Articles 13 and 14 of the GDPR apply.",
        "The lease (Section 9.04) applies.",
        "IRC Section 125 applies.",
        "Claims under 29 U.S.C. Section 2612 lapse.",
        "Guests bring two articles 3 days before.",
    ],
)
def test_what_is_of_a_law_or_a_lease_is_not(text: str, tmp_path: Path) -> None:
    assert _articles(tmp_path, text) == []


OUTLINE = """\
heading: 4 采购
headings:
  - heading: 4.1 请购
    clauses:
      - {number: 4.1.1, text: 一}
      - number: 4.1.2
        text: TEXT
  - heading: 附件一 表格
    clauses:
      - {number: A1.1, text: 一}
"""


@pytest.mark.parametrize(
    "text",
    [
        "Also 4.1.8",
        "按 4.1.8 办理",
        "见附件七",
        "参见附件二",
        "见 4.2",
    ],
)
def test_a_book_of_levels_and_annexes_refers_to_what_it_has(text: str, tmp_path: Path) -> None:
    files = {"code/book.yaml": BOOK, "code/4.yaml": OUTLINE.replace("TEXT", text)}
    assert issues_in(write(tmp_path, files)) == [("code/4.yaml", 7, IssueKind.DANGLING_REFERENCE)]


@pytest.mark.parametrize(
    "text", ["见 4.1 和 4.1.1", "服务器 10.0.0.1", "Python 3.11.2", "见附件一", "见附表3", "按 4.1.1 办理"]
)
def test_a_heading_an_address_and_an_annex_of_another_kind_are_no_fault(text: str, tmp_path: Path) -> None:
    files = {"code/book.yaml": BOOK, "code/4.yaml": OUTLINE.replace("TEXT", text)}
    assert issues_in(write(tmp_path, files)) == []


LISTED = """\
heading: 二、交接
clauses:
  - {number: "2.1", label: （一）, text: 当面清点。}
  - {number: "2.2", label: （二）, text: TEXT}
"""


def test_a_clause_is_named_by_what_is_printed_below_its_heading(tmp_path: Path) -> None:
    def issues(text: str) -> list[Reported]:
        files = {"code/book.yaml": BOOK, "code/2.yaml": LISTED.replace("TEXT", text)}
        return issues_in(write(tmp_path, files))

    assert issues("换班后按二、（一）交接。") == []
    assert issues("换班后按二、（六）交接。") == [("code/2.yaml", 4, IssueKind.DANGLING_REFERENCE)]


def test_a_part_may_be_named_before_its_clause(tmp_path: Path) -> None:
    assert _articles(tmp_path, "Subsection (f) of Section 1.07 does not apply.") == []
    assert [each.line for each in read_checked(tmp_path).warnings if "Section 1.07" in str(each.words)] == [6]
