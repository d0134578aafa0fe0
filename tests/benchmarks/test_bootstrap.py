"""Intervals: paired, repeatable, and as wide as they should be."""

import numpy as np
import pytest
from bot.evaluation import QuestionRun, measures
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.bootstrap import RESAMPLES, Estimate, over_books, over_questions
from tests.small_books import book

A, B = book({"1": {"1.1": "甲", "1.2": "乙"}}).clauses

outcome = st.builds(
    QuestionRun,
    right=st.sampled_from([frozenset(), frozenset([A]), frozenset([A, B])]),
    ranking=st.sampled_from([(), (A,), (B, A), (A, B)]),
    confidence=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]),
    answered=st.sampled_from([None, A, B]),
    elapsed_ms=st.just(1.0),
)


def _bounds(estimate: Estimate) -> tuple[float, float]:
    return estimate.low, estimate.high


def test_the_mean_over_books_counts_each_book_once() -> None:
    estimates = over_books([{"hit@1": 0.2, "n": 10}, {"hit@1": 0.6, "n": 1_000}])
    assert estimates["hit@1"].value == pytest.approx(0.4)
    assert _bounds(estimates["hit@1"]) == pytest.approx((0.2, 0.6))


def test_books_that_agree_leave_no_doubt() -> None:
    estimate = over_books([{"auroc": 0.9}] * 5)["auroc"]
    assert (estimate.value, *_bounds(estimate)) == pytest.approx((0.9, 0.9, 0.9))


def test_a_figure_that_a_book_lacks_is_left_out() -> None:
    assert over_books([{"hit@1": 0.2, "auroc": None}, {"hit@1": 0.6, "auroc": 0.5}]).keys() == {"hit@1"}


@pytest.mark.parametrize("nothing", [over_books([]), over_questions([])])
def test_nothing_measured_has_no_estimates(nothing: dict[str, Estimate]) -> None:
    assert nothing == {}


def test_a_steady_gain_is_certain_however_much_the_books_differ() -> None:
    worse = np.linspace(0.1, 0.9, 16)
    first, second = (over_books([{"hit@1": value} for value in figures]) for figures in (worse, worse + 0.05))
    gain = second["hit@1"] - first["hit@1"]
    assert (gain.value, *_bounds(gain)) == pytest.approx((0.05, 0.05, 0.05))
    low, high = _bounds(first["hit@1"])
    assert high - low > 0.2


def test_the_same_outcomes_give_the_same_interval() -> None:
    cases = [QuestionRun(frozenset([A]), (A,) if n % 3 else (B,), n / 50, A, 1) for n in range(50)]
    assert _bounds(over_questions(cases)["hit@1"]) == _bounds(over_questions(cases)["hit@1"])


def test_the_interval_of_a_share_is_as_wide_as_the_binomial_one() -> None:
    cases = [QuestionRun(frozenset([A]), (A,) if n % 2 else (B,), 0.5, None, 1) for n in range(400)]
    low, high = _bounds(over_questions(cases)["hit@1"])
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025), abs=0.008)


@settings(max_examples=8, deadline=None)
@given(st.lists(outcome, max_size=12))
def test_every_figure_of_one_book_has_its_interval(cases: list[QuestionRun]) -> None:
    estimates = over_questions(cases)
    figures = measures(cases)
    shares = figures.keys() - {"n", "p50_ms", "p99_ms"}
    assert estimates.keys() == {name for name in shares if figures[name] is not None}
    for name, estimate in estimates.items():
        assert estimate.value == figures[name]
        assert estimate.draws.shape == (RESAMPLES,)
        assert 0 <= estimate.low <= estimate.high <= 1 + 1e-12


def test_each_draw_is_the_figure_of_the_questions_drawn() -> None:
    """With one question on either side, every resample holds those same two."""
    cases = [QuestionRun(frozenset([A]), (A,), 0.5, A, 1), QuestionRun(frozenset(), (A,), 0.5, A, 1)]
    estimates = over_questions(cases)
    for name, value in measures(cases).items():
        if name in estimates:
            assert set(estimates[name].draws.tolist()) == {value}
