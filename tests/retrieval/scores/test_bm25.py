"""Scores are those of the reference, rank_bm25; postings are cached while nothing they are made of changes."""

import random
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval.scores.array_cache import ArrayCache
from bot.retrieval.scores.bm25 import CODE, Bm25, Postings, Scores
from hypothesis import example, given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

TERMS = ["w迟到", "w请假", "c迟", "c假", "p迟到", "lkpi", "w\n", "l𠮷"]
WEIGHTS = {"w": 0.5, "c": 1.0, "p": 2.0, "l": 0.0}

corpora = st.lists(st.lists(st.sampled_from(TERMS), max_size=8), max_size=14)
questions = st.lists(st.sampled_from([*TERMS, "w没有"]), max_size=8)


def _reference(corpus: Sequence[Sequence[str]], terms: Sequence[str]) -> Scores:
    if not any(corpus):
        return np.zeros(len(corpus))  # the reference divides by zero
    scores: Scores = _okapi(corpus).get_scores(terms)
    return scores[: len(corpus)]


def _okapi(corpus: Sequence[Sequence[str]]) -> BM25Okapi:
    """The reference, over eight documents at least, of which those added are no shorter than the others."""
    okapi = BM25Okapi([*corpus, *[[]] * (8 - len(corpus))])
    okapi.avgdl = sum(map(len, corpus)) / len(corpus)
    return okapi


@given(corpora, questions)
@example([], ["w迟到"])
@example([[], []], ["w迟到"])
@example([["w迟到"]] * 9, ["w迟到"])
@example([["w迟到", "w迟到"], []], ["w迟到", "w迟到", "w没有"])
def test_scores_are_those_of_the_reference(corpus: list[list[str]], terms: list[str]) -> None:
    scores = Bm25(Postings.build(corpus)).scores(terms)
    assert scores.shape == (len(corpus),)
    assert scores == pytest.approx(_reference(corpus, terms), abs=1e-9)


@given(corpora, questions)
def test_weighted_scores_are_the_weighted_sum_over_kinds(corpus: list[list[str]], terms: list[str]) -> None:
    expected = np.zeros(len(corpus))
    for kind, weight in WEIGHTS.items():
        expected += weight * _reference(corpus, [term for term in terms if term[0] == kind])
    assert Bm25(Postings.build(corpus)).scores(terms, WEIGHTS) == pytest.approx(expected, abs=1e-9)


@given(corpora, questions, st.sampled_from([WEIGHTS, dict.fromkeys("wcpl", 1.0)]))
def test_no_document_scores_more_than_the_upper_bound(
    corpus: list[list[str]], terms: list[str], weights: Mapping[str, float]
) -> None:
    bm25 = Bm25(Postings.build(corpus))
    assert bm25.scores(terms, weights).max(initial=0) <= bm25.max_score(terms, weights) + 1e-9


def test_an_unknown_term_could_have_scored_more_than_any_known_one() -> None:
    bm25 = Bm25(Postings.build([[term] for term in TERMS] * 2))
    weights = dict.fromkeys("wcpl", 1.0)
    assert bm25.max_score(["w没有"], weights) > max(bm25.max_score([term], weights) for term in TERMS) > 0


def test_a_term_that_counts_against_a_document_takes_nothing_from_the_upper_bound() -> None:
    bm25 = Bm25(Postings.build([*[["w迟到", "c迟"]] * 7, ["w请假"]]))
    assert bm25.scores(["w迟到"]).min() < 0
    assert bm25.max_score(["w请假", "w迟到"], WEIGHTS) == bm25.max_score(["w请假"], WEIGHTS)


@pytest.mark.parametrize("size", [0, 1, 7])
def test_an_empty_corpus_has_only_zeros(size: int) -> None:
    bm25 = Bm25(Postings.build([[]] * size))
    assert bm25.size == size
    assert bm25.scores(["w迟到"]).tolist() == [0.0] * size
    assert bm25.max_score(["w迟到"], WEIGHTS) == 0


def _scores(postings: Postings, term: str) -> list[float]:
    """What each document scores for one term, read off the arrays."""
    scores = np.zeros(postings.size)
    if term in postings.terms:
        row = postings.terms.index(term)
        span = slice(postings.starts[row], postings.starts[row + 1])
        scores[postings.documents[span]] = postings.weights[span]
    return scores.tolist()


def _whole(text: str) -> list[str]:
    return [text]


def _must_not_cut(text: str) -> list[str]:
    raise AssertionError(text)


@given(corpora)
@example([])
@example([[], []])
@example([["w迟到", "w迟到"], []])
def test_the_weights_are_the_scores_of_the_reference(corpus: list[list[str]]) -> None:
    postings = Postings.build(corpus)
    for term in TERMS:
        assert _scores(postings, term) == pytest.approx(_reference(corpus, [term]), abs=1e-9)


@given(corpora)
def test_one_document_at_a_time_comes_to_the_same_bit_by_bit(corpus: list[list[str]]) -> None:
    postings = Postings.build(iter(corpus))
    if not any(corpus):
        assert (postings.size, postings.terms) == (len(corpus), ())
        return
    reference = _okapi(corpus)
    assert dict(zip(postings.terms, postings.idf.tolist(), strict=True)) == reference.idf
    assert list(postings.terms) == list(reference.idf)
    for term in postings.terms:
        assert _scores(postings, term) == reference.get_scores([term])[: len(corpus)].tolist()


@given(corpora.filter(any))
def test_a_second_start_reads_the_same_postings_and_cuts_nothing(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[list[str]]
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    texts = [" ".join(terms) for terms in corpus]
    terms_of = dict(zip(texts, corpus, strict=True))
    first = Postings.cached(texts, _whole, terms_of.__getitem__, (), ArrayCache(cache))
    second = Postings.cached(texts, _whole, _must_not_cut, (), ArrayCache(cache))
    assert (second.size, second.terms, second.saturation, second.unknown_idf) == (
        *(first.size, first.terms, first.saturation, first.unknown_idf),
    )
    for name in ("idf", "starts", "documents", "weights"):
        assert np.array_equal(getattr(second, name), getattr(first, name))
        assert getattr(second, name).dtype == getattr(first, name).dtype


@pytest.mark.parametrize(
    ("texts", "terms_key"),
    [
        pytest.param(["甲", "丙"], ("字典",), id="a-text-changed"),
        pytest.param(["甲乙"], ("字典",), id="texts-joined"),
        pytest.param(["乙", "甲"], ("字典",), id="texts-in-another-order"),
        pytest.param(["甲", "乙"], ("字典", "词"), id="a-word-of-the-organisation-added"),
        pytest.param(["字典", "甲", "乙"], (), id="a-word-become-a-text"),
    ],
)
def test_a_change_of_anything_that_counts_fits_anew(
    texts: list[str], terms_key: tuple[str, ...], tmp_path: Path
) -> None:
    Postings.cached(["甲", "乙"], _whole, list, ("字典",), ArrayCache(tmp_path))
    cut: list[str] = []

    def terms(text: str) -> list[str]:
        cut.append(text)
        return list(text)

    Postings.cached(texts, _whole, terms, terms_key, ArrayCache(tmp_path))
    assert cut == texts


def test_a_broken_file_is_fitted_anew(tmp_path: Path) -> None:
    Postings.cached(["甲", "乙"], _whole, list, (), ArrayCache(tmp_path))
    [path] = tmp_path.glob("bm25-*.npy")
    path.write_bytes(path.read_bytes()[:200])
    assert Postings.cached(["甲", "乙"], _whole, list, (), ArrayCache(tmp_path)).terms == ("甲", "乙")


def test_the_code_that_makes_terms_is_part_of_what_postings_are_made_of() -> None:
    assert all((Path("bot/retrieval") / name).is_file() for name in CODE)


def test_a_book_is_fitted_in_a_third_of_the_memory_that_the_reference_takes() -> None:
    """Large ones in a quarter (docs/performance.md): of a small one more is what every book takes."""
    chance = random.Random(7)  # noqa: S311  # repeatable, no secret
    documents = [[str(chance.randrange(2_000)) for _ in range(60)] for _ in range(2_000)]

    def terms(piece: str) -> list[str]:
        return [f"{kind}{piece}" for kind in "wcp"]

    def reference() -> BM25Okapi:
        return BM25Okapi([[term for piece in document for term in terms(piece)] for document in documents])

    _peak(lambda: Postings.build(documents[:9], terms))  # what is loaded once a process is loaded
    assert _peak(lambda: Postings.build(documents, terms)) < _peak(reference) / 3


def _peak(work: Callable[[], object]) -> int:
    """How much memory is taken at most, in bytes; that of Python alone, which is the same on each machine."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
