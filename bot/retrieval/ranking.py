"""From scores to a ranking: what speaks for each clause added up, the best clauses, the evidence for the first.

An explanation says as plain data why a question was ranked as it was: `shouze ask --explain` shows it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.retrieval.past_questions import PastQuestion, PastQuestions, Similarity, best_score
from bot.retrieval.query import Query
from bot.retrieval.scores.bm25 import Scores
from bot.retrieval.scores.dense_index import CosineScores
from bot.rulebook import Clause

# Weights of (cosine - .7) / .2 of the clause and of its nearest sentence, beside the lexical score divided by its
# maximum. Of eleven settings on the bench (MRR@10 / hit@1): 0,0 .628/.540; 2,0 .658/.574; 0,3 .658/.570;
# 2,2 .668/.577; 3,3 .670/.583; 2,4 .668/.582. The shipped book's golden questions prefer less: 2,2 .973, 3,3 .969.
# Each book by the best of eleven on the others: hit@1 .579, by the best of 132 with the kinds of terms .571.
CLAUSE_WEIGHT, SENTENCE_WEIGHT = 2.0, 3.0

# The fused score of a clause that has nothing to do with the question: no word in common, cosines of .8.
UNRELATED = (CLAUSE_WEIGHT + SENTENCE_WEIGHT) * 0.5
FUSED_SPAN = 3.0  # from UNRELATED to a clause that answers
_ROWS = 64  # into which all scores are folded to find the best: sorting a 64th of them is ten times faster


@dataclass(frozen=True)
class Evidence:
    """What speaks for the best clause, each from 0 to 1: the figures from which confidence is made.

    `score_ratio`: its BM25 score over what the question could have scored with all its terms (and a prior);
    `query_coverage`: the share of the question's information that stands in one sentence of it (see Coverage); `lead`:
    the root of its distance from the second best (see ScoredQuery.lead); `clause` and `sentence`: cosines of the
    question with it and with its nearest sentence, `hubness`: its mean cosine with questions that are about something
    else; None without vectors.
    `words`: how many the question has. `is_settled`: somebody has said that it answers this question.
    """

    score_ratio: float = 0.0
    query_coverage: float = 0.0
    lead: float = 0.0
    clause: float | None = None
    sentence: float | None = None
    hubness: float | None = None
    words: int = 0
    is_settled: bool = False

    def boosted(self, past: PastQuestion) -> "Evidence":
        """With what the clause's past question adds: one that is repeated counts as text of the clause."""
        if not past.is_repeat:
            return self
        clause, sentence = (
            None if cosine is None else max(cosine, past.meaning or 0.0)
            for cosine in (self.clause, self.sentence)
        )
        ratio, lead = (max(figure, past.whole) for figure in (self.score_ratio, self.lead))
        return replace(self, score_ratio=ratio, lead=lead, clause=clause, sentence=sentence, is_settled=True)


@dataclass(frozen=True)
class Hit:
    """A clause found, with its score: BM25, or with vectors the fused one."""

    clause: Clause
    score: float


@dataclass(frozen=True)
class Ranking:
    """The clauses found, best first, and the evidence for the first."""

    hits: tuple[Hit, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)

    def within(self, margin: float) -> tuple[Hit, ...]:
        """The best hit and those less than `margin` behind it: a share of its score, or of what fused scores span."""
        if not self.hits:
            return ()
        best = self.hits[0].score
        bar = best * (1 - margin) if self.evidence.sentence is None else best - margin * FUSED_SPAN
        return tuple(hit for hit in self.hits if hit.score >= bar)


@dataclass(frozen=True)
class ConversationContext:
    """What a question leans on: the question before it, and the clauses that were shown last.

    Or, where it `is_whole`, the question of which it is a part.
    `weight` is what a term of the question before counts beside one of the question's own. The first of `clauses` is
    raised by the share `of_clause` of its score, and with the rest of its chapter by `of_chapter`.
    """

    question: str
    weight: float
    clauses: tuple[Clause, ...] = ()
    of_clause: float = 0.0
    of_chapter: float = 0.0
    is_whole: bool = False

    def wordings(self, question: str) -> tuple[str, ...]:
        """The texts whose vectors together stand for a question.

        A part and its whole, which are encoded anyhow, have the mean of both: each of 27 questions in parts was
        answered alike by one vector of both. 131 of the 136 follow-ups of dialogues.yaml are right by one vector of
        both, 122 by the mean; half or all of either one added to it changes one turn in 279 at most.
        """
        return (self.question, question) if self.is_whole else (f"{self.question} {question}",)


def context_boost(
    context: ConversationContext, clauses: Sequence[Clause], position_of: Callable[[Clause], int | None]
) -> Scores:
    """By what share of its score each clause is raised; 0 for all where the one last shown is no longer there."""
    shares = np.zeros(len(clauses))
    position = position_of(context.clauses[0]) if context.clauses else None
    if position is None:
        return shares
    start, end, heading = position, position + 1, clauses[position].heading
    while start and clauses[start - 1].heading == heading:
        start -= 1
    while end < len(clauses) and clauses[end].heading == heading:
        end += 1
    shares[start:end] = context.of_chapter
    shares[position] += context.of_clause
    return shares


@dataclass(frozen=True, eq=False)
class ScoredQuery:
    """A question with all its scores, one a clause in each array: what a ranking and an explanation are made of.

    `parts`: the question, and with its weight the one that it leans on; `lexical`: BM25; `max_score`: what the question
    could have scored by BM25; `cosines`: None without vectors; `scores`: all together. `similarity` is that
    to past questions, `boosts` what they add to each clause on BM25's scale, `ceiling` the best score without that: the
    past makes a clause as good as the best, never ahead of it.
    """

    query: Query
    parts: tuple[tuple[Query, float], ...]
    lexical: Scores
    max_score: float
    cosines: CosineScores | None
    scores: Scores
    similarity: Similarity | None = None
    boosts: Scores | None = None
    ceiling: float = math.inf

    def boosted(self, past: PastQuestions) -> "ScoredQuery":
        """With what past questions add to their clauses."""
        if not past:
            return self
        similarity = past.similarity(self.query, self.cosines.vector if self.cosines else None)
        boosts = past.boosts(similarity, self.lexical, self.max_score)
        scale = 1.0 if self.cosines else best_score(self.scores, self.max_score)
        on_scale = boosts * scale / best_score(self.lexical, self.max_score)
        ceiling = float(self.scores.max(initial=0))
        scores = self.scores + on_scale
        return replace(self, scores=scores, boosts=boosts, similarity=similarity, ceiling=ceiling)

    def cosines_at(self, position: int) -> tuple[float | None, float | None]:
        """The cosines of a clause and of its nearest sentence; None without vectors."""
        if self.cosines is None:
            return None, None
        return float(self.cosines.clauses[position]), float(self.cosines.sentences[position])

    def lead(self, best: Sequence[int], possible: float) -> float:
        """The root of the distance between the first two of the best clauses (of one alone: between it and nothing).

        By words alone it is a share of what was `possible`; with vectors on the scale of the fused scores, where a
        clause that has nothing to do with the question counts as the second.
        """
        first, second = (
            min(float(self.scores[place]), self.ceiling) for place in (best[0], best[min(1, len(best) - 1)])
        )
        if len(best) == 1:
            second = 0.0
        if self.cosines is None:
            return math.sqrt(min(1.0, max(0.0, first - second) / possible)) if possible else 0.0
        return math.sqrt(max(0.0, first - max(second, UNRELATED)))

    def lexical_evidence(self, position: int) -> float:
        """The BM25 score of a clause, as evidence: what the past adds makes it as good as the best, never better.

        Measured with all pairs of half the questions: the whole boost answered more out-of-scope questions (+.004).
        """
        own = float(self.lexical[position])
        if self.boosts is None:
            return own
        return min(own + float(self.boosts[position]), float(self.lexical.max()))


def fuse(lexical: Scores, cosines: CosineScores) -> Scores:
    """One score a clause from the lexical scores and the second opinion of the vectors."""
    most = lexical.max(initial=0)
    normalised = lexical / most if most > 0 else lexical
    return (
        normalised
        + CLAUSE_WEIGHT * (cosines.clauses - 0.7) / 0.2
        + SENTENCE_WEIGHT * (cosines.sentences - 0.7) / 0.2
    )


def top_k(scores: Scores, k: int, floor: float) -> list[int]:
    """The positions of the k highest scores above `floor`; of equal ones the earlier comes first."""
    columns = len(scores) // _ROWS
    if columns >= k > 0:
        # Of so many highest scores, one a column, the last is no higher than the last that is looked for.
        highest = scores[: _ROWS * columns].reshape(_ROWS, columns).max(axis=0)
        floor = max(floor, float(np.nextafter(np.partition(highest, -k)[-k], -np.inf)))
    candidates = np.flatnonzero(scores > floor)
    order = np.argsort(-scores[candidates], kind="stable")[:k]
    return [int(position) for position in candidates[order]]


@dataclass(frozen=True)
class Term:
    """One term of the question: its kind (a letter, as the analyzer names it), and what finding it is worth."""

    text: str
    kind: str
    weight: float
    known: bool


@dataclass(frozen=True)
class Candidate:
    """One of the best clauses: its score, the part of it by words, and the terms (most first) that gave it.

    `whole` and `sentence` are the cosines of vectors; `past_question` is that of the clause which is most
    similar to this one.
    """

    clause: Clause
    score: float
    lexical: float
    terms: tuple[tuple[str, float], ...]
    whole: float | None = None
    sentence: float | None = None
    past_question: PastQuestion | None = None


@dataclass(frozen=True)
class Explanation:
    """A question's terms and alternatives, the best clauses, the evidence for the first."""

    terms: tuple[Term, ...]
    query: Query
    candidates: tuple[Candidate, ...]
    evidence: Evidence
