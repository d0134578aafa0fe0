"""The matrix gives the very scores of the reference, rank_bm25."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from bot.retrieval import Bm25
from bot.retrieval.bm25 import Scores
from hypothesis import example, given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

TERMS = ["w迟到", "w请假", "c迟", "c假", "p迟到", "lkpi"]
WEIGHTS = {"w": 0.5, "c": 1.0, "p": 2.0, "l": 0.0}

corpora = st.lists(st.lists(st.sampled_from(TERMS), max_size=8), max_size=14)
questions = st.lists(st.sampled_from([*TERMS, "w没有"]), max_size=8)


def _reference(corpus: Sequence[Sequence[str]], terms: Sequence[str]) -> Scores:
    if not any(corpus):
        return np.zeros(len(corpus))  # the reference divides by zero
    padded = [*corpus, *[[]] * (8 - len(corpus))]
    scores: Scores = BM25Okapi(padded).get_scores(terms)
    return scores[: len(corpus)]


@given(corpora, questions)
@example([], ["w迟到"])
@example([[], []], ["w迟到"])
@example([["w迟到"]] * 9, ["w迟到"])
@example([["w迟到", "w迟到"], []], ["w迟到", "w迟到", "w没有"])
def test_scores_are_those_of_the_reference(corpus: list[list[str]], terms: list[str]) -> None:
    scores = Bm25(corpus).scores(terms)
    assert scores.shape == (len(corpus),)
    assert scores == pytest.approx(_reference(corpus, terms), abs=1e-9)


@given(corpora, questions)
def test_weighted_scores_are_the_weighted_sum_over_kinds(corpus: list[list[str]], terms: list[str]) -> None:
    expected = np.zeros(len(corpus))
    for kind, weight in WEIGHTS.items():
        expected += weight * _reference(corpus, [term for term in terms if term[0] == kind])
    assert Bm25(corpus).scores(terms, WEIGHTS) == pytest.approx(expected, abs=1e-9)


@given(corpora, questions, st.sampled_from([WEIGHTS, dict.fromkeys("wcpl", 1.0)]))
def test_no_document_scores_more_than_the_potential(
    corpus: list[list[str]], terms: list[str], weights: Mapping[str, float]
) -> None:
    bm25 = Bm25(corpus)
    assert bm25.scores(terms, weights).max(initial=0) <= bm25.potential(terms, weights) + 1e-9


def test_an_unknown_term_could_have_scored_more_than_any_known_one() -> None:
    bm25 = Bm25([[term] for term in TERMS] * 2)
    weights = dict.fromkeys("wcpl", 1.0)
    assert bm25.potential(["w没有"], weights) > max(bm25.potential([term], weights) for term in TERMS) > 0


def test_a_term_that_counts_against_a_document_takes_nothing_from_the_potential() -> None:
    bm25 = Bm25([*[["w迟到", "c迟"]] * 7, ["w请假"]])
    assert bm25.scores(["w迟到"]).min() < 0
    assert bm25.potential(["w请假", "w迟到"], WEIGHTS) == bm25.potential(["w请假"], WEIGHTS)


@pytest.mark.parametrize("size", [0, 1, 7])
def test_an_empty_corpus_has_only_zeros(size: int) -> None:
    bm25 = Bm25([[]] * size)
    assert bm25.size == size
    assert bm25.scores(["w迟到"]).tolist() == [0.0] * size
    assert bm25.potential(["w迟到"], WEIGHTS) == 0
