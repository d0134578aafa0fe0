"""The index of a library's clauses: a question in, a ranking out."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache, partial

import numpy as np

from bot.retrieval.analyzer import CHARACTER, LATIN, PAIR, WORD, Analyzer
from bot.retrieval.background import Background, Places, places, raised
from bot.retrieval.bm25 import Bm25, Scores
from bot.retrieval.dense_index import DenseIndex
from bot.retrieval.evidence import Evidence
from bot.retrieval.explanation import Candidate, Explanation, explained_terms, gained
from bot.retrieval.fitted import fitted
from bot.retrieval.past_questions import Precedent, Precedents, settled, weights
from bot.retrieval.quantity import named
from bot.retrieval.query import Query, Synonyms
from bot.retrieval.ranking import Hit, Ranking, Reckoning, best_places, fused, with_precedents
from bot.retrieval.sentence import Asked, answering
from bot.retrieval.spelling import Spelling
from bot.rulebook import Clause, Heading, Learned, Library

# Chosen on the 16 books of the bench among twelve settings (mean MRR@10 / hit@1): words alone .584/.485, the
# three kinds alike .623/.532, words at half weight .628/.540, without words .629/.545. The last two do not
# differ beyond chance (±.01); words stay because synonyms and explanations are made of them. Each book by the best of
# twelve on the others: hit@1 .544 (tests/benchmarks/choices.py).
KIND_WEIGHTS = {WORD: 0.5, CHARACTER: 1.0, PAIR: 1.0, LATIN: 1.0}
# How often a field's terms count, measured on the shipped book's golden questions (hit@1 / right answered; the
# bench has neither titles nor wordings): titles 1: .912/.815, 2: .929/.842, 3: .933/.842; wordings 0: .906/.646,
# 1: .933/.842, 2: .879/.808.
TITLE_WEIGHT = 3
QUESTION_WEIGHT = 1

# Added to what a question could have scored, so that two common words of a short question are not taken for proof.
PRIOR = 100.0

_REMEMBERED = 4  # questions: one reply looks at the same wording several times, whole and as part of others


class Index:
    """All clauses of a library, searchable; immutable once built."""

    def __init__(
        self,
        library: Library,
        synonyms: Sequence[Sequence[str]],
        analyzer: Analyzer,
        semantics: DenseIndex | None = None,
        learned: Sequence[Learned] = (),
    ) -> None:
        self.library = library
        self._analyzer = analyzer
        self._semantics = semantics
        self._texts = [analyzer.normalise("\n".join(_fields(clause))) for clause in library.clauses]
        self._bm25 = Bm25(fitted(self._texts, analyzer.terms, analyzer.made_with, analyzer.cache))
        own = [analyzer.normalise(word) for group in synonyms for word in group]
        self._synonyms = Synonyms(synonyms, analyzer, Spelling(self._bm25.terms, own, analyzer))
        self._effective = np.array([clause.effective.toordinal() for clause in library.clauses], np.int64)
        self._latest = int(self._effective.max(initial=0))
        self._understood = lru_cache(_REMEMBERED)(self._understand)
        weighing = weights(self._weight, self._bm25.terms, analyzer)
        encode = semantics.question_vectors if semantics else None
        self._precedents = Precedents(learned, self._places, self._synonyms, weighing, encode)

    def search(
        self,
        question: str,
        as_of: date,
        limit: int = 10,
        *,
        within: Heading | None = None,
        background: Background | None = None,
    ) -> Ranking:
        """Rank the clauses in force on `as_of` (of one chapter, if given) for the question, `limit` at most.

        `background` is what was said before, where this question leans on it.
        """
        reckoning = self._reckoned(question, background)
        found = self._found(reckoning, as_of, limit, within)
        if not found:
            return Ranking()
        hits = (Hit(self.library.clauses[place], float(reckoning.scores[place])) for place in found)
        return Ranking(tuple(hits), self._evidence(reckoning, found[0]))

    def explained(self, question: str, as_of: date, limit: int = 5) -> Explanation:
        """Why a question on its own is ranked as it is: its terms, and what the best clauses score from which."""
        reckoning = self._reckoned(question, None)
        found = self._found(reckoning, as_of, limit, None)
        candidates = (self._candidate(reckoning, place) for place in found)
        evidence = self._evidence(reckoning, found[0]) if found else Evidence()
        terms = explained_terms(reckoning.query, self._weight, self._bm25.terms)
        return Explanation(question, terms, reckoning.query, reckoning.potential, tuple(candidates), evidence)

    def _reckoned(self, question: str, background: Background | None) -> Reckoning:
        query, lexical, potential = self._understood(question)
        covered, shares = [(query, 1.0)], np.zeros(1)
        if background:
            before, scored, more = self._understood(background.question)
            covered.append((before, background.weight))
            shares = raised(background, self.library.clauses, self._places)
            lexical = (lexical + background.weight * scored) * (1 + shares)
            potential += background.weight * more
        # One vector of both: 131 of the 136 follow-ups of dialogues.yaml are right, with the mean of two 122.
        whole = f"{background.question} {question}" if background else question
        near = self._semantics.cosines(whole) if self._semantics else None
        scores = lexical if near is None else fused(lexical, near) + shares
        reckoning = Reckoning(query, tuple(covered), lexical, potential, near, scores)
        # What leans on another question is not what was settled.
        return reckoning if background else with_precedents(reckoning, self._precedents)

    def _found(self, reckoning: Reckoning, as_of: date, limit: int, within: Heading | None) -> list[int]:
        floor = 0.0 if reckoning.near is None else -np.inf
        return best_places(self._hidden(reckoning.scores, as_of, within), limit, floor)

    def _evidence(self, reckoning: Reckoning, place: int) -> Evidence:
        near, precedent = reckoning.near, self._precedent(reckoning, place)
        asked = (
            self._analyzer.normalise(precedent.learned.question) if precedent and precedent.is_repeat else ""
        )
        evidence = Evidence(
            share=reckoning.score_by_words(place) / (reckoning.potential + PRIOR),
            coverage=self._coverage(reckoning.covered, f"{self._texts[place]}\n{asked}"),
            clause=None if near is None else float(near.clauses[place]),
            sentence=None if near is None else float(near.sentences[place]),
        )
        return settled(evidence, precedent) if precedent else evidence

    def _precedent(self, reckoning: Reckoning, place: int) -> Precedent | None:
        return self._precedents.nearest(reckoning.like, place) if reckoning.like else None

    def _candidate(self, reckoning: Reckoning, place: int) -> Candidate:
        """What one clause scored, and from which terms; of a synonym's wordings that which scored most there."""
        near = reckoning.near
        return Candidate(
            clause=self.library.clauses[place],
            score=float(reckoning.scores[place]),
            lexical=float(reckoning.lexical[place]),
            whole=None if near is None else float(near.clauses[place]),
            sentence=None if near is None else float(near.sentences[place]),
            precedent=self._precedent(reckoning, place),
            terms=gained(reckoning.query, lambda terms: float(self._bm25.scores(terms, KIND_WEIGHTS)[place])),
        )

    def _weight(self, term: str) -> float:
        return self._bm25.potential((term,), KIND_WEIGHTS)

    def words(self, question: str) -> tuple[str, ...]:
        """The words of a question in their order, simplified and in lower case."""
        return tuple(self._analyzer.words(self._analyzer.normalise(question)))

    def sentence(self, question: str, clause: Clause) -> str:
        """The sentence of the clause that shares most with the question, word for word; "" where none does."""
        wanted, _, _ = self._understood(question)
        asked = Asked(
            terms=frozenset(
                [*wanted.terms, *(t for group in wanted.alternatives for one in group for t in one)]
            ),
            quantities=named(self._analyzer.normalise(question)),
        )
        worth = partial(self._bm25.potential, weights=KIND_WEIGHTS)
        return answering(asked, clause.text, self._analyzer.normalise, worth)

    @cached_property
    def _places(self) -> Places:
        return places(self.library.clauses)

    def _hidden(self, scores: Scores, as_of: date, within: Heading | None) -> Scores:
        """The scores, with what may not be found now set to -inf."""
        if within is None and self._latest <= as_of.toordinal():
            return scores
        hidden = self._effective > as_of.toordinal()
        if within is not None:
            hidden |= np.array([clause.heading != within for clause in self.library.clauses], bool)
        return np.where(hidden, -np.inf, scores)

    def _understand(self, question: str) -> tuple[Query, Scores, float]:
        """The query, what each clause scores for it by words, and what it could have scored."""
        query = self._synonyms.query(question)
        scores = self._bm25.scores(query.terms, KIND_WEIGHTS)
        potential = self._bm25.potential(query.terms, KIND_WEIGHTS)
        for alternatives in query.alternatives:
            each = [self._bm25.scores(terms, KIND_WEIGHTS) for terms in alternatives]
            scores += np.maximum.reduce(each)
            # The question could have scored what the wording that the book uses can score.
            used = max(range(len(each)), key=lambda place: float(each[place].max(initial=0)))
            potential += self._bm25.potential(alternatives[used], KIND_WEIGHTS)
        scores.setflags(write=False)  # remembered
        return query, scores, potential

    def _coverage(self, asked: Sequence[tuple[Query, float]], text: str) -> float:
        words = [(words, weight) for query, weight in asked for words in query.words]
        information = [weight * min(map(self._analyzer.information, each)) for each, weight in words]
        found = [any(word in text for word in each) for each, _ in words]
        return float(np.dot(information, found) / (np.sum(information) or 1))


def _fields(clause: Clause) -> list[str]:
    return [*[clause.title] * TITLE_WEIGHT, clause.text, *clause.questions * QUESTION_WEIGHT]
