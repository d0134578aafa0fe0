"""What speaks for the best clause of every question that is put to a book: what confidence is fitted on.

Besides the questions out of scope and the near misses each question is asked of the book without the clauses that
answer it (`hidden`): it is then to be in doubt. The pools that thresholds are made of are asked, too. What a book
scores is kept in the cache until the code of ranking, the book or its questions change.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from bot.answering import Responder
from bot.answering.deciding import confidence, fact, judge, pools
from bot.answering.deciding.confidence import ENGLISH, FEATURES, Calibration, features
from bot.answering.deciding.judge import Judge
from bot.answering.deciding.pools import EVERYDAY, LAW, WORK, fitting, pools_for
from bot.knowledge import GoldenQuestion
from bot.retrieval import Encoder, Index, Ranking
from bot.retrieval.scores.array_cache import ArrayCache, Arrays, digest
from numpy.typing import NDArray

from tests.benchmarks.books import CACHE, index
from tests.benchmarks.variants import Variant

POOLS = (EVERYDAY, WORK, LAW)
# Fitted with half of the weight in scope, the shipped book without its wordings was told .30 of the right clauses as
# sure with vectors and .033 wrong ones instead of .33 and .022, by the same limits: what limits is the wrong ones.
WEIGHTS = {"in": 0.7, "out": 0.1, "near": 0.1, "hidden": 0.1}
_CODE = (__file__, *(str(each.__file__) for each in (confidence, fact, judge, pools)))

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Measured:
    """The questions of books of one group: features (a row each, the first 1), kinds, whether the best clause is right.

    `lacking`: the best clause is known to lack what is asked for, or too much of the question. `confidence` and
    `relevance` are those of a model (empty before one), `model` the name of the one that judges the book.
    """

    group: str
    family: str
    clauses: int
    features: Array
    kinds: NDArray[np.str_]
    right: Mask
    lacking: Mask
    model: str
    confidence: Array = field(default_factory=lambda: np.zeros(0))
    relevance: Array = field(default_factory=lambda: np.zeros(0))

    @property
    def weights(self) -> Array:
        """What each question weighs: each kind together as WEIGHTS says."""
        weights = np.zeros(len(self.kinds))
        for kind, share in WEIGHTS.items():
            of_kind = self.kinds == kind
            weights[of_kind] = share / max(1, int(of_kind.sum()))
        return weights

    def fitting(self, model: Calibration) -> Calibration:
        """The model with this book's thresholds."""
        confidences, relevances = (
            {pool: scores[self.kinds == pool].tolist() for pool in POOLS if pool in self.kinds}
            for scores in (self.confidence, self.relevance)
        )
        return fitting(self.model, model, confidences, relevances, self.clauses)

    def sure(self, threshold: float) -> Mask:
        """What is said as sure from a confidence on."""
        passing: Mask = (self.confidence > threshold) & ~self.lacking
        return passing

    def judged(self, coefficients: Array) -> "Measured":
        """With a model's confidence."""
        return replace(self, confidence=self._probabilities(coefficients))

    def related(self, coefficients: Array) -> "Measured":
        """With a model's relevance."""
        return replace(self, relevance=self._probabilities(coefficients))

    def _probabilities(self, coefficients: Array) -> Array:
        probabilities: Array = 1 / (1 + np.exp(-(self.features @ coefficients)))
        return probabilities


def measured(variant: Variant, encoder: Encoder | None) -> Measured:
    """Search for every question and note the evidence; what finds nothing has none."""
    searched = index(variant.book.knowledge, encoder)
    code = [Path(path).read_bytes() for path in _CODE]
    pools = pools_for(english=searched.is_english)
    asked = [repr(each).encode() for each in (variant.book.questions, variant.near_misses, pools)]
    key = digest([*code, searched.cache_key.encode(), *asked])
    found = ArrayCache(CACHE).arrays("fit", key, lambda: _searched(searched, variant))
    columns = slice(None) if encoder else slice(1 + FEATURES.index("clause"))
    return Measured(
        variant.group,
        variant.family,
        len(searched.library.clauses),
        found["features"][:, columns],
        found["kinds"],
        found["right"],
        found["lacking"],
        ("semantic" if encoder else "lexical") + (ENGLISH if searched.is_english else ""),
    )


def _searched(searched: Index, variant: Variant) -> Arrays:
    responder = Responder(searched)
    asked = [(question, "in" if question.clauses else "out") for question in variant.book.questions]
    asked += [(question, "near") for question in variant.near_misses]
    for pool, questions in pools_for(english=searched.is_english).items():
        asked += [(GoldenQuestion(question, ()), pool) for question in questions]
    rows, kinds, right, lacking = [], [], [], []
    for question, kind in asked:
        hidden = ((), question.clauses) if len(searched.library.clauses) > 1 else ((),)
        for without in hidden if question.clauses else ((),):
            ranking = searched.search(question.question, without=without)
            best = ranking.hits[0].clause if ranking.hits else None
            rows.append((1.0, *features(ranking.evidence)))
            kinds.append("hidden" if without else kind)
            right.append(best in question.clauses)
            lacking.append(best is not None and _is_lacking(responder.judge, ranking, question.question))
    return {
        "features": np.array(rows),
        "kinds": np.array(kinds),
        "right": np.array(right),
        "lacking": np.array(lacking),
    }


def _is_lacking(judge: Judge, ranking: Ranking, question: str) -> bool:
    return bool(judge.lacks(question, ranking.hits[0].clause)) or not judge.is_clear(ranking, question)
