"""`make ablation`: what is done otherwise, only meanwhile, and what comes of it."""

from dataclasses import replace

import numpy as np
import pytest
from bot.retrieval import Analyzer
from bot.retrieval.scores.bm25 import Scores
from bot.retrieval.scores.lexical_index import KIND_WEIGHTS, LexicalIndex
from rank_bm25 import BM25Okapi

from tests.benchmarks.fitting.ablation import Result, area, page_block, rows
from tests.benchmarks.fitting.fields import ByField
from tests.benchmarks.fitting.parts import AS_IT_IS, parts
from tests.small_books import book, library


def test_the_area_is_the_share_of_pairs_in_which_the_right_one_is_surer() -> None:
    assert area(np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])) == 3.5 / 4


def test_scores_by_field_are_those_of_each_field_added_up(analyzer: Analyzer) -> None:
    texts = (
        "客户投诉须当天登记。",
        "员工请假。",
        "投诉箱。",
        "值班。",
        "会议。",
        "印章。",
        "门禁。",
        "差旅。",
    )
    read = library(book({"1": {f"1.{number}": text for number, text in enumerate(texts, 1)}})).clauses
    clauses = [replace(clause, title=title) for clause, title in zip(read, "诉假箱班会印门旅", strict=True)]
    by_field = ByField(clauses, (), analyzer, weights=(0.5, 2.0, 1.0))
    terms = analyzer.terms("投诉")

    def field(texts: list[str]) -> Scores:
        okapi = BM25Okapi([analyzer.terms(text) for text in texts])
        each = [KIND_WEIGHTS[term[0]] * okapi.get_scores([term]) for term in terms]
        return np.asarray(np.sum(each, axis=0), np.float64)

    expected = 0.5 * field([clause.title for clause in clauses]) + 2 * field(
        [clause.text for clause in clauses]
    )
    scored = by_field.scored("投诉")
    assert scored.scores == pytest.approx(expected)
    assert scored.max_score >= scored.scores.max()


def test_each_part_is_done_otherwise_only_while_it_is_measured(analyzer: Analyzer) -> None:
    books = library(book({"1": {"1.1": "客户的投诉须当天登记。", "1.2": "请假流程。"}}))

    def found() -> object:
        index = LexicalIndex(books.clauses, (), analyzer)
        scored = index.scored("客户的头诉多久登记，谢谢")
        return scored.scores.tolist(), scored.max_score

    before = found()
    done = {name: part.measured(found) for name, part in parts().items()}
    assert done[AS_IT_IS] == before == found()
    for name in ("without correcting typing errors", "with question words and courtesy", "without words"):
        assert done[name] != before, name


def test_the_table_shows_differences_where_there_are_any_in_the_language_of_the_page() -> None:
    hits = np.array([1.0, 0.0, 1.0, 1.0])
    groups = ("shipped", "new user", "restaurant", "English", "misspelt")
    shipped = Result(dict.fromkeys(groups, hits), 0.9)
    results = dict.fromkeys(parts(), shipped)
    results["without words"] = Result({**shipped.hits, "shipped": hits - 1}, 0.85)
    found = rows(results)
    assert found[AS_IT_IS] == [*[".750"] * 5, ".900"]
    assert found["without words"] == ["−1.000 [−1.000, −1.000]", *["–"] * 4, "−.050"]
    chinese = page_block(found, "zh")
    assert not [line for line in chinese.splitlines() if any("a" <= letter <= "z" for letter in line)]
