"""`make decisions`: what counts as sure, as shown, as right; and the table of docs/how-it-works."""

from pathlib import Path

import pytest
from bot.answering import Answer, Citation, Responder
from bot.knowledge import GoldenQuestion
from bot.retrieval import Analyzer, Index

from tests.benchmarks.answering.decisions import (
    GROUPS,
    HEADS,
    Said,
    decision_table,
    page_block,
    said,
    shares_of,
    write_pages,
)
from tests.benchmarks.pages import PAGES, NoBlockError, block
from tests.benchmarks.variants import english_variants, restaurant_variants, shipped_variants
from tests.small_books import book, library

ROWS = {"shipped: Shouze lexical": (0.8, 0.5, 0.0, None, 0.012, 1.0, 0.9, 0.3, 0.7)}


def test_what_is_said_is_right_sure_or_silent(analyzer: Analyzer) -> None:
    books = library(book({"1": {"1.1": "客户的投诉须当天登记。", "1.2": "员工请假须申请。"}}))
    first, second = books.clauses
    responder = Responder(Index(books, (), analyzer))
    asked = [
        GoldenQuestion("1.1", (first,)),
        GoldenQuestion("1.2", (first,)),
        GoldenQuestion("红烧肉怎么做", ()),
    ]
    right, wrong, silent = said(asked, responder)
    assert responder("1.1") == Answer((Citation.whole(first),), 1.0)
    assert (right.clauses, right.is_sure, right.is_right) == ((first,), True, True)
    assert (wrong.clauses, wrong.is_sure, wrong.is_right) == ((second,), True, False)
    assert (silent.clauses, silent.is_sure) == ((), False)
    assert shares_of([right, wrong, silent], []) == (0.5, 0.5, 0.5, None, 0.0, 0.0, 0.5, None, None)


def test_of_what_is_shown_as_nearest_the_first_counts_as_right_and_any_as_offered() -> None:
    first, second, third = library(book({"1": {"1.1": "一", "1.2": "二", "1.3": "三"}})).clauses
    asked = GoldenQuestion("", (first,))
    near = [Said(asked, clauses, is_sure=False) for clauses in ((first, second), (second, first), (third,))]
    assert shares_of([*near, Said(asked, (), is_sure=False)], [])[-2:] == (1 / 3, 2 / 3)


def test_no_question_is_asked_of_a_variant_by_a_clause_that_it_lacks() -> None:
    variants = [*shipped_variants(), *restaurant_variants(), *english_variants()]
    assert {variant.group for variant in variants} >= set(GROUPS)
    for variant in variants:
        clauses = set(variant.book.knowledge.library.clauses)
        assert all(clauses.issuperset(question.clauses) for question in variant.book.questions)
        assert not any(question.clauses for question in variant.near_misses)


@pytest.mark.parametrize("language", PAGES)
def test_the_table_on_the_page_has_the_shape_of_what_is_written(language: str) -> None:
    [table] = block("decisions").findall(PAGES[language].read_text("utf-8"))
    head = page_block(ROWS, language).splitlines()[0]
    assert table.splitlines()[0] == head
    assert all(line.count("|") == head.count("|") for line in table.splitlines())


def test_a_row_is_named_in_the_language_of_the_page() -> None:
    assert (
        page_block(ROWS, "en").splitlines()[2]
        == "| shipped: Shouze lexical | .800 | .500 | .000 | – | .012 | 1.000 | .900 | .300 | .700 |"
    )
    assert page_block(ROWS, "zh").splitlines()[2].startswith("| 随附的守则：按词 | .800 |")
    assert decision_table(ROWS).row_count == 1
    assert {len(heads) for heads in HEADS.values()} == {9}


def test_a_page_without_the_block_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in PAGES.values():
        (tmp_path / name).write_text("nothing", "utf-8")
    with pytest.raises(NoBlockError):
        write_pages(ROWS, tmp_path)
