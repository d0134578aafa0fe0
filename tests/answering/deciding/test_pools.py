"""What a book scores for questions that no rulebook answers sets its thresholds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bot.answering.deciding.confidence import FEATURES, calibrations, features
from bot.answering.deciding.pools import fitting, thresholds_of
from bot.retrieval import Analyzer, DenseIndex, Evidence, Index, Ranking
from bot.rulebook import Library

from tests.resources import resources_in
from tests.retrieval.encoders import ByMeaning
from tests.small_books import book, library

SHIPPED = calibrations()


def _index(text: str, analyzer: Analyzer) -> Index:
    return Index(library(book({"1": {"1.1": text, "1.2": "员工请假须提前申请。"}})), (), analyzer)


def test_a_book_that_speaks_of_everyday_things_is_surer_before_it_shows_or_says_anything(
    analyzer: Analyzer,
) -> None:
    usual, everyday = (
        thresholds_of(_index(text, analyzer), SHIPPED)["lexical"]
        for text in ("投诉须当天登记。", "今天几点、附近哪里、怎么办、多少钱、可以吗，都写在这里。")
    )
    assert everyday.choice > usual.choice
    assert everyday.answer > usual.answer


def test_of_a_larger_book_a_clause_must_be_nearer_and_the_other_model_is_left_alone(
    analyzer: Analyzer,
) -> None:
    model = SHIPPED["lexical"]
    low = _probabilities()
    one, hundred, thousand = (
        fitting("lexical", model, low, low, clauses).answer for clauses in (1, 100, 1000)
    )
    assert one < hundred < thousand < 1
    assert hundred == pytest.approx(model.answer)
    assert fitting("lexical", model, _probabilities(everyday=[0.01] * 90 + [0.9] * 10), low, 1).answer > 0.9
    assert thresholds_of(Index(Library(()), (), analyzer), SHIPPED)["semantic"] == SHIPPED["semantic"]


def test_many_rows_at_once_have_the_probabilities_that_each_has_alone(analyzer: Analyzer) -> None:
    index = _index("投诉须当天登记。", analyzer)
    rows = [features(index.search(question, 1).evidence) for question in ("投诉登记", "请假", "天气", "")]
    for model in (SHIPPED["lexical"].right, SHIPPED["semantic"].related):
        assert model.probabilities(np.array(rows)) == pytest.approx([*map(model.probability, rows)])


def _probabilities(**pools: list[float]) -> dict[str, list[float]]:
    return {pool: pools.get(pool, [0.01] * 100) for pool in ("everyday", "work", "law")}


def test_a_book_of_few_clauses_shows_something_for_few_of_the_questions_on_work() -> None:
    work = [place / 100 for place in range(1, 100)]
    ten, forty, thousand = (
        fitting("semantic", SHIPPED["semantic"], _probabilities(), _probabilities(work=work), clauses).choice
        for clauses in (10, 40, 1000)
    )
    assert [ten, forty] == pytest.approx([0.8, 0.5])
    assert thousand < 0.1


def test_a_book_to_which_legal_questions_are_nearer_than_those_on_work_must_be_surer() -> None:
    low = _probabilities()
    law, handbook = (
        fitting("semantic", SHIPPED["semantic"], _probabilities(**{nearer: [0.3] * 100}), low, 100).answer
        for nearer in ("law", "work")
    )
    assert law > handbook == pytest.approx(SHIPPED["semantic"].answer)


def test_an_english_book_is_judged_by_the_model_of_its_language(analyzer: Analyzer) -> None:
    english = Index(library(book({"1": {"1.1": "A complaint is logged on the day."}})), (), analyzer)
    judging = thresholds_of(english, SHIPPED)["lexical"]
    model = SHIPPED["lexical-en"]
    assert replace(judging, answer=model.answer, choice=model.choice) == model
    assert judging.answer >= model.answer


def test_a_clause_that_is_near_to_any_question_is_less_sure() -> None:
    evidence = Evidence(0.3, 0.5, 0.1, clause=0.86, sentence=0.88, hubness=0.78, words=5)
    model = SHIPPED["semantic"]
    assert model.confidence(evidence) > model.confidence(replace(evidence, hubness=0.84))
    assert len(features(evidence)) == len(features(Evidence())) == len(FEATURES)


def test_hubness_is_the_mean_cosine_with_the_questions_that_no_clause_answers(
    analyzer: Analyzer, tmp_path: Path
) -> None:
    books = library(book({"1": {"1.1": "员工迟到须告知组长。", "1.2": "投诉须当天登记。"}}))
    dense = DenseIndex(books, ByMeaning(), tmp_path)
    index = Index(books, (), analyzer, dense)
    before = index.search("迟到").evidence.hubness
    index.prepare(["晚来", "不满"])
    cosines = [dense.cosines(question).clauses[0] for question in ("晚来", "不满")]
    assert before == pytest.approx(0.8)
    assert index.search("迟到").evidence.hubness == pytest.approx(sum(cosines) / 2, abs=1e-6)


class _Counting(Index):
    """Counts its searches."""

    searches = 0

    def search(self, question: str, limit: int = 10) -> Ranking:  # type: ignore[override]  # as used here
        self.searches += 1
        return super().search(question, limit)


def test_what_a_book_scores_is_computed_once_and_anew_where_the_book_or_its_synonyms_are_others(
    new_cache: Path,
) -> None:
    analyzer, books = Analyzer(resources_in(new_cache)), library(book({"1": {"1.1": "投诉须当天登记。"}}))
    other = library(book({"1": {"1.1": "投诉须次日登记。"}}))
    first, again, *others = (
        _Counting(clauses, synonyms, analyzer)
        for clauses, synonyms in ((books, []), (books, []), (other, []), (books, [["投诉", "不满"]]))
    )
    assert thresholds_of(first, SHIPPED) == thresholds_of(again, SHIPPED)
    assert [thresholds_of(index, SHIPPED) and index.searches > 100 for index in others] == [True, True]
    assert first.searches > 100
    assert again.searches == 0
