"""What a search gives: clauses in order, with what speaks for the first."""

from dataclasses import dataclass, field, replace

import numpy as np

from bot.retrieval.bm25 import Scores
from bot.retrieval.dense_index import CosineScores
from bot.retrieval.evidence import Evidence
from bot.retrieval.past_questions import Likeness, Precedents, best_score
from bot.retrieval.query import Query
from bot.rulebook import Clause

# Weights of (cosine - .7) / .2 of the clause and of its nearest sentence, beside the lexical score divided by its
# maximum. Of eleven settings on the bench (MRR@10 / hit@1): 0,0 .628/.540; 2,0 .658/.574; 0,3 .658/.570;
# 2,2 .668/.577; 3,3 .670/.583; 2,4 .668/.582. The shipped book's golden questions prefer less: 2,2 .973, 3,3 .969.
# Each book by the best of eleven on the others: hit@1 .579, by the best of 132 with the kinds of terms .571.
CLAUSE_NEARNESS, SENTENCE_NEARNESS = 2.0, 3.0

_ROWS = 64  # into which all scores are folded to find the best: sorting a 64th of them is ten times faster


@dataclass(frozen=True)
class Hit:
    """A clause found, with its score: BM25, or with the semantic extra the fused one."""

    clause: Clause
    score: float


@dataclass(frozen=True)
class Ranking:
    """The clauses found, best first, and the evidence for the first."""

    hits: tuple[Hit, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, eq=False)
class Reckoning:
    """All that was worked out for a question, a number a clause: what a ranking and an explanation are made of.

    `covered`: the question, and with a weight what it leans on; `potential`: what it could have scored;
    `like` and `gains`: how like it is to past questions, and what that adds to each clause, on BM25's scale.
    """

    query: Query
    covered: tuple[tuple[Query, float], ...]
    lexical: Scores
    potential: float
    near: CosineScores | None
    scores: Scores
    like: Likeness | None = None
    gains: Scores | None = None

    def score_by_words(self, place: int) -> float:
        """The BM25 score of a clause, as evidence: what the past adds makes it as good as the best, never better.

        Measured with all pairs of half the questions: the whole gain answered more out-of-scope questions (+.004).
        """
        own = float(self.lexical[place])
        return own if self.gains is None else min(own + float(self.gains[place]), float(self.lexical.max()))


def fused(lexical: Scores, near: CosineScores) -> Scores:
    """The lexical scores with the second opinion of the vectors."""
    most = lexical.max(initial=0)
    by_words = lexical / most if most > 0 else lexical
    return (
        by_words
        + CLAUSE_NEARNESS * (near.clauses - 0.7) / 0.2
        + SENTENCE_NEARNESS * (near.sentences - 0.7) / 0.2
    )


def with_precedents(reckoning: Reckoning, precedents: Precedents) -> Reckoning:
    """The reckoning with what past questions add to their clauses; without any it stays as it is."""
    if not precedents:
        return reckoning
    near, lexical, potential = reckoning.near, reckoning.lexical, reckoning.potential
    like = precedents.likeness(reckoning.query, near.vector if near else None)
    gains = precedents.gains(like, lexical, potential)
    on_scale = gains if near is None else gains / best_score(lexical, potential)
    return replace(reckoning, scores=reckoning.scores + on_scale, gains=gains, like=like)


def best_places(scores: Scores, limit: int, floor: float) -> list[int]:
    """Places of the highest scores above `floor`; of equal ones the earlier clause comes first."""
    columns = len(scores) // _ROWS
    if columns >= limit > 0:
        # Of so many highest scores, one a column, the last is no higher than the last that is looked for.
        highest = scores[: _ROWS * columns].reshape(_ROWS, columns).max(axis=0)
        floor = max(floor, float(np.nextafter(np.partition(highest, -limit)[-limit], -np.inf)))
    candidates = np.flatnonzero(scores > floor)
    order = np.argsort(-scores[candidates], kind="stable")[:limit]
    return [int(place) for place in candidates[order]]
