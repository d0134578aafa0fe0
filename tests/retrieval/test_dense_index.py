"""The second opinion: nearness in meaning, and the ranking that both opinions make together."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval import Analyzer, Index, Ranking, Semantics
from bot.retrieval.dense_index import FOREIGN

from tests.building import TODAY, book, library
from tests.retrieval.encoders import ByMeaning

BOOKS = library(
    book(
        {
            "1": {"1.1": "员工迟到须告知组长。另有规定的除外。", "1.2": "请假须提前一天申请。"},
            "2": {"2.1": "投诉须当天登记。", "2.2": "投诉的新流程。"},
        },
        later={"2.2": TODAY},
    )
)


@pytest.fixture
def semantics(tmp_path: Path) -> Semantics:
    return Semantics(BOOKS, ByMeaning(), tmp_path)


@pytest.fixture
def index(analyzer: Analyzer, semantics: Semantics) -> Index:
    return Index(BOOKS, (), analyzer, semantics)


def _numbers(ranking: Ranking) -> list[str]:
    return [str(hit.clause.number) for hit in ranking.hits]


def test_every_clause_has_its_nearness_and_that_of_its_nearest_sentence(semantics: Semantics) -> None:
    near = semantics.nearness("晚来")
    assert near.clauses.shape == near.sentences.shape == (4,)
    assert int(np.argmax(near.clauses)) == int(np.argmax(near.sentences)) == 0
    assert near.sentences[0] >= near.clauses[0] > near.clauses[1]


def test_a_clause_is_found_that_shares_no_term_with_the_question(index: Index, analyzer: Analyzer) -> None:
    assert Index(BOOKS, (), analyzer).search("不满", TODAY) == Ranking()
    assert _numbers(index.search("不满", TODAY))[0] in {"2.1", "2.2"}


def test_words_decide_between_clauses_of_one_meaning(index: Index) -> None:
    assert _numbers(index.search("投诉当天登记", TODAY))[0] == "2.1"
    assert _numbers(index.search("投诉新流程", TODAY))[0] == "2.2"


def test_the_evidence_has_both_cosines_only_with_a_second_opinion(index: Index, analyzer: Analyzer) -> None:
    evidence = index.search("晚来", TODAY).evidence
    assert evidence.clause == pytest.approx(1, abs=0.1)
    assert evidence.sentence == pytest.approx(1, abs=0.1)
    alone = Index(BOOKS, (), analyzer).search("迟到", TODAY).evidence
    assert (alone.clause, alone.sentence) == (None, None)


def test_a_clause_that_is_not_yet_in_force_stays_hidden(index: Index) -> None:
    assert "2.2" in _numbers(index.search("不满", TODAY))
    assert "2.2" not in _numbers(index.search("不满", TODAY - timedelta(days=1)))


def test_within_a_chapter_only_its_clauses_are_found(index: Index) -> None:
    heading = BOOKS.books[0].chapters[0].heading
    assert set(_numbers(index.search("不满", TODAY, within=heading))) == {"1.1", "1.2"}


@pytest.mark.parametrize("limit", [0, 1, 3, 10])
def test_no_more_hits_than_asked_for(limit: int, index: Index) -> None:
    assert len(index.search("不满", TODAY, limit).hits) == min(limit, 4)


def test_an_empty_library_finds_nothing(analyzer: Analyzer, tmp_path: Path) -> None:
    for books in (library(), library(book({}))):
        index = Index(books, (), analyzer, Semantics(books, ByMeaning(), tmp_path))
        assert index.search("晚来", TODAY) == Ranking()


def test_cosines_of_an_english_question_are_put_on_the_scale_of_the_chinese_book(
    semantics: Semantics, tmp_path: Path
) -> None:
    near, asked = semantics.nearness("late"), semantics.nearness("晚来")
    assert near.clauses - asked.clauses == pytest.approx(FOREIGN)
    english = library(book({"1": {"1.1": "Tell your team leader when you are late."}}))
    own = Semantics(english, ByMeaning(), tmp_path).nearness("late")
    assert own.clauses.max() <= 1


def test_vectors_are_taken_from_the_cache_at_the_next_start(tmp_path: Path) -> None:
    Semantics(BOOKS, ByMeaning(), tmp_path)
    encoder = ByMeaning()
    Semantics(BOOKS, encoder, tmp_path).nearness("晚来")
    assert encoder.asked == ["晚来"]
