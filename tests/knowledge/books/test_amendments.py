"""Clauses with days: amended, repealed and renumbered ones are read, and what is wrong with them is told."""

from datetime import date
from pathlib import Path

import pytest
from bot.knowledge import IssueKind, Knowledge, KnowledgeError, WarningKind, read_checked, read_knowledge
from bot.knowledge.books.amendments import amended_in_place
from bot.knowledge.books.book import read_placed
from bot.rulebook import Library, Timeline
from bot.wording import Language, catalogue_for

from tests.knowledge.reported_issues import issues_in
from tests.small_books import BOOK, TODAY, write

CHAPTER = """\
chapter: "7"
title: 考勤
clauses:
  - number: "7.1"
    title: 迟到
    text: 迟到由组长提醒。
    revisions:
      - effective: 2027-01-01
        text: 迟到扣五十元。
      - effective: 2027-07-01
        title: 迟到与早退
        text: 迟到、早退扣一百元。
  - number: "7.2"
    text: 打卡用工牌。
    repealed: {on: 2027-03-01, successor: "7.9", note: 改用手机打卡}
  - number: "7.9"
    formerly: ["5.3"]
    text: 打卡用手机。
"""
LEARNED = '- {question: 迟到罚多少, clause: "7.1"}\n- {question: 在哪儿打卡, clause: "5.3"}\n'


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    files = {"code/book.yaml": BOOK, "code/07.yaml": CHAPTER, "learned.yaml": LEARNED}
    return read_knowledge(write(tmp_path, files))


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2025-12-31", []),
        ("2026-12-31", ["迟到 迟到由组长提醒。", " 打卡用工牌。", " 打卡用手机。"]),
        ("2027-01-01", ["迟到 迟到扣五十元。", " 打卡用工牌。", " 打卡用手机。"]),
        ("2027-02-28", ["迟到 迟到扣五十元。", " 打卡用工牌。", " 打卡用手机。"]),
        ("2027-03-01", ["迟到 迟到扣五十元。", " 打卡用手机。"]),
        ("2027-07-01", ["迟到与早退 迟到、早退扣一百元。", " 打卡用手机。"]),
    ],
)
def test_each_day_has_the_texts_that_are_in_force(day: str, texts: list[str], knowledge: Knowledge) -> None:
    there = knowledge.in_force(date.fromisoformat(day)).library
    assert [f"{clause.title} {clause.text}" for clause in there.clauses] == texts


def test_the_days_on_which_something_changes_are_known(knowledge: Knowledge) -> None:
    days = ["2026-01-01", "2027-01-01", "2027-03-01", "2027-07-01"]
    assert knowledge.timeline.changes == tuple(map(date.fromisoformat, days))


def test_what_was_settled_without_a_text_follows_the_clause_through_texts_and_numbers(
    knowledge: Knowledge,
) -> None:
    for day in ("2026-12-31", "2027-01-01", "2027-07-01"):
        of_day = knowledge.in_force(date.fromisoformat(day))
        settled = {pair.question: pair.clause for pair in of_day.learned}
        assert settled == {
            "迟到罚多少": of_day.library.by_name["code/7.1"],
            "在哪儿打卡": of_day.library.by_name["code/7.9"],
        }


def test_what_was_settled_of_one_text_is_not_said_of_the_next(tmp_path: Path) -> None:
    files = {"code/book.yaml": BOOK, "code/07.yaml": CHAPTER}
    clause = read_knowledge(write(tmp_path, files)).library.by_name["code/7.1"]
    [_, second, _] = clause.wordings
    learned = f'- {{question: 迟到罚多少, clause: "7.1", text: "{second.text_mark}"}}\n'
    knowledge = read_knowledge(write(tmp_path, {"learned.yaml": learned}))
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 7, 1))
    assert [len(knowledge.in_force(day).learned) for day in days] == [0, 1, 0]
    assert knowledge.stale_pairs == ()


def test_a_book_that_is_repealed_ends_with_all_its_clauses(tmp_path: Path) -> None:
    other = BOOK.replace("code", "new").replace("运营中心守则", "新守则")
    files = {
        "code/book.yaml": BOOK + "repealed: {on: 2027-02-01, successor: new}\n",
        "code/07.yaml": CHAPTER.replace("    repealed: {on: 2027-03-01", "    repealed: {on: 2027-01-15"),
        "new/book.yaml": other,
        "new/01.yaml": 'chapter: "1"\ntitle: 总则\nclauses:\n  - {number: "1.1", text: 新的。}\n',
    }
    library = read_knowledge(write(tmp_path, files)).library
    after = library.in_force(date(2027, 2, 1))
    assert [clause.name for clause in after.clauses] == ["new/1.1"]
    assert after.successor(after.repealed["code/7.1"]) == after.books[0]
    assert after.repealed["code/7.1"].text == "迟到扣五十元。"


def _clause(*lines: str) -> str:
    return 'chapter: "1"\ntitle: 总则\nclauses:\n  - number: "1.1"\n    text: 一\n' + "".join(
        f"    {line}\n" for line in lines
    )


SECOND = '- {number: "1.2", text: 二, formerly: ["3.1"]}'


CASES = [
    pytest.param(
        ["revisions:", "  - {effective: 2026-01-01, text: 二}"],
        7,
        IssueKind.REVISION_ORDER,
        id="a revision from the first day on",
    ),
    pytest.param(
        ["revisions:", "  - {effective: 2027-02-01, text: 二}", "  - {effective: 2027-01-01, text: 三}"],
        8,
        IssueKind.REVISION_ORDER,
        id="revisions out of order",
    ),
    pytest.param(
        ["repealed: {on: 2027-01-01}", "revisions:", "  - {effective: 2027-02-01, text: 二}"],
        6,
        IssueKind.REPEAL_ORDER,
        id="an end before the last text",
    ),
    pytest.param(
        ["repealed: {on: 2027-01-01, successor: '9.9'}"], 6, IssueKind.NO_SUCCESSOR, id="no such clause"
    ),
    pytest.param(
        ["repealed: {on: 2027-01-01, successor: other/1.1}"],
        6,
        IssueKind.NO_SUCCESSOR,
        id="no such book",
    ),
    pytest.param(
        ["repealed: {on: 2027-02-01, successor: '1.1'}"],
        6,
        IssueKind.REPEALED_SUCCESSOR,
        id="its own successor",
    ),
    pytest.param(["formerly: ['1.1']"], 6, IssueKind.FORMER_TWICE, id="its own number"),
    pytest.param(["formerly: ['3.1', '3.1']"], 6, IssueKind.FORMER_TWICE, id="a former number twice"),
    pytest.param(["revisions:", "  - {effective: soon, text: 二}"], 7, IssueKind.NOT_A_DATE, id="no day"),
    pytest.param(
        ["revisions:", "  - effective: 2027-01-01", "    text: 按第九条办理。"],
        8,
        IssueKind.DANGLING_REFERENCE,
        id="a text to come that leads nowhere",
    ),
]


@pytest.mark.parametrize(("lines", "line", "kind"), CASES)
def test_what_is_wrong_is_told_with_its_line(
    lines: list[str], line: int, kind: IssueKind, tmp_path: Path
) -> None:
    files = {"code/book.yaml": BOOK, "code/01.yaml": _clause(*lines)}
    assert issues_in(write(tmp_path, files)) == [("code/01.yaml", line, kind)]


def test_a_revision_out_of_its_order_is_named_with_the_day_before_it(tmp_path: Path) -> None:
    later, sooner = "  - {effective: 2027-02-01, text: 二}", "  - {effective: 2027-01-01, text: 三}"
    folder = write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": _clause("revisions:", later, sooner)})

    with pytest.raises(KnowledgeError) as found:
        read_knowledge(folder)

    [issue] = found.value.issues
    assert (issue.words["date"], issue.words["before"]) == ("2027-01-01", "2027-02-01")


@pytest.mark.parametrize(("successor", "is_told"), [("other", True), ("code/1.1", True), ("law", False)])
def test_a_book_is_succeeded_by_one_that_is_there(successor: str, *, is_told: bool, tmp_path: Path) -> None:
    law = BOOK.replace("code", "law")
    head = BOOK + f"repealed: {{on: 2027-02-01, successor: {successor}}}\n"
    files = {"code/book.yaml": head, "code/01.yaml": _clause()}
    found = issues_in(write(tmp_path, files | {"law/book.yaml": law, "law/01.yaml": _clause()}))
    assert [(path, line) for path, line, _ in found] == ([("code/book.yaml", 6)] if is_told else [])


@pytest.mark.parametrize("written", ["第二条", "7.2 "])
def test_a_text_that_goes_on_referring_to_what_is_repealed_is_warned_of(written: str, tmp_path: Path) -> None:
    chapter = CHAPTER.replace("迟到扣五十元。", f"迟到的，按{written}处理。").replace(
        "迟到由组长提醒。", "迟到见 7.2。"
    )
    write(tmp_path, {"code/book.yaml": BOOK, "code/07.yaml": chapter})
    told = [each for each in read_checked(tmp_path).warnings if each.kind is WarningKind.REPEALED_REFERENCE]
    assert [(each.path.name, each.line) for each in told] == [("07.yaml", 9)]
    for language in Language:
        assert "2027-03-01" in catalogue_for(language)("warning.repealed-reference", **told[0].words)


def test_so_is_one_of_another_book_that_names_this_one(tmp_path: Path) -> None:
    other = BOOK.replace("id: code", "id: pay").replace("运营中心守则", "薪酬制度")
    text = "按《运营中心守则》第7.2条扣款，《运营中心守则》第7.9条和《员工手册》第7.2条不算。"
    files = {"code/book.yaml": BOOK, "code/07.yaml": CHAPTER, "pay/book.yaml": other}
    clauses = f'- {{number: "1.1", text: {text}}}\n- {{number: "1.2", text: 工资月发。}}\n'
    write(tmp_path, files | {"pay/01.yaml": f'chapter: "1"\ntitle: 薪酬\nclauses:\n{clauses}'})
    told = [each for each in read_checked(tmp_path).warnings if each.kind is WarningKind.REPEALED_REFERENCE]
    assert [(each.path.parent.name, each.line) for each in told] == [("pay", 4)]
    assert told[0].words == {
        "clause": "第一章第一条",
        "written": "运营中心守则 第7.2条",
        "date": "2027-03-01",
    }


def test_a_clause_in_force_that_was_only_given_a_later_day_is_a_fault(tmp_path: Path) -> None:
    published = read_knowledge(write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": _clause()})).library
    later = _clause("effective: 2027-01-01") + f"  {SECOND}\n"
    _, placed = read_placed(write(tmp_path, {"code/01.yaml": later}) / "code")
    [issue] = amended_in_place(placed, published, TODAY)
    assert (issue.path.name, issue.line, issue.kind) == ("01.yaml", 6, IssueKind.AMENDED_IN_PLACE)
    assert list(amended_in_place(placed, Library(()), TODAY)) == []
    assert list(amended_in_place(placed, Timeline(published).in_force(TODAY), date(2027, 1, 1))) == []


def test_a_new_clause_to_come_may_take_the_number_of_one_that_is_renumbered(tmp_path: Path) -> None:
    published = read_knowledge(write(tmp_path, {"code/book.yaml": BOOK, "code/01.yaml": _clause()})).library
    taken = _clause("effective: 2027-01-01")
    renumbered = '- {number: "1.2", text: 二, formerly: ["1.1"]}'
    for written, faults in ((f"{taken}  {renumbered}\n", 0), (f"{taken}  {SECOND}\n", 1)):
        _, placed = read_placed(write(tmp_path, {"code/01.yaml": written}) / "code")
        assert len(list(amended_in_place(placed, published, TODAY))) == faults
        known = read_knowledge(tmp_path).in_force(date(2027, 1, 1)).library
        assert len(list(amended_in_place(placed, known, TODAY))) == 1  # both are in force by then


def test_a_book_in_force_that_is_put_off_is_one_fault_of_its_own(tmp_path: Path) -> None:
    files = {"code/book.yaml": BOOK, "code/01.yaml": _clause() + f"  {SECOND}\n"}
    published = read_knowledge(write(tmp_path, files)).library
    later = BOOK.replace("effective: 2026-01-01", "effective: 2027-01-01")
    _, placed = read_placed(write(tmp_path, {"code/book.yaml": later}) / "code")
    [issue] = amended_in_place(placed, published, TODAY)
    assert (issue.path.name, issue.line, issue.kind) == ("book.yaml", 4, IssueKind.BOOK_PUT_OFF)
    assert issue.words == {"date": "2027-01-01", "count": "2"}
