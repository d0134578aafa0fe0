"""The figures, worked out by hand on tiny cases."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from bot.answering import Responder
from bot.answering.deciding.confidence import calibrations
from bot.evaluation import QuestionRun, measures, outcomes
from bot.knowledge import GoldenQuestion
from bot.retrieval import Analyzer, Index
from bot.rulebook import Clause

from tests.small_books import book, library

BOOK = book({"1": {f"1.{n}": text for n, text in enumerate("甲乙丙丁戊己", 1)}})
A, B, C, D, E, F = BOOK.clauses


def _outcome(
    right: Sequence[Clause],
    ranking: Sequence[Clause],
    confidence: float,
    answered: Clause | None = None,
    ms: float = 1,
) -> QuestionRun:
    return QuestionRun(frozenset(right), tuple(ranking), confidence, answered, ms)


FIRST = _outcome([A], [A, B], 0.9, answered=A, ms=1)
THIRD = _outcome([A, F], [B, C, A, D, E, F], 0.5, answered=B, ms=2)
NEVER = _outcome([A], [], 0.0, ms=3)
REFUSED = _outcome([], [A], 0.4, ms=4)
FOOLED = _outcome([], [A], 0.5, answered=A, ms=5)


def test_the_figures_of_a_small_case() -> None:
    figures = measures([FIRST, THIRD, NEVER, REFUSED, FOOLED])
    assert figures == {
        "n": 5,
        "hit@1": pytest.approx(1 / 3),
        "hit@8": pytest.approx(2 / 3),
        "mrr@10": pytest.approx((1 + 1 / 3 + 0) / 3),
        "recall@1": pytest.approx((1 + 0 + 0) / 3),
        "recall@5": pytest.approx((1 + 1 / 2 + 0) / 3),
        "recall@10": pytest.approx((1 + 1 + 0) / 3),
        # .9 is above both; .5 above one and level with the other; 0 below both
        "auroc": pytest.approx((2 + 1.5 + 0) / 6),
        "oos_answered": pytest.approx(1 / 2),
        "right_answered": pytest.approx(1 / 3),
        # the threshold is .495: above it and right stands the first alone
        "right_at_95_rejection": pytest.approx(1 / 3),
        "p50_ms": pytest.approx(3),
        "p99_ms": pytest.approx(4.96),
    }


@pytest.mark.parametrize(
    ("cases", "undefined"),
    [
        pytest.param(
            [FIRST, THIRD],
            {"auroc", "oos_answered", "right_at_95_rejection"},
            id="only-questions-with-an-answer",
        ),
        pytest.param(
            [REFUSED],
            {
                *("hit@1", "hit@8", "mrr@10", "recall@1", "recall@5", "recall@10"),
                *("auroc", "right_answered", "right_at_95_rejection"),
            },
            id="only-questions-without",
        ),
        pytest.param([], set(measures([])) - {"n"}, id="none"),
    ],
)
def test_a_figure_that_nothing_measures_is_none(cases: list[QuestionRun], undefined: set[str]) -> None:
    assert {name for name, value in measures(cases).items() if value is None} == undefined


@pytest.mark.parametrize(
    ("known", "unknown", "auroc"),
    [([0.9, 0.8], [0.1], 1.0), ([0.1], [0.9, 0.8], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.1], [0.5], 0.5)],
)
def test_auroc_is_the_chance_that_a_question_with_an_answer_is_surer(
    known: list[float], unknown: list[float], auroc: float
) -> None:
    cases = [_outcome([A], [A], sure) for sure in known] + [_outcome([], [A], sure) for sure in unknown]
    assert measures(cases)["auroc"] == auroc


def test_a_question_as_sure_as_the_threshold_is_refused() -> None:
    cases = [_outcome([A], [A], 0.5), _outcome([A], [A], 0.6), _outcome([], [A], 0.5)]
    assert measures(cases)["right_at_95_rejection"] == 0.5


def _eager(index: Index) -> Responder:
    return Responder(index, {name: replace(one, answer=0.0) for name, one in calibrations().items()})


def test_each_question_is_put_to_the_responder(analyzer: Analyzer) -> None:
    texts = {"1.1": "员工迟到须告知组长。", "1.2": "员工请假须提前申请。", "1.3": "客户投诉须登记。"}
    books = library(book({"1": texts}))
    late, leave, _ = books.clauses
    questions = [
        GoldenQuestion("员工迟到", (late,)),
        GoldenQuestion("1.2", (leave,)),
        GoldenQuestion("食堂几点开饭", ()),
        GoldenQuestion("第九章", ()),
    ]
    search, number, silent, missing = outcomes(questions, _eager(Index(books, (), analyzer)))
    assert (search.answered, search.ranking[0], search.in_scope) == (late, late, True)
    assert search.confidence > 0
    assert (number.answered, number.right, number.in_scope) == (leave, frozenset([leave]), True)
    assert (silent.answered, silent.ranking, silent.confidence, silent.in_scope) == (None, (), 0, False)
    assert missing.answered is None
    assert all(outcome.elapsed_ms > 0 for outcome in (search, number, silent, missing))
