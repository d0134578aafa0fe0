"""How far a figure could be off: the percentile bootstrap (Efron 1979), paired between methods.

All resamples are drawn from one fixed seed, so that two methods measured on the same books and questions are
drawn alike, and the difference of their draws is the draw of their difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from bot.evaluation.figures import REJECTION, measures
from bot.evaluation.outcomes import Outcome
from numpy.typing import NDArray

RESAMPLES = 2_000
_SEED = 1979
_TAILS = (0.025, 0.975)  # of a 95 % interval

Draws = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Estimate:
    """A figure, and what it was on each resample; `low` and `high` bound its 95 % interval."""

    value: float
    draws: Draws

    @property
    def low(self) -> float:
        """2.5 % of the resamples gave less."""
        return float(np.quantile(self.draws, _TAILS[0]))

    @property
    def high(self) -> float:
        """2.5 % of the resamples gave more."""
        return float(np.quantile(self.draws, _TAILS[1]))

    def __sub__(self, other: "Estimate") -> "Estimate":
        """The difference of two methods on the same books or questions, paired draw by draw."""
        return Estimate(self.value - other.value, self.draws - other.draws)


def over_books(figures: Sequence[Mapping[str, float | None]]) -> dict[str, Estimate]:
    """The mean over the books of each figure that every book has (`measures` of each); books are resampled."""
    if not figures:
        return {}
    names = [name for name in figures[0] if all(book[name] is not None for book in figures)]
    values = np.array([[book[name] for name in names] for book in figures], np.float64)
    drawn = _places(len(figures))
    return {
        name: Estimate(float(column.mean()), column[drawn].mean(axis=1))
        for name, column in zip(names, values.T, strict=True)
    }


def over_questions(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """The figures of one book with their intervals; questions in and out of scope are resampled apart."""
    inside = [outcome for outcome in outcomes if outcome.in_scope]
    outside = [outcome for outcome in outcomes if not outcome.in_scope]
    draws = _means(inside, outside)
    if inside and outside:
        draws |= _decisions(inside, outside)
    values = measures(outcomes)
    return {
        name: Estimate(value, draws[name])
        for name, value in values.items()
        if name in draws and value is not None
    }


def _places(size: int, seed: int = _SEED) -> NDArray[np.int64]:
    """Which of `size` things each resample holds: a row a resample."""
    return np.random.default_rng(seed).integers(size, size=(RESAMPLES, size))


def _means(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> dict[str, Draws]:
    known: dict[str, Sequence[float]] = {
        "hit@1": [outcome.is_hit for outcome in inside],
        "mrr@10": [outcome.reciprocal_rank for outcome in inside],
        **{f"recall@{depth}": [outcome.recall(depth) for outcome in inside] for depth in (1, 5, 10)},
        "right_answered": [outcome.answered in outcome.right for outcome in inside],
    }
    unknown = {"oos_answered": [outcome.answered is not None for outcome in outside]}
    return _drawn_means(known, _SEED) | _drawn_means(unknown, _SEED + 1)


def _drawn_means(columns: Mapping[str, Sequence[float]], seed: int) -> dict[str, Draws]:
    size = len(next(iter(columns.values())))
    if not size:
        return {}
    places = _places(size, seed)
    return {name: np.array(column, np.float64)[places].mean(axis=1) for name, column in columns.items()}


def _decisions(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> dict[str, Draws]:
    known = np.array([outcome.confidence for outcome in inside])
    unknown = np.array([outcome.confidence for outcome in outside])
    hits = np.array([outcome.is_hit for outcome in inside])
    known_places, unknown_places = _places(len(known)), _places(len(unknown), _SEED + 1)
    surer = (known[:, None] > unknown) + 0.5 * (known[:, None] == unknown)
    pairs = (_counts(known_places) @ surer) * _counts(unknown_places)
    thresholds = np.quantile(unknown[unknown_places], REJECTION, axis=1)[:, None]
    return {
        "auroc": pairs.sum(axis=1) / surer.size,
        "right_at_95_rejection": (hits[known_places] & (known[known_places] > thresholds)).mean(axis=1),
    }


def _counts(places: NDArray[np.int64]) -> Draws:
    """How often each thing stands in each resample, from the places drawn (as many as there are things)."""
    resamples, size = places.shape
    cells = places + np.arange(resamples)[:, None] * size
    return np.bincount(cells.ravel(), minlength=places.size).reshape(places.shape).astype(np.float64)
