"""Lexical retrieval: what each clause scores for the words of a question, and how much of the question it holds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from bot.retrieval.query import Query, QueryBuilder, Terms
from bot.retrieval.scores.array_cache import digest, version
from bot.retrieval.scores.bm25 import Bm25, Postings, Scores
from bot.retrieval.terms.analyzer import CHARACTER, COMMON, LATIN, PAIR, STEM, STEMS, WORD, Analyzer
from bot.retrieval.terms.known_words import KnownWords
from bot.retrieval.terms.lexicon import is_english
from bot.retrieval.terms.spelling import Spelling
from bot.retrieval.terms.vocabulary import Vocabulary, shipped_words
from bot.rulebook import Clause

# Chosen on the 16 books of the bench among twelve settings (mean MRR@10 / hit@1): words alone .584/.485, the
# three kinds alike .623/.532, words at half weight .628/.540, without words .629/.545. The last two do not
# differ beyond chance (±.01); words stay because synonyms and explanations are made of them. Each book by the best of
# twelve on the others: hit@1 .544 (tests/benchmarks/fitting/choices.py).
KIND_WEIGHTS = {WORD: 0.5, CHARACTER: 1.0, PAIR: 1.0, LATIN: 0.5, STEM: 1.0, COMMON: 0.4}
# How often a field's terms count, measured on the shipped book's golden questions (hit@1 / right answered; the
# bench has neither titles nor wordings): titles 1: .912/.815, 2: .929/.842, 3: .933/.842; wordings 0: .906/.646,
# 1: .933/.842, 2: .879/.808.
TITLE_WEIGHT = 3
QUESTION_WEIGHT = 1

# Added to what a question could have scored, in words that the book lacks, so that two common words of a short question
# are not taken for proof. It is on the scale of the book's own idf, which grows with the number of its clauses, and of
# the question's own words: a Chinese one has more terms than an English one.
PRIOR_WORDS = 2

# What another word of the book counts beside the one of the book that is asked: it may be meant. Of two English
# handbooks (266 questions) MRR by words with 0: .76, .3: .78, .5: .81, .6 to .8: .82, 1: .80.
RELATED = 0.65

_CLAUSE = 2_000  # bytes: what is remembered of it besides its terms
REMEMBERED = 4  # questions: one reply looks at the same wording several times, whole and as part of others


@dataclass(frozen=True, eq=False)
class LexicalScores:
    """A question's query, each clause's BM25 score for it, and what it could have scored."""

    query: Query
    scores: Scores
    max_score: float


class LexicalIndex:
    """The terms of clauses, with titles and owners' wordings; `synonyms` are groups of words that mean the same."""

    def __init__(
        self, clauses: Sequence[Clause], synonyms: Sequence[Sequence[str]], analyzer: Analyzer
    ) -> None:
        self._analyzer, self._synonyms = analyzer, [tuple(group) for group in synonyms]
        self._clauses = clauses
        texts = ["\n".join(_fields(clause)) for clause in clauses]
        postings = Postings.cached(
            texts,
            lambda text: analyzer.pieces(analyzer.normalise(text)),
            analyzer.terms,
            analyzer.cache_key,
            analyzer.resources.cache,
        )
        self._bm25 = Bm25(postings)
        written = (repr(part) for part in (analyzer.cache_key, version("rank-bm25"), texts, self._synonyms))
        self.cache_key = digest(part.encode() for part in written)
        """A digest of all that its scores depend on, besides the code."""
        own = [analyzer.normalise(word) for group in synonyms for word in group]
        self.vocabulary = Vocabulary(synonyms, KnownWords(self._bm25.terms, texts, analyzer))
        spelling = Spelling(self._bm25.terms, own, analyzer, shipped_words().words)
        self.queries = QueryBuilder(synonyms, analyzer, spelling, self.vocabulary)
        said = list(filter(str.strip, texts))
        self.is_english = bool(said) and all(map(is_english, map(analyzer.normalise, said)))
        self.scored = lru_cache(REMEMBERED)(partial(_scored, self._bm25, self.queries))

    @property
    def terms(self) -> Collection[str]:
        """Every term that a clause has."""
        return self._bm25.terms

    @property
    def nbytes(self) -> int:
        """About how much memory it takes, once it has been asked."""
        return self._bm25.nbytes + _CLAUSE * len(self._clauses)

    def weight(self, term: str) -> float:
        """What a clause can score for a term."""
        return self._bm25.max_score((term,), KIND_WEIGHTS)

    def possible(self, query: Query, max_score: float) -> float:
        """What a question could have scored, in the words of the book and some that it lacks."""
        return max_score + PRIOR_WORDS * self._bm25.unknown_score * _terms_per_word(query)

    def term_scores(self, query: Query, position: int) -> tuple[tuple[str, float], ...]:
        """The terms with what each gave one clause, most first; of alternatives the wording that gave it most."""

        def score(terms: Terms) -> float:
            return float(self._bm25.scores(terms, KIND_WEIGHTS)[position])

        terms = [*query.terms, *(term for group in query.alternatives for term in max(group, key=score))]
        given: dict[str, float] = {}
        for term in terms:
            given[term[1:]] = given.get(term[1:], 0.0) + score((term,))
        return tuple(sorted(((term, own) for term, own in given.items() if own), key=lambda pair: -pair[1]))

    def information(self, group: Sequence[str]) -> float:
        """How much a word with its synonyms says: by jieba's dictionary, which has no English, or by an English book.

        With vectors that is .55 instead of .52 of the right clauses said as sure, at .30 of the near misses.
        """
        if not self.is_english:
            return min(map(self._analyzer.information, group))
        weights = (self.weight(term) for term in self._analyzer.terms(group[0]) if term[0] in STEMS)
        return max(weights, default=self._bm25.unknown_score)


def _scored(bm25: Bm25, queries: QueryBuilder, question: str) -> LexicalScores:
    query = queries.build(question)
    scores = bm25.scores(query.terms, KIND_WEIGHTS)
    max_score = bm25.max_score(query.terms, KIND_WEIGHTS)
    for place, alternatives in enumerate(query.alternatives):
        share = RELATED if place in query.loose else 1.0
        each = [bm25.scores(terms, KIND_WEIGHTS) for terms in alternatives]
        limits = _limits(bm25, alternatives)
        each[1:] = [
            own * share * (limit / most if most else 1)
            for own, (most, limit) in zip(each[1:], limits[1:], strict=True)
        ]
        scores += np.maximum.reduce(each)
        # The question could have scored what the wording that the book uses can score.
        used = max(range(len(each)), key=lambda wording: float(each[wording].max(initial=0)))
        max_score += limits[used][1]
    scores.setflags(write=False)  # remembered
    return LexicalScores(query, scores, max_score)


def _limits(bm25: Bm25, alternatives: Sequence[Terms]) -> list[tuple[float, float]]:
    """What each wording can score, and what it may: none says more than a word that the book has.

    旷工 is asked, not the longer 无故缺勤, and 处分, not the rarer 处罚. In another script words have other terms.
    """
    most = [bm25.max_score(terms, KIND_WEIGHTS) for terms in alternatives]
    asked = alternatives[0]
    if not asked or not all(term in bm25.terms for term in asked):
        return list(zip(most, most, strict=True))
    alike = [_is_latin(terms) is _is_latin(asked) for terms in alternatives]
    return [(own, min(own, most[0]) if like else own) for own, like in zip(most, alike, strict=True)]


def _terms_per_word(query: Query) -> float:
    """How many terms the words of a question have on average, as much as their kinds count."""
    wordings = (max(map(_weight, group)) for group in query.alternatives)
    return (_weight(set(query.terms)) + sum(wordings)) / max(1, len(set(query.word_groups)))


def _is_latin(terms: Terms) -> bool:
    return all(term[0] in (LATIN, *STEMS) for term in terms)


def _weight(terms: Iterable[str]) -> float:
    return sum(KIND_WEIGHTS[term[0]] for term in terms)


def _fields(clause: Clause) -> Iterator[str]:
    yield from [clause.title] * TITLE_WEIGHT
    yield clause.text
    yield from clause.questions * QUESTION_WEIGHT
