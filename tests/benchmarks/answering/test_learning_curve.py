"""`make learning`: half of the questions teach and the other half measures; the table and the READMEs' line."""

import shutil
from pathlib import Path

import pytest
from bot.knowledge import GoldenQuestion, Knowledge

from tests.benchmarks.answering.learning_curve import (
    HEADS,
    NEW,
    POINTS,
    Point,
    curve,
    halves,
    page_block,
    rows,
    write_pages,
)
from tests.benchmarks.books import Book
from tests.benchmarks.pages import PAGES, RELIABILITY, block
from tests.benchmarks.summary import README
from tests.small_books import book, library

TEXTS = {"1.1": "客户的投诉须当天登记。", "1.2": "员工请假须提前三天申请。", "1.3": "迟到的员工须告知组长。"}
BEFORE, AFTER = (
    Point(0, (True, False, False, False), (False, False), 0),
    Point(5, (True, True, True, False), (False, True), 2),
)


def a_book() -> Book:
    """Asked twice each in words that no clause has."""
    books = library(book({"1": TEXTS}))
    asked = {
        "睡过头了要跟谁讲": "1.3",
        "睡过头要跟谁讲一声": "1.3",
        "想歇几天怎么弄": "1.2",
        "想歇上几天怎么弄呢": "1.2",
    }
    inside = [GoldenQuestion(words, (books.by_name[f"code/{key}"],)) for words, key in asked.items()]
    silent = [GoldenQuestion(words, ()) for words in ("红烧肉怎么做", "今天下雨吗")]
    return Book("small", Knowledge(books, ()), (*inside, *silent))


def test_what_teaches_is_never_asked() -> None:
    arriving, measuring = halves(a_book())
    assert len(arriving) + len(measuring) == 6
    assert not {each.question for each in arriving} & {each.question for each in measuring}
    assert [sum(not each.clauses for each in half) for half in (arriving, measuring)] == [1, 1]


def test_what_was_settled_answers_what_is_asked_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.answering.learning_curve.POINTS", (2,))
    twice = a_book()
    before, after = curve(twice)
    assert (before.settled, after.settled) == (0, 2)
    assert sum(after.right) > sum(before.right)


def test_a_row_has_means_of_books_or_of_the_questions_of_one() -> None:
    one, several = rows({NEW: [(BEFORE, AFTER)], "2 books of law": [(BEFORE, AFTER)] * 2}).values()
    assert one[0] == "1"
    assert several[0] == "2"
    for row in (one, several):
        assert [cell.partition(" ")[0] for cell in row[1:4]] == [".250", ".750", "+.500"]
        assert row[4].startswith("0.0 %")
        assert row[5].startswith("50.0 %")
        assert row[6] == "2"
    assert "[" in one[1]


def test_what_is_written_stands_on_both_pages_and_in_both_readmes(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for page in (*README.values(), *PAGES.values(), *RELIABILITY.values()):
        shutil.copy(page, tmp_path / page)
    write_pages(rows({NEW: [(BEFORE, AFTER)]}), tmp_path)
    for language, page in PAGES.items():
        [table] = block("learning").findall((tmp_path / page).read_text("utf-8"))
        assert (
            table.splitlines()[0].count("|") == table.splitlines()[2].count("|") == len(HEADS[language]) + 2
        )
        assert str(POINTS[0]) in table
    for readme in README.values():
        [lines] = block("summary").findall((tmp_path / readme).read_text("utf-8"))
        [line] = [each for each in lines.replace("\n  ", "").splitlines() if "75" in each]
        assert all(figure in line for figure in ("5", "25", "50", "0"))


def test_a_row_is_named_in_the_language_of_the_page() -> None:
    found = rows({"7 books of law": [(BEFORE, AFTER)] * 2})
    assert "7 部法律" in page_block(found, "zh")
    assert "settled" not in page_block(found, "zh")
