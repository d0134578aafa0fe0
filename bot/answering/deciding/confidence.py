"""From evidence to confidence: a logistic model, whose few numbers stand in confidence.toml, and what it weighed."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.retrieval import Evidence

_SMALLEST_SHARE = 0.01  # keeps the logarithm of a share of nothing finite
# e5's cosines lie between .75 and .95: put on the scale of the others
_COSINE_ORIGIN, _COSINE_UNIT = 0.8, 0.05
ENGLISH = "-en"
"""What the names of the models for English books end in."""

Rows = NDArray[np.float64]
"""(questions, features): a row of features a question."""

FEATURES = ("log_share", "coverage", "lead", "length", "clause", "sentence", "distinct")


@dataclass(frozen=True)
class Logistic:
    """A logistic model of the features: their weights, 0 for those that it does not weigh."""

    intercept: float
    log_share: float
    coverage: float
    length: float
    lead: float = 0.0
    clause: float = 0.0
    sentence: float = 0.0
    distinct: float = 0.0

    def probability(self, features: Sequence[float]) -> float:
        """The probability by features, in the order of FEATURES."""
        total = self.intercept + math.fsum(feature.adds for feature in self.weighed(features))
        return 1 / (1 + math.exp(-total))

    def probabilities(self, rows: Rows) -> list[float]:
        """The same for each row of features at once."""
        weights = [getattr(self, name) for name in FEATURES]
        likely: list[float] = (1 / (1 + np.exp(-(self.intercept + rows @ weights)))).tolist()
        return likely

    def weighed(self, features: Sequence[float]) -> tuple["Feature", ...]:
        """What each feature adds."""
        return tuple(
            Feature(name, value, getattr(self, name)) for name, value in zip(FEATURES, features, strict=True)
        )


@dataclass(frozen=True)
class Calibration:
    """The models of whether the best clause answers, and of whether the book speaks of what is asked, with thresholds.

    From the confidence `answer` on it answers, from the relevance `choice` on it shows a clause. By how much a clause
    is ahead of the second tells whether it or another is right; by words it does not tell whether any is. With vectors
    one model serves for both in Chinese books: another one was no better.
    """

    right: Logistic
    related: Logistic
    answer: float
    choice: float

    def confidence(self, evidence: Evidence) -> float:
        """The probability that the best clause answers the question, where three in ten have no answer here."""
        return self.right.probability(features(evidence))

    def relevance(self, evidence: Evidence) -> float:
        """The probability that a question is one of the book's, where half of all are of no rulebook."""
        return self.related.probability(features(evidence))


def features(evidence: Evidence) -> tuple[float, ...]:
    """What the model weighs, in the order of FEATURES; what comes of vectors is 0 without them.

    The words of a question are counted because many are hardly ever all found, be the clause as right as it may;
    `distinct` is by how much a clause is nearer to this question than to any.
    """
    share = math.log(max(0.0, evidence.score_ratio) + _SMALLEST_SHARE)
    words = share, evidence.query_coverage, evidence.lead, math.log1p(evidence.words)
    if evidence.clause is None or evidence.sentence is None or evidence.hubness is None:
        return *words, 0.0, 0.0, 0.0
    cosines = (
        evidence.clause - _COSINE_ORIGIN,
        evidence.sentence - _COSINE_ORIGIN,
        evidence.clause - evidence.hubness,
    )
    return *words, *(cosine / _COSINE_UNIT for cosine in cosines)


def kind_of(evidence: Evidence) -> str:
    """Which model fits the evidence: "semantic" with the cosines of vectors, or "lexical"."""
    return "lexical" if evidence.sentence is None else "semantic"


def pick_model(evidence: Evidence, among: Mapping[str, Calibration]) -> Calibration:
    """The model that fits the evidence."""
    return among[kind_of(evidence)]


@cache
def calibrations() -> dict[str, Calibration]:
    """The shipped models, "lexical" and "semantic", and those of English books."""
    written = tomllib.loads(files(__package__).joinpath("confidence.toml").read_text("utf-8"))
    return {
        name: Calibration(Logistic(**numbers.pop("right")), Logistic(**numbers.pop("related")), **numbers)
        for name, numbers in written.items()
    }


@dataclass(frozen=True)
class Feature:
    """One figure that the model weighs; `value` is on the model's scale."""

    name: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """What it adds to the log-odds."""
        return self.value * self.weight


@dataclass(frozen=True)
class ConfidenceBreakdown:
    """The features that the models weigh, the thresholds, and what they came to."""

    features: tuple[Feature, ...]
    model: Calibration
    confidence: float
    relevance: float


def explain_confidence(evidence: Evidence, among: Mapping[str, Calibration]) -> ConfidenceBreakdown:
    """How the confidence in a best clause with this evidence comes about; what the model does not weigh is left out."""
    model = pick_model(evidence, among)
    weighed = tuple(feature for feature in model.right.weighed(features(evidence)) if feature.weight)
    return ConfidenceBreakdown(weighed, model, model.confidence(evidence), model.relevance(evidence))
