"""Tables in clauses, what a book says of itself, and what an adopted text has wrong."""

from datetime import date
from pathlib import Path

import pytest
from bot.knowledge import IssueKind, read_knowledge
from bot.rulebook import LAST, Part, Rulebook, Source, Table, part_of

from tests.knowledge.reported_issues import issues_in
from tests.small_books import BOOK, write

TABLE = """\
    tables:
      - caption: 住宿标准（元/天）
        header: [职级, 一线城市, 其他]
        rows:
          - [经理, "500", "400"]
          - [员工, 300, ""]
"""
CLAUSE = f"""\
clauses:
  - number: "1"
    text: |
      按下表报销。
      [表1]
      超出的自付。
{TABLE}"""


def _book(tmp_path: Path, clauses: str, head: str = "") -> Rulebook:
    files = {"code/book.yaml": BOOK + head, "code/1.yaml": clauses}
    return read_knowledge(write(tmp_path, files)).library.books[0]


def test_a_table_is_kept_as_data_and_its_rows_stand_in_the_text(tmp_path: Path) -> None:
    [clause] = _book(tmp_path, CLAUSE).clauses
    assert clause.tables == (
        Table(
            ("职级", "一线城市", "其他"), (("经理", "500", "400"), ("员工", "300", "")), "住宿标准（元/天）"
        ),
    )
    assert clause.text.split("\n") == [
        "按下表报销。",
        "住宿标准（元/天）",
        "职级：经理 ｜ 一线城市：500 ｜ 其他：400",
        "职级：员工 ｜ 一线城市：300",
        "超出的自付。",
    ]


def test_a_table_without_a_mark_stands_at_the_end(tmp_path: Path) -> None:
    [clause] = _book(tmp_path, CLAUSE.replace("      [表1]\n", "")).clauses
    assert clause.text.endswith(
        "超出的自付。\n住宿标准（元/天）\n职级：经理 ｜ 一线城市：500 ｜ 其他：400\n职级：员工 ｜ 一线城市：300"
    )


def test_the_rows_of_a_table_are_no_paragraphs(tmp_path: Path) -> None:
    [clause] = _book(tmp_path, CLAUSE).clauses
    assert part_of(clause.text, Part(paragraph=2), clause.tables) == "超出的自付。"
    assert part_of(clause.text, Part(item=LAST), clause.tables) == ""
    [first] = _book(tmp_path / "first", CLAUSE.replace("      按下表报销。\n", "")).clauses
    assert part_of(first.text, Part(paragraph=1), first.tables) == "超出的自付。"


BOOK_DATA = """\
region: tw
aliases: [考勤办法, 打卡规定]
issued: 2025-12-01
document_number: 人力〔2025〕3号
replaces: [考勤办法（2019）]
"""


def test_a_book_has_what_it_says_of_itself(tmp_path: Path) -> None:
    book = _book(tmp_path, "clauses: [{number: 5-1, text: 一}]\n", BOOK_DATA)
    assert (book.region, book.aliases, book.issued) == ("tw", ("考勤办法", "打卡规定"), date(2025, 12, 1))
    assert (book.document_number, book.replaces) == ("人力〔2025〕3号", ("考勤办法（2019）",))
    assert book.is_meant_by("考勤办法")
    assert book.clauses[0].label == "《运营中心守则》第五條之一"


def test_a_clause_knows_where_it_was_taken_from(tmp_path: Path) -> None:
    sourced = "clauses: [{number: 1, text: 一, source: {file: 手册.docx, page: 12, sha256: ab12}}]\n"
    assert _book(tmp_path, sourced).clauses[0].source == Source("手册.docx", page="12", sha256="ab12")


WRONG = """\
clauses:
  - number: "1"
    text: 按第九条办理。
    accept:
      - {reference: 第九条, why: 发布的文本如此}
"""


@pytest.mark.parametrize(("label", "dangles"), [("Section 1", True), ("1.", False)])
def test_an_english_reference_is_looked_up_where_clauses_are_called_so(
    label: str, tmp_path: Path, *, dangles: bool
) -> None:
    text = 'clauses:\n  - {number: "1", label: "LABEL", text: "Dues are paid under Section 9."}\n'
    files = {"code/book.yaml": BOOK, "code/1.yaml": text.replace("LABEL", label)}
    kinds = [kind for *_, kind in issues_in(write(tmp_path, files))]
    assert kinds == ([IssueKind.DANGLING_REFERENCE] if dangles else [])


def test_a_reference_that_the_adopted_text_has_wrong_is_accepted_where_it_stands(tmp_path: Path) -> None:
    assert _book(tmp_path, WRONG).clauses[0].text == "按第九条办理。"


CASES = {
    "row-too-short": (CLAUSE.replace('"500", "400"', '"500"'), 11, IssueKind.TABLE_ROW),
    "no-such-table": (CLAUSE.replace("[表1]", "[表2]"), 3, IssueKind.TABLE_MARK),
    "reference-in-a-table": (CLAUSE.replace('"400"', "见第九条"), 8, IssueKind.DANGLING_REFERENCE),
    "reference-behind-a-table": (CLAUSE.replace("超出的", "超出第九条的"), 6, IssueKind.DANGLING_REFERENCE),
    "accepted-without-need": (WRONG.replace("按第九条", "按第一条"), 5, IssueKind.NOT_DANGLING),
    "accepted-elsewhere": (WRONG + "  - {number: 2, text: 见第九条}\n", 6, IssueKind.DANGLING_REFERENCE),
    "accepted-without-a-reason": (WRONG.replace(", why: 发布的文本如此", ""), 5, IssueKind.MISSING_KEY),
}


@pytest.mark.parametrize(("file", "line", "kind"), CASES.values(), ids=CASES)
def test_what_is_wrong_is_named_with_its_line(file: str, line: int, kind: IssueKind, tmp_path: Path) -> None:
    files = {"code/book.yaml": BOOK, "code/1.yaml": file}
    assert issues_in(write(tmp_path, files)) == [("code/1.yaml", line, kind)]


def test_a_region_is_one_that_is_known(tmp_path: Path) -> None:
    files = {"code/book.yaml": f"{BOOK}region: hk\n", "code/1.yaml": CLAUSE}
    assert issues_in(write(tmp_path, files)) == [("code/book.yaml", 6, IssueKind.UNKNOWN_WORD)]


def _naming(text: str, tmp_path: Path) -> Path:
    clauses = CLAUSE.replace("caption: ", "caption: 表1 ").replace("超出的自付", text)
    return write(tmp_path, {"code/book.yaml": BOOK, "code/1.yaml": clauses})


@pytest.mark.parametrize("text", ["见表7", "按表七", "as in Table 7"])
def test_a_numbered_table_that_a_text_names_is_one_of_the_book(text: str, tmp_path: Path) -> None:
    assert issues_in(_naming(text, tmp_path)) == [("code/1.yaml", 6, IssueKind.DANGLING_REFERENCE)]


@pytest.mark.parametrize(
    "text", ["见表1", "见表一", "见附表7", "Table 7 of the Customs Code", "由他代表7人", "填表7份"]
)
def test_a_table_that_is_there_or_of_another_document_is_no_fault(text: str, tmp_path: Path) -> None:
    assert issues_in(_naming(text, tmp_path)) == []


def test_where_no_table_has_a_number_none_is_missed(tmp_path: Path) -> None:
    assert _book(tmp_path, CLAUSE.replace("超出的自付", "见表7")).clauses
