"""How far a figure could be off: the percentile bootstrap (Efron 1979), paired between methods.

All resamples are drawn from one fixed seed, so that two methods measured on the same books and questions are
drawn alike, and the difference of their draws is the draw of their difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from bot.evaluation import Figure, QuestionRun, figures
from numpy.typing import NDArray

RESAMPLES = 2_000
_SEED = 1979
_TAILS = (0.025, 0.975)  # of a 95 % interval


@dataclass(frozen=True, eq=False)
class Estimate:
    """A figure, and what it was on each resample; `low` and `high` bound its 95 % interval."""

    value: float
    draws: NDArray[np.float64]

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


def over_books(books: Sequence[Mapping[str, float | None]]) -> dict[str, Estimate]:
    """The mean over the books of each figure that every book has (`measures` of each); books are resampled."""
    columns = {name: [book[name] for book in books] for name in (books[0] if books else ())}
    known = {name: np.array(column, np.float64) for name, column in columns.items() if None not in column}
    return _estimates({name: Figure(np.mean, (column,)) for name, column in known.items()})


def over_questions(outcomes: Sequence[QuestionRun]) -> dict[str, Estimate]:
    """The figures of one book with their intervals; questions in and out of scope are resampled apart."""
    return _estimates(figures(outcomes))


def _estimates(of: Mapping[str, Figure]) -> dict[str, Estimate]:
    return {
        name: Estimate(figure.value, _draws(figure))
        for name, figure in of.items()
        if figure.value is not None
    }


def _draws(figure: Figure) -> NDArray[np.float64]:
    from scipy import stats  # noqa: PLC0415  # half a second, which no other test need pay

    # scipy takes no sample of one; of two that are equal, each resample holds that one, too.
    samples = [np.resize(sample, max(2, len(sample))) for sample in figure.samples]
    chance = np.random.default_rng(_SEED)
    found = stats.bootstrap(samples, figure.statistic, n_resamples=RESAMPLES, method="percentile", rng=chance)
    draws: NDArray[np.float64] = found.bootstrap_distribution
    return draws
