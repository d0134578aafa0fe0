"""Outcomes -> figures by their usual names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.outcomes import Outcome

REJECTION = 0.95  # the share of out-of-scope questions refused, at which `right_at_95_rejection` is taken

Sample = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Figure:
    """A statistic over one sample of questions, or over two that are drawn independently of each other."""

    statistic: Callable[..., float]
    samples: tuple[Sample, ...]

    @property
    def value(self) -> float | None:
        """The figure; None where a sample is empty."""
        return float(self.statistic(*self.samples)) if all(map(len, self.samples)) else None


def figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """The figures of rankings and decisions.

    Ranking figures (hit@1, mrr@10, recall@k) are means over in-scope questions. auroc: the chance that an
    in-scope question has a higher confidence than an out-of-scope one. oos_answered: share of out-of-scope
    questions answered; right_answered: share of in-scope questions answered with a right clause, both as
    decided. right_at_95_rejection: the latter at the threshold that refuses 95 % of the out-of-scope ones.
    """
    inside = [outcome for outcome in outcomes if outcome.in_scope]
    outside = [outcome for outcome in outcomes if not outcome.in_scope]

    def mean(column: Callable[[Outcome], float], over: Sequence[Outcome]) -> Figure:
        return Figure(np.mean, (np.array([column(outcome) for outcome in over], np.float64),))

    known, unknown = (np.array([one.confidence for one in side], np.float64) for side in (inside, outside))
    if_right = np.where([outcome.is_hit for outcome in inside], known, -np.inf)
    return {
        "hit@1": mean(lambda outcome: outcome.is_hit, inside),
        "mrr@10": mean(lambda outcome: outcome.reciprocal_rank, inside),
        "recall@1": mean(lambda outcome: outcome.recall(1), inside),
        "recall@5": mean(lambda outcome: outcome.recall(5), inside),
        "recall@10": mean(lambda outcome: outcome.recall(10), inside),
        "auroc": Figure(_auroc, (known, unknown)),
        "oos_answered": mean(lambda outcome: outcome.answered is not None, outside),
        "right_answered": mean(lambda outcome: outcome.answered in outcome.right, inside),
        "right_at_95_rejection": Figure(_share_at_rejection, (if_right, unknown)),
    }


def measures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """The values of all figures with the number of questions and their times; None where nothing can be measured."""
    times = [outcome.elapsed_ms for outcome in outcomes]
    return {
        "n": len(outcomes),
        **{name: figure.value for name, figure in figures(outcomes).items()},
        "p50_ms": float(np.quantile(times, 0.5)) if times else None,
        "p99_ms": float(np.quantile(times, 0.99)) if times else None,
    }


def _auroc(known: Sample, unknown: Sample) -> float:
    """The share of pairs in which the known one is higher; of equal ones half counts."""
    ranked = np.sort(unknown)
    lower, not_higher = (np.searchsorted(ranked, known, side) for side in ("left", "right"))
    return float((lower + not_higher).mean() / (2 * len(unknown)))


def _share_at_rejection(known: Sample, unknown: Sample) -> float:
    return float((known > np.quantile(unknown, REJECTION)).mean())
