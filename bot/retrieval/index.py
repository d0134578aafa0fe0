"""The index of a library's clauses: a question in, a ranking out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.retrieval.analyzer import CHARACTER, LATIN, PAIR, WORD, Analyzer
from bot.retrieval.bm25 import Bm25, Scores
from bot.retrieval.query import Query, Synonyms
from bot.rulebook import Clause, Heading, Library

# Chosen on the 16 books of the bench among twelve settings (mean MRR@10 / hit@1): words alone .584/.485, the
# three kinds alike .623/.532, words at half weight .628/.540, without words .629/.545. The last two do not
# differ beyond chance (±.01); words stay because synonyms and explanations are made of them.
KIND_WEIGHTS = {WORD: 0.5, CHARACTER: 1.0, PAIR: 1.0, LATIN: 1.0}
TITLE_WEIGHT = 2  # a title's terms count as if they stood twice in the clause
QUESTION_WEIGHT = 1  # the owners' wordings count as text

# Added to what a question could have scored, so that two common words of a short question are not taken for
# proof. Of 0, 20, 50, 100, 200, 500: from 0 to 100 the bench loses .8 points of right answers at 95 % rejection,
# the shipped book gains 8.5 (its questions are half as long); beyond, the bench loses faster.
_PRIOR = 100.0


@dataclass(frozen=True)
class Hit:
    """A clause found, with its BM25 score."""

    clause: Clause
    score: float


@dataclass(frozen=True)
class Ranking:
    """The clauses found, best first, and how well the best one fits the question (0 to 1).

    Confidence = score / (what the question could have scored over all its terms + a prior)
    x coverage, the share of the question's information whose words stand in the clause.
    """

    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0


class Index:
    """All clauses of a library, searchable; immutable once built."""

    def __init__(self, library: Library, synonyms: Sequence[Sequence[str]], analyzer: Analyzer) -> None:
        self.library = library
        self._analyzer = analyzer
        self._synonyms = Synonyms(synonyms, analyzer)
        self._texts = [analyzer.normalise("\n".join(_fields(clause))) for clause in library.clauses]
        self._bm25 = Bm25([analyzer.terms(text) for text in self._texts])
        self._effective = np.array([clause.effective.toordinal() for clause in library.clauses], np.int64)

    def search(
        self, question: str, as_of: date, limit: int = 10, *, within: Heading | None = None
    ) -> Ranking:
        """Rank the clauses in force on `as_of` (of one chapter, if given) that share terms with the question."""
        query = self._synonyms.query(question)
        scores, potential = self._scores(query)
        scores[self._effective > as_of.toordinal()] = 0
        if within is not None:
            scores[[clause.heading != within for clause in self.library.clauses]] = 0
        places = _best(scores, limit)
        if not places:
            return Ranking()
        hits = tuple(Hit(self.library.clauses[place], float(scores[place])) for place in places)
        share = hits[0].score / (potential + _PRIOR)
        return Ranking(hits, share * self._coverage(query, self._texts[places[0]]))

    def _scores(self, query: Query) -> tuple[Scores, float]:
        scores = self._bm25.scores(query.terms, KIND_WEIGHTS)
        potential = self._bm25.potential(query.terms, KIND_WEIGHTS)
        for alternatives in query.alternatives:
            each = [self._bm25.scores(terms, KIND_WEIGHTS) for terms in alternatives]
            scores += np.maximum.reduce(each)
            # The question could have scored what the wording that the book uses can score.
            used = max(range(len(each)), key=lambda place: float(each[place].max(initial=0)))
            potential += self._bm25.potential(alternatives[used], KIND_WEIGHTS)
        return scores, potential

    def _coverage(self, query: Query, text: str) -> float:
        information = [min(map(self._analyzer.information, words)) for words in query.words]
        found = [any(word in text for word in words) for words in query.words]
        return float(np.dot(information, found) / (np.sum(information) or 1))


def _fields(clause: Clause) -> list[str]:
    return [*[clause.title] * TITLE_WEIGHT, clause.text, *clause.questions * QUESTION_WEIGHT]


def _best(scores: Scores, limit: int) -> list[int]:
    """Places of the highest positive scores; of equal ones the earlier clause comes first."""
    if len(scores) > limit:
        floor = np.partition(scores, -limit)[-limit]
        candidates = np.flatnonzero((scores >= floor) & (scores > 0))
    else:
        candidates = np.flatnonzero(scores > 0)
    order = np.argsort(-scores[candidates], kind="stable")[:limit]
    return [int(place) for place in candidates[order]]
