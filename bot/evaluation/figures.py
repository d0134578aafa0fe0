"""Outcomes -> figures by their usual names."""

from collections.abc import Iterable, Sequence

import numpy as np

from bot.evaluation.outcomes import Outcome

REJECTION = 0.95  # the share of out-of-scope questions refused, at which `right_at_95_rejection` is taken


def measures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """The figures by their usual names; None where the questions hold nothing to measure them on.

    Ranking figures (hit@1, mrr@10, recall@k) are means over in-scope questions. auroc: the chance that an
    in-scope question has a higher confidence than an out-of-scope one. oos_answered: share of out-of-scope
    questions answered; right_answered: share of in-scope questions answered with a right clause, both as
    decided. right_at_95_rejection: the latter at the threshold that refuses 95 % of the out-of-scope ones.
    """
    inside = [outcome for outcome in outcomes if outcome.in_scope]
    outside = [outcome for outcome in outcomes if not outcome.in_scope]
    times = [outcome.elapsed_ms for outcome in outcomes]
    return {
        "n": len(outcomes),
        "hit@1": _mean(outcome.is_hit for outcome in inside),
        "mrr@10": _mean(outcome.reciprocal_rank for outcome in inside),
        "recall@1": _mean(outcome.recall(1) for outcome in inside),
        "recall@5": _mean(outcome.recall(5) for outcome in inside),
        "recall@10": _mean(outcome.recall(10) for outcome in inside),
        "auroc": _auroc(inside, outside),
        "oos_answered": _mean(outcome.answered is not None for outcome in outside),
        "right_answered": _mean(outcome.answered in outcome.right for outcome in inside),
        "right_at_95_rejection": _right_at_rejection(inside, outside),
        "p50_ms": float(np.quantile(times, 0.5)) if times else None,
        "p99_ms": float(np.quantile(times, 0.99)) if times else None,
    }


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return float(np.mean(values)) if values else None


def _auroc(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> float | None:
    if not inside or not outside:
        return None
    known = np.array([outcome.confidence for outcome in inside])[:, None]
    unknown = np.array([outcome.confidence for outcome in outside])
    return float(np.mean((known > unknown) + 0.5 * (known == unknown)))


def _right_at_rejection(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> float | None:
    if not inside or not outside:
        return None
    threshold = np.quantile([outcome.confidence for outcome in outside], REJECTION)
    return _mean(outcome.is_hit and outcome.confidence > threshold for outcome in inside)
