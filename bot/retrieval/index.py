"""The index of a library's clauses: a question in, a ranking out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from bot.retrieval.past_questions import PastQuestion, PastQuestions, term_weights
from bot.retrieval.query import Query, QueryBuilder, any_of
from bot.retrieval.ranking import (
    Candidate,
    ConversationContext,
    Evidence,
    Explanation,
    Hit,
    Ranking,
    ScoredQuery,
    Term,
    context_boost,
    fuse,
    term_scores,
    top_k,
)
from bot.retrieval.scores.bm25 import Bm25, Postings, Scores
from bot.retrieval.scores.dense_index import DenseIndex
from bot.retrieval.sentence import RatedSentence, held_quantities, quantities, sentences, shared_words
from bot.retrieval.terms.analyzer import CHARACTER, LATIN, PAIR, STEM, WORD, Analyzer
from bot.retrieval.terms.lexicon import is_english
from bot.retrieval.terms.spelling import Spelling
from bot.retrieval.terms.vocabulary import readings, unmentioned_topics
from bot.rulebook import Clause, Heading, Library, SettledQuestion

# Chosen on the 16 books of the bench among twelve settings (mean MRR@10 / hit@1): words alone .584/.485, the
# three kinds alike .623/.532, words at half weight .628/.540, without words .629/.545. The last two do not
# differ beyond chance (±.01); words stay because synonyms and explanations are made of them. Each book by the best of
# twelve on the others: hit@1 .544 (tests/benchmarks/choices.py).
KIND_WEIGHTS = {WORD: 0.5, CHARACTER: 1.0, PAIR: 1.0, LATIN: 0.5, STEM: 1.0}
# How often a field's terms count, measured on the shipped book's golden questions (hit@1 / right answered; the
# bench has neither titles nor wordings): titles 1: .912/.815, 2: .929/.842, 3: .933/.842; wordings 0: .906/.646,
# 1: .933/.842, 2: .879/.808.
TITLE_WEIGHT = 3
QUESTION_WEIGHT = 1

# Added to what a question could have scored, in words that the book lacks, so that two common words of a short question
# are not taken for proof. It is on the scale of the book's own idf, which grows with the number of its clauses, and of
# the question's own words: a Chinese one has more terms than an English one.
PRIOR_WORDS = 2

_REMEMBERED = 4  # questions: one reply looks at the same wording several times, whole and as part of others


class Index:
    """All clauses of a library, searchable; immutable once built.

    `synonyms` are groups of words that mean the same, `dense` the second opinion, `learned` past
    questions whose clauses are known.
    """

    def __init__(
        self,
        library: Library,
        synonyms: Sequence[Sequence[str]],
        analyzer: Analyzer,
        dense: DenseIndex | None = None,
        learned: Sequence[SettledQuestion] = (),
    ) -> None:
        self.library = library
        self._analyzer = analyzer
        self._dense = dense
        self._texts = [analyzer.normalise("\n".join(_fields(clause))) for clause in library.clauses]
        self._bm25 = Bm25(Postings.cached(self._texts, analyzer.terms, analyzer.cache_key, analyzer.cache))
        own = [analyzer.normalise(word) for group in synonyms for word in group]
        spelling = Spelling(self._bm25.terms, own, analyzer)
        self._queries = QueryBuilder(synonyms, analyzer, spelling, readings(synonyms, self._knows))
        self._lexical = lru_cache(_REMEMBERED)(self._lexical_scores)
        clauses = enumerate(library.clauses)
        self._positions = {(clause.heading.book, clause.number): position for position, clause in clauses}
        self._effective = np.array([clause.effective.toordinal() for clause in library.clauses], np.int64)
        self._latest = int(self._effective.max(initial=0))
        self.is_english = any(self._texts) and all(is_english(text) for text in self._texts if text.strip())
        weights = term_weights(self._weight, self._bm25.terms, analyzer)
        encode = dense.question_vectors if dense else None
        self._past = PastQuestions(learned, self._position_of, self._queries, weights, encode)

    def prepare(self, questions: Sequence[str]) -> None:
        """Learn what scores mean from questions that no clause answers."""
        if self._dense:
            self._dense.prepare(questions)

    def search(  # noqa: PLR0913  # what narrows a search, each by its name
        self,
        question: str,
        as_of: date,
        limit: int = 10,
        *,
        within: Heading | None = None,
        without: Collection[Clause] = (),
        context: ConversationContext | None = None,
    ) -> Ranking:
        """Rank the clauses in force on `as_of` (under one heading, if given) for the question, `limit` at most.

        `without` are clauses taken for absent, `context` is what was said before, where this question leans on it.
        """
        scored = self._score(question, context)
        best = self._best(scored, as_of, max(limit, 2), within, without)
        if not best:
            return Ranking()
        hits = (Hit(self.library.clauses[position], float(scored.scores[position])) for position in best)
        return Ranking(tuple(hits)[:limit], self._evidence(scored, best))

    def explain(self, question: str, as_of: date, limit: int = 5) -> Explanation:
        """Why a question on its own is ranked as it is: its terms, and what the best clauses score from which."""
        scored = self._score(question, None)
        best = self._best(scored, as_of, max(limit, 2))
        terms = (
            Term(term[1:], term[0], self._weight(term), term in self._bm25.terms)
            for term in scored.query.terms_as_asked
        )
        candidates = (self._candidate(scored, position) for position in best[:limit])
        evidence = self._evidence(scored, best) if best else Evidence()
        return Explanation(tuple(terms), scored.query, tuple(candidates), evidence)

    def normalise(self, text: str) -> str:
        """One way of writing: simplified, half width, in lower case."""
        return self._analyzer.normalise(text)

    def named(self, question: str) -> tuple[Clause, ...]:
        """The clauses of which the question is the title or a wording, letter for letter; punctuation aside."""
        return self._named.get(_letters(self._analyzer.normalise(question)), ())

    @cached_property
    def _named(self) -> Mapping[str, tuple[Clause, ...]]:
        named: dict[str, tuple[Clause, ...]] = {}
        for clause in self.library.clauses:
            names = (_letters(self._analyzer.normalise(name)) for name in (clause.title, *clause.questions))
            named |= {name: (*named.get(name, ()), clause) for name in dict.fromkeys(names) if name}
        return named

    def unmentioned_topic(self, question: str) -> str:
        """What a question names that handbooks may hold (婚假, 食堂) and no clause here mentions; "" where nothing."""
        found = self._unmentioned.search(self._analyzer.normalise(question))
        return found[0] if found else ""

    @cached_property
    def _unmentioned(self) -> re.Pattern[str]:
        """The topics of which no clause speaks, by any of their names."""
        return any_of(tuple(unmentioned_topics(self._knows)))

    def _knows(self, word: str) -> bool:
        """Whether the book has a word, by its stems or its pairs of characters."""
        if word.isascii():
            terms = [term for term in self._analyzer.terms(word) if term[0] == STEM]
        else:
            terms = [PAIR + left + right for left, right in pairwise(word)] or [CHARACTER + word]
        return all(term in self._bm25.terms for term in terms)

    def words(self, question: str) -> tuple[str, ...]:
        """The words of a question in their order, simplified and in lower case."""
        return tuple(self._analyzer.words(self._analyzer.normalise(question)))

    def sentences(self, question: str, clause: Clause) -> tuple[RatedSentence, ...]:
        """The sentences of the clause in their order, each with how near it is to the question."""
        query, _, max_score = self._lexical(question)
        texts = sentences(clause.text)
        title, *normalised = map(self._analyzer.normalise, (clause.title, *texts))
        words = shared_words(normalised, title, query, self._weight) / (self._possible(query, max_score) or 1)
        cosines: Sequence[float | None] = [None] * len(texts)
        if self._dense and (position := self._position_of(clause)) is not None:
            cosines = self._dense.sentence_cosines(question, position)
        held = held_quantities(normalised, quantities(self.normalise(question)))
        return tuple(map(RatedSentence, texts, normalised, words.tolist(), held, cosines))

    def _score(self, question: str, context: ConversationContext | None) -> ScoredQuery:
        query, lexical, max_score = self._lexical(question)
        parts, shares = [(query, 1.0)], np.zeros(1)
        if context:
            before, scored, more = self._lexical(context.question)
            parts.append((before, context.weight))
            shares = context_boost(context, self.library.clauses, self._position_of)
            lexical = (lexical + context.weight * scored) * (1 + shares)
            max_score += context.weight * more
        # One vector of both: 131 of the 136 follow-ups of dialogues.yaml are right, with the mean of two 122.
        whole = f"{context.question} {question}" if context else question
        cosines = self._dense.cosines(whole) if self._dense else None
        scores = lexical if cosines is None else fuse(lexical, cosines) + shares
        scored_query = ScoredQuery(query, tuple(parts), lexical, max_score, cosines, scores)
        # What leans on another question is not the past question, whatever its words.
        return scored_query if context else scored_query.boosted(self._past)

    def _lexical_scores(self, question: str) -> tuple[Query, Scores, float]:
        """The query, each clause's BM25 score for it, and what it could have scored."""
        query = self._queries.build(question)
        scores = self._bm25.scores(query.terms, KIND_WEIGHTS)
        max_score = self._bm25.max_score(query.terms, KIND_WEIGHTS)
        for alternatives in query.alternatives:
            each = [self._bm25.scores(terms, KIND_WEIGHTS) for terms in alternatives]
            scores += np.maximum.reduce(each)
            # The question could have scored what the wording that the book uses can score.
            used = max(range(len(each)), key=lambda wording: float(each[wording].max(initial=0)))
            max_score += self._bm25.max_score(alternatives[used], KIND_WEIGHTS)
        scores.setflags(write=False)  # remembered
        return query, scores, max_score

    def _best(
        self,
        scored: ScoredQuery,
        as_of: date,
        limit: int,
        within: Heading | None = None,
        without: Collection[Clause] = (),
    ) -> list[int]:
        """The positions of the best clauses among those that may be found now."""
        scores = scored.scores
        if within is not None or without or self._latest > as_of.toordinal():
            hidden = self._effective > as_of.toordinal()
            hidden[
                [position for clause in without if (position := self._position_of(clause)) is not None]
            ] = True
            if within is not None:
                hidden |= np.array(
                    [within not in clause.heading.path for clause in self.library.clauses], bool
                )
            scores = np.where(hidden, -np.inf, scores)
        return top_k(scores, limit, floor=0.0 if scored.cosines is None else -np.inf)

    def _evidence(self, scored: ScoredQuery, best: Sequence[int]) -> Evidence:
        """What speaks for the first of the best clauses."""
        position = best[0]
        past = self._past_question(scored, position)
        possible = self._possible(scored.query, scored.max_score)
        evidence = Evidence(
            scored.lexical_evidence(position) / possible if possible else 0.0,
            self._coverage(scored.parts, position, past.settled.question if past and past.is_repeat else ""),
            scored.lead(best, possible),
            *scored.cosines_at(position),
            float(scored.cosines.hubness[position]) if scored.cosines else None,
            sum(len(query.word_groups) for query, _ in scored.parts),
        )
        return evidence.boosted(past) if past else evidence

    def _possible(self, query: Query, max_score: float) -> float:
        """What a question could have scored, in the words of the book and some that it lacks."""
        return max_score + PRIOR_WORDS * self._bm25.unknown_score * _terms_per_word(query)

    def _candidate(self, scored: ScoredQuery, position: int) -> Candidate:
        """What one clause scored, and from which terms; of a synonym's wordings that which scored most there."""
        whole, sentence = scored.cosines_at(position)
        score, lexical = float(scored.scores[position]), float(scored.lexical[position])
        terms = term_scores(
            scored.query, lambda terms: float(self._bm25.scores(terms, KIND_WEIGHTS)[position])
        )
        past = self._past_question(scored, position)
        return Candidate(self.library.clauses[position], score, lexical, terms, whole, sentence, past)

    def _past_question(self, scored: ScoredQuery, position: int) -> PastQuestion | None:
        return self._past.most_similar(scored.similarity, position) if scored.similarity else None

    def _weight(self, term: str) -> float:
        return self._bm25.max_score((term,), KIND_WEIGHTS)

    def _position_of(self, clause: Clause) -> int | None:
        """The position of a clause, also one of an older library: by its book and number."""
        return self._positions.get((clause.heading.book, clause.number))

    def _coverage(self, parts: Sequence[tuple[Query, float]], position: int, asked_before: str) -> float:
        groups = [(group, weight) for query, weight in parts for group in query.word_groups]
        information = [weight * min(map(self._analyzer.information, group)) for group, weight in groups]
        past = self._analyzer.normalise(asked_before)
        found = [any(self._has(word, position) or word in past for word in group) for group, _ in groups]
        return float(np.dot(information, found) / (np.sum(information) or 1))

    def _has(self, word: str, position: int) -> bool:
        """Whether a clause has a word: 坏 is none of 损坏, nor `ring` of `during`."""
        if len(word) > 1 and (not word.isascii() or " " in word):
            return word in self._texts[position]
        terms = self._analyzer.terms(word)
        return any(self._bm25.has(term, position) for term in terms if term[0] in (WORD, STEM))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _terms_per_word(query: Query) -> float:
    """How many terms the words of a question have on average, as much as their kinds count."""
    wordings = (max(map(_weight, group)) for group in query.alternatives)
    return (_weight(set(query.terms)) + sum(wordings)) / max(1, len(set(query.word_groups)))


def _weight(terms: Iterable[str]) -> float:
    return sum(KIND_WEIGHTS[term[0]] for term in terms)


def _fields(clause: Clause) -> Iterator[str]:
    yield from [clause.title] * TITLE_WEIGHT
    yield clause.text
    yield from clause.questions * QUESTION_WEIGHT
