"""How a confidence came about, figure by figure: what `shouze ask --explain` shows of the decision."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answering.confidence import Calibration, calibration_for, features
from bot.retrieval import Evidence


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
class Decision:
    """The features, what the model starts from, the confidence, and the thresholds it was held against."""

    features: tuple[Feature, ...]
    intercept: float
    confidence: float
    answer: float
    choice: float


def decision(evidence: Evidence, among: Mapping[str, Calibration]) -> Decision:
    """The decision on a best clause with this evidence; features that the model does not weigh are left out."""
    model = calibration_for(evidence, among)
    names = ("log-share", "coverage", "clause", "sentence")
    weights = (model.log_share, model.coverage, model.clause, model.sentence)
    weighed = zip(names, features(evidence), weights, strict=True)
    return Decision(
        tuple(Feature(name, value, weight) for name, value, weight in weighed if weight),
        model.intercept,
        model.confidence(evidence),
        model.answer,
        model.choice,
    )
