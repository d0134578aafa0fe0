"""The fitted statistics are the reference's, and are kept for as long as nothing that they are made of changes."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval.fitted import Statistics, fit, fitted
from hypothesis import example, given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

TERMS = ["w迟到", "c迟", "p迟到", "lkpi", "w\n", "l𠮷"]

corpora = st.lists(st.lists(st.sampled_from(TERMS), max_size=8), max_size=14)


def _scores(statistics: Statistics, term: str) -> list[float]:
    """What each document scores for one term, read off the arrays."""
    scores = np.zeros(statistics.size)
    if term in statistics.terms:
        row = statistics.terms.index(term)
        span = slice(statistics.starts[row], statistics.starts[row + 1])
        scores[statistics.documents[span]] = statistics.weights[span]
    return scores.tolist()


def _must_not_cut(text: str) -> list[str]:
    raise AssertionError(text)


def _reference(corpus: Sequence[Sequence[str]], term: str) -> list[float]:
    if not any(corpus):
        return [0.0] * len(corpus)  # the reference divides by zero
    scores: list[float] = BM25Okapi([*corpus, *[[]] * (8 - len(corpus))]).get_scores([term]).tolist()
    return scores[: len(corpus)]


@given(corpora)
@example([])
@example([[], []])
@example([["w迟到", "w迟到"], []])
def test_the_weights_are_the_scores_of_the_reference(corpus: list[list[str]]) -> None:
    statistics = fit(corpus)
    for term in TERMS:
        assert _scores(statistics, term) == pytest.approx(_reference(corpus, term), abs=1e-9)


@given(corpora.filter(any))
def test_a_second_start_reads_the_same_statistics_and_cuts_nothing(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[list[str]]
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    texts = [" ".join(terms) for terms in corpus]
    terms_of = dict(zip(texts, corpus, strict=True))
    first = fitted(texts, terms_of.__getitem__, (), cache)
    second = fitted(texts, _must_not_cut, (), cache)
    assert (second.size, second.terms, second.most, second.unknown) == (
        *(first.size, first.terms, first.most, first.unknown),
    )
    for name in ("idf", "starts", "documents", "weights"):
        assert np.array_equal(getattr(second, name), getattr(first, name))
        assert getattr(second, name).dtype == getattr(first, name).dtype


@pytest.mark.parametrize(
    ("texts", "made_with"),
    [
        pytest.param(["甲", "丙"], ("字典",), id="a-text-changed"),
        pytest.param(["甲乙"], ("字典",), id="texts-joined"),
        pytest.param(["乙", "甲"], ("字典",), id="texts-in-another-order"),
        pytest.param(["甲", "乙"], ("字典", "词"), id="a-word-of-the-organisation-added"),
        pytest.param(["字典", "甲", "乙"], (), id="a-word-become-a-text"),
    ],
)
def test_a_change_of_anything_that_counts_fits_anew(
    texts: list[str], made_with: tuple[str, ...], tmp_path: Path
) -> None:
    fitted(["甲", "乙"], list, ("字典",), tmp_path)
    cut: list[str] = []

    def terms(text: str) -> list[str]:
        cut.append(text)
        return list(text)

    fitted(texts, terms, made_with, tmp_path)
    assert cut == texts


def test_a_broken_file_is_fitted_anew(tmp_path: Path) -> None:
    fitted(["甲", "乙"], list, (), tmp_path)
    [path] = tmp_path.glob("bm25-*.npz")
    path.write_bytes(path.read_bytes()[:200])
    assert fitted(["甲", "乙"], list, (), tmp_path).terms == ("甲", "乙")
