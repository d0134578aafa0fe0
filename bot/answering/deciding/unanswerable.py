"""Questions that no rulebook answers: what a book scores for them tells what its own scores mean."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from bot.answering.deciding.confidence import ENGLISH, Calibration, features
from bot.retrieval import Index
from bot.retrieval.scores.array_cache import Arrays, cached_arrays, digest

# The shares of them that few questions pass: what is said as sure must be clearly ahead of the first, by so many
# log-odds, and what is shown as the nearest of the second. The latter is the book's own, however low: a fixed one
# refused what was right in other words. The thresholds at which each kind of book (tests/benchmarks/variants.py) says
# as many wrong ones as are asked for lie .8 to 1 ahead of its own first share, with vectors 1.1 to 2, wherever it is.
_ANSWERED = 0.05


@dataclass(frozen=True)
class _Rule:
    """How thresholds follow from what a book scores.

    `growth`: the least for which a clause is said as sure is that of a book of 100 clauses, and so many log-odds more
    for each e-fold: the more there are, the likelier one is near by chance.
    """

    shown: float
    ahead: float = 0.0
    growth: float = 0.0


_RULES = {
    "lexical": _Rule(0.12, ahead=0.8, growth=0.30),
    "semantic": _Rule(0.10, ahead=1.3, growth=0.19),
    "lexical-en": _Rule(0.15),
    "semantic-en": _Rule(0.10),
}
_CLAUSES = 100


def thresholds_of(index: Index, shipped: Mapping[str, Calibration]) -> dict[str, Calibration]:
    """The models, in place of the one that judges the book that of its language, with its own thresholds.

    Few of those questions pass them, in the book's own language.
    What the book scores for them is computed once, and kept in the index's cache.
    """
    questions = questions_for(english=index.is_english)
    index.prepare(questions)
    kind = "semantic" if index.has_vectors else "lexical"
    name = kind + ENGLISH if index.is_english else kind
    model = shipped[name]

    def search() -> Arrays:
        return {"features": np.array([features(index.search(q, 1).evidence) for q in questions])}

    code = (path.read_bytes() for path in (Path(__file__), Path(__file__).with_name("confidence.py")))
    key = digest([*code, index.cache_key.encode(), *(question.encode() for question in questions)])
    rows = cached_arrays(index.cache, "unanswerable", key, search)["features"].tolist()
    return {**shipped, kind: fitting(name, model, map(model.probability, rows), len(index.library.clauses))}


def fitting(name: str, model: Calibration, confidences: Iterable[float], clauses: int) -> Calibration:
    """The model of that name with the thresholds of a book of so many clauses.

    `confidences` are those that it has for such questions.
    """
    rule, highest = _RULES[name], sorted(confidences, reverse=True)
    first, choice = (highest[int(share * len(highest))] for share in (_ANSWERED, rule.shown))
    least = _log_odds(model.answer) + rule.growth * math.log(max(1, clauses) / _CLAUSES)
    answer = max(least, _log_odds(first) + rule.ahead)
    return replace(model, answer=1 / (1 + math.exp(-answer)), choice=choice)


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def questions_for(*, english: bool) -> list[str]:
    """Those questions in the language of a book."""
    lines = files(__package__).joinpath("unanswerable.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.isascii() == english and line and not line.startswith("#")]
