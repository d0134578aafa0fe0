"""References inside the clauses: those that must lead somewhere, and those that are not ours to check."""

from pathlib import Path

import pytest
from bot.knowledge import IssueKind

from tests.knowledge.reported_issues import Reported, issues_in
from tests.small_books import BOOK, write

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


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("按第二章第三条办理", id="spoken"),
        pytest.param("见 2.2 与 2.3 条", id="dotted"),
        pytest.param("按本章第三条办理", id="of-this-chapter"),
        pytest.param("按第三条第二款办理", id="without-chapter"),
        pytest.param("按第二章办理", id="chapter"),
        pytest.param("按《运营中心守则》第二章第一条、第二条办理", id="own-title"),
        pytest.param("按本守则第二章第一条办理", id="this-book"),
    ],
)
def test_a_reference_that_leads_somewhere_is_no_fault(text: str, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("按第二章第四条办理", id="spoken"),
        pytest.param("按第二章第四條辦理", id="traditional"),
        pytest.param("见 7.2", id="dotted"),
        pytest.param("按 2.4 条办理", id="dotted-with-unit"),
        pytest.param("按本章第四条办理", id="of-this-chapter"),
        pytest.param("按第三条、第四条办理", id="list"),
        pytest.param("按第4条第二款办理", id="without-chapter"),
        pytest.param("按第二条之一办理", id="inserted"),
        pytest.param("按第三章办理", id="chapter"),
        pytest.param("按《运营中心守则》第三章办理", id="own-title"),
        pytest.param("按守则第九条办理", id="end-of-the-title"),
        pytest.param("根据守则第二章第九条办理", id="lead-in"),
        pytest.param("See 2.9 for details", id="see"),
        pytest.param("in accordance with 2.9", id="in-accordance-with"),
    ],
)
def test_a_reference_that_leads_nowhere_is_a_fault(text: str, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == [("code/01.yaml", 5, IssueKind.DANGLING_REFERENCE)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("按劳动合同法第三十九条、第四十条的规定办理", id="statute"),
        pytest.param("《员工手册》第三章", id="quoted"),
        pytest.param("按《员工手册》（2025 版）第三章第九条办理", id="edition"),
        pytest.param("依照《个人信息保护法》第十三条第一款第（二）项", id="paragraph-and-item"),
        pytest.param("见 ISO 9001:2015 条款8.5", id="standard"),
        pytest.param("see Section 64.3 of the Companies Act", id="act"),
        pytest.param("在刑法第一百三十三条之一后增加一条，作为第一百三十三条之二", id="amendment"),
        pytest.param("依照《考勤办法》第九条", id="other-book"),
        pytest.param("依勞動基準法第三十條第二項及第三十二條", id="taiwanese-statute"),
        pytest.param("国发〔2020〕9号文第五条、GB 2894第5.2条", id="numbered-documents"),
        pytest.param("第十二条街和第9条生产线", id="streets-and-lines"),
        pytest.param("涨了3.2倍，用时 3.5 小时，有十二条规定", id="quantities"),
    ],
)
def test_a_reference_to_another_document_is_not_ours_to_check(text: str, tmp_path: Path) -> None:
    assert _issues(tmp_path, text) == []


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
