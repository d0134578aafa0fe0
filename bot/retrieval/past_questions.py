"""Relevance feedback: a past question whose clause is known raises that clause for questions similar to it.

Few past questions do harm where they count alike for all (measured): here one counts next to nothing unless the new
question shares most of its weight with it, and the less, the better the book's own words answer already.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query import Query, QueryBuilder, Terms
from bot.retrieval.scores.bm25 import Scores
from bot.retrieval.scores.encoder import Vectors
from bot.retrieval.terms.analyzer import WORD, Analyzer
from bot.rulebook import Clause, SettledQuestion

Weight = Callable[[str], float]

# Chosen on the bench's 16 books (tests/benchmarks/fitting/learning.py; half of the questions given, the rest asked).
# Similarity to the power 1 without doubt lowered hit@1 by up to .16. Power and doubt power, MRR@10 gained with 5 / 25 /
# all of the half: 4 and 1 +.004/+.003/+.010; 4 and 2 +.010/+.029/+.022; 4 and 3 +.008/+.025/+.021, the last with the
# fewest golden questions lost. Each book by the best of eleven such settings on the others: +.005/+.024/+.019.
_BOOST, _BOOST_POWER, _DOUBT_POWER = 0.01, 4, 3
_REPEAT_POWER = 12  # from a similarity of .95 on a question counts as asked before
# From a cosine of .93 on questions are as alike as from .5 on by words: of the pairs of tests/retrieval/alike.yaml
# 39 of 42 that ask the same then, and none of the 819 others (from .9 on all 42, and 15 of the others; of wordings of
# different shipped clauses 26 of 44,550, and 391 from .9 on).
_ALIKE_ORIGIN = 0.86
# Questions that have nothing in common have a cosine of .8.
_MEANING_BOOST, _MEANING_ORIGIN, _MEANING_POWER = 0.25, 0.8, 1.5
_MEANING_REPEAT = 3.0
_REPEAT = 0.6  # of the whole: from here on a past question's words count as its clause's own
_COMMON, _RARE = 11.0, 17.0  # nats that a word says: 怎么办 has 10, one that jieba does not know 18
_LEAST_SHARE = 0.05  # of the best clause: where nothing is found a past question must not count without bound


@dataclass(frozen=True)
class Similarity:
    """How similar one question is to each past one, 0 to 1.

    `subject`: by the words that tell what it is about; `whole`: by all of them; `meaning`: by the cosines of their
    vectors (None without vectors).
    """

    subject: Scores
    whole: Scores
    meaning: Scores | None = None


@dataclass(frozen=True)
class PastQuestion:
    """A past question with its clause, and how similar the new one is to it (see Similarity)."""

    settled: SettledQuestion
    subject: float
    whole: float
    meaning: float | None = None

    @property
    def is_repeat(self) -> bool:
        """Whether the new question is the past one in nearly the same words."""
        return self.whole >= _REPEAT


class PastQuestions:
    """Past questions whose clauses are known; those of clauses that are no longer in the library are left out.

    `position_of` gives a clause's position in the library, `weights` what a term counts for the subject and for the
    whole (see `term_weights`), `encode` the vectors of questions.
    """

    def __init__(
        self,
        learned: Sequence[SettledQuestion],
        position_of: Callable[[Clause], int | None],
        queries: QueryBuilder,
        weights: tuple[Weight, Weight],
        encode: Callable[[Sequence[str]], Vectors] | None = None,
    ) -> None:
        known = [(pair, position) for pair in learned if (position := position_of(pair.clause)) is not None]
        self._learned = [pair for pair, _ in known]
        self._positions = np.array([position for _, position in known], np.int64)
        questions = [queries.build(pair.question).terms_as_asked for pair in self._learned]
        self._subject, self._whole = (_TermOverlap(questions, weight) for weight in weights)
        self._vectors = encode([pair.question for pair in self._learned]) if encode and known else None

    def __bool__(self) -> bool:
        return bool(self._learned)

    def similarity(self, query: Query, vector: Vectors | None) -> Similarity:
        """How similar the question is to each past one."""
        meaning = None
        if self._vectors is not None and vector is not None:
            meaning = np.asarray(self._vectors @ vector, np.float64)
        return Similarity(self._subject.cosines(query), self._whole.cosines(query), meaning)

    def boosts(self, similarity: Similarity, lexical: Scores, max_score: float) -> Scores:
        """What each clause gains, on the scale of its BM25 score.

        `max_score` is what the question could have scored: the best clause's share of it tells how much to doubt.
        """
        best = best_score(lexical, max_score)
        doubt = max_score / best
        by_subject = _BOOST * similarity.subject**_BOOST_POWER * doubt**_DOUBT_POWER
        each = by_subject + similarity.whole**_REPEAT_POWER * doubt
        if similarity.meaning is not None:
            near = np.clip((similarity.meaning - _MEANING_ORIGIN) / (1 - _MEANING_ORIGIN), 0, 1)
            each += _MEANING_BOOST * near**_MEANING_POWER + _MEANING_REPEAT * near**_REPEAT_POWER
        boosts = np.zeros(len(lexical))
        np.maximum.at(boosts, self._positions, each)
        return boosts * best

    def most_similar(self, similarity: Similarity, position: int) -> PastQuestion | None:
        """The most similar past question of the clause at `position`; None where it has none."""
        of_clause = np.flatnonzero(self._positions == position)
        if not len(of_clause):
            return None
        best = int(of_clause[np.argmax(similarity.whole[of_clause])])
        meaning = None if similarity.meaning is None else float(similarity.meaning[best])
        return PastQuestion(
            self._learned[best], float(similarity.subject[best]), float(similarity.whole[best]), meaning
        )


def best_score(lexical: Scores, max_score: float) -> float:
    """The best clause's BM25 score, and at least a small share of what was possible."""
    return max(float(lexical.max(initial=0)), _LEAST_SHARE * max_score) or 1.0


def term_weights(whole: Weight, known: Collection[str], analyzer: Analyzer) -> tuple[Weight, Weight]:
    """How much a term counts for what a question is about, and for all that it says (`whole`).

    A term that the book lacks is mostly how somebody happens to put it; only a rare word of it counts as subject.
    """

    def subject(term: str) -> float:
        if term in known:
            return whole(term)
        if term[0] != WORD:
            return 0.0
        rare = (analyzer.information(term[1:]) - _COMMON) / (_RARE - _COMMON)
        return 2 * whole(term) * min(max(rare, 0.0), 1.0)  # 2: the word alone stands for its characters too

    return subject, whole


class QuestionLikeness:
    """How alike questions are that nobody has settled yet: the mean of both cosines of words, or by their meaning."""

    def __init__(
        self,
        questions: Sequence[str],
        queries: QueryBuilder,
        weights: tuple[Weight, Weight],
        encode: Callable[[Sequence[str]], Vectors] | None = None,
    ) -> None:
        terms = [queries.build(question).terms_as_asked for question in questions]
        self._queries, self._encode = queries, encode
        self._overlaps = [_TermOverlap(terms, weight) for weight in weights]
        self._vectors = encode(questions) if encode and questions else None

    def to(self, question: str) -> Scores:
        """How like a question is to each of them, 0 to 1."""
        query = self._queries.build(question)
        words: Scores = np.mean([overlap.cosines(query) for overlap in self._overlaps], axis=0)
        if self._encode is None or self._vectors is None:
            return words
        cosines = np.asarray(self._vectors @ self._encode([question])[0], np.float64)
        return np.maximum(words, np.clip((cosines - _ALIKE_ORIGIN) / (1 - _ALIKE_ORIGIN), 0, 1))


class _TermOverlap:
    """Weighted cosines between a question's terms and those of each past one."""

    def __init__(self, questions: Sequence[Terms], weight: Weight) -> None:
        self._weight = weight
        self._totals = np.array([sum(map(weight, sorted(terms))) for terms in questions])
        postings: dict[str, list[int]] = {}
        for number, terms in enumerate(questions):
            for term in terms:
                postings.setdefault(term, []).append(number)
        self._postings = {term: np.array(numbers) for term, numbers in postings.items()}

    def cosines(self, query: Query) -> Scores:
        """One a past question; of a synonym's wordings the one counts that the past question has."""
        shared, total = self._shared(query.terms)
        totals = np.full(len(self._totals), total)
        for alternatives in query.alternatives:
            each = [self._shared(terms) for terms in alternatives]
            overlaps = np.array([overlap for overlap, _ in each])
            used = overlaps.argmax(axis=0)
            shared += overlaps.max(axis=0)
            totals += np.array([own for _, own in each])[used]
        lengths = np.sqrt(totals * self._totals)
        cosines: Scores = shared / np.where(lengths > 0, lengths, 1.0)
        return np.minimum(cosines, 1.0)

    def _shared(self, terms: Terms) -> tuple[NDArray[np.float64], float]:
        """The weight of the terms that each past question has too, and of all of them."""
        shared, total = np.zeros(len(self._totals)), 0.0
        for term in dict.fromkeys(terms):
            weight = self._weight(term)
            total += weight
            if term in self._postings:
                shared[self._postings[term]] += weight
        return shared, total
