"""Why a clause came up is told by the question's own words: those that it holds, and those that it does not."""

import pytest
from bot.answering import Grounds, Way, grounds
from bot.retrieval import Index

from tests.small_books import book, library

TEXTS = {"1": {"1.1": "晚到十分钟以上记迟到一次。", "1.2": "病假须交医院证明。"}}
BOOK = library(book(TEXTS))
LATE, SICK = BOOK.clauses


@pytest.fixture(scope="module")
def index(analyzer: object) -> Index:
    return Index(BOOK, [["扣工资", "迟到"]], analyzer)  # type: ignore[arg-type]  # a fixture of the session


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("病假要交体检报告吗", Grounds(SICK, Way.WORDS, (("病假", "病假"),), ("体检",))),
        ("扣工资吗", Grounds(LATE, Way.WORDS, (("扣工资", "迟到"),))),
        ("1.2 是什么", Grounds(SICK, Way.NUMBER)),
        (SICK.text, Grounds(SICK, Way.NAME)),
        ("要多久", Grounds(SICK, Way.TALK)),
    ],
)
def test_a_clause_is_explained_by_its_number_its_name_words_or_the_talk(
    index: Index, question: str, found: Grounds
) -> None:
    assert grounds(index, question, found.clause) == found


def test_what_any_question_may_hold_is_told_neither_as_found_nor_as_missing(index: Index) -> None:
    found = grounds(index, "请问病假怎么申请", SICK)
    assert [asked for asked, _ in found.met] == ["病假"]
    assert found.missed == ()
