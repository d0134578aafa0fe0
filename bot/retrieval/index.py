"""The index of a library's clauses: a question in, a ranking out."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path

import numpy as np

from bot.retrieval.clause_names import ClauseNames
from bot.retrieval.past_questions import PastQuestion, PastQuestions, QuestionLikeness, term_weights
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
    top_k,
)
from bot.retrieval.rated_sentences import RatedSentences
from bot.retrieval.scores.array_cache import ArrayCache, digest
from bot.retrieval.scores.coverage import Coverage
from bot.retrieval.scores.dense_index import DenseIndex
from bot.retrieval.scores.lexical_index import REMEMBERED, LexicalIndex
from bot.retrieval.terms.analyzer import Analyzer
from bot.retrieval.terms.half_titles import HalfTitles
from bot.retrieval.terms.phrases import edges_of, find, is_whole
from bot.retrieval.terms.title_script import TitleScript
from bot.retrieval.terms.title_slips import TitleSlips
from bot.retrieval.terms.unit_names import UnitNames
from bot.retrieval.terms.vocabulary import topics
from bot.rulebook import Clause, Heading, Library, SettledQuestion
from bot.rulebook.book import bare_title

# Of so many of the best clauses by words it is read how much of the question one sentence holds; all of it counts as so
# much of what the question could score. Hit@1 without, with .1 and with .2: questions of staff on three books .61, .69,
# .70; .66, .72, .76; .90, .91, .93; golden.yaml .980, .987, .973; 16 books of law .545, .550, .545. Ten read instead of
# five: .01 more on one of them.
_READ, _TOGETHER = 5, 0.1


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
        self._lexical = LexicalIndex(library.clauses, synonyms, analyzer)
        self._coverage = Coverage(library.clauses, analyzer, self._lexical)
        self.clause_names = ClauseNames(library.clauses, analyzer)
        clauses = enumerate(library.clauses)
        self._positions = {(clause.heading.book, clause.number): position for position, clause in clauses}
        self._weights = term_weights(self._lexical.weight, self._lexical.terms, analyzer)
        self._encode = dense.question_vectors if dense else None
        self.words = lru_cache(REMEMBERED)(partial(_words, analyzer))
        """The words of a question in their order, simplified and in lower case."""
        self.sentences = lru_cache(REMEMBERED)(
            RatedSentences(analyzer, self._lexical, dense, self._positions)
        )
        """The sentences of a clause in their order, each with how near it is to a question."""
        titles = (*library.names, *(heading.title for heading in library.headings))
        self._in_script = TitleScript(titles, analyzer.resources.simplified)
        books = {name: book.title for book in library.all_books for name in (*book.aliases, book.title)}
        self._written_out = HalfTitles(books, library.names, self._lexical.vocabulary.knows)
        names = map(bare_title, library.names)
        self._without_slips = TitleSlips(
            names,
            self._in_script.folded,
            lambda: analyzer.resources.pinyin,
            analyzer.resources.dictionary.frequency,
        )
        self.unit_names = UnitNames(self._lexical.vocabulary.knows, lambda: analyzer.resources.pinyin)
        """What mends slips in what clauses are called: secton 4.01."""
        self._teach(learned)

    def taught(self, learned: Sequence[SettledQuestion]) -> "Index":
        """The same clauses with other past questions; all else is shared."""
        index = copy(self)
        index._teach(learned)  # noqa: SLF001  # its own kind
        return index

    def _teach(self, learned: Sequence[SettledQuestion]) -> None:
        self._learned = tuple(learned)
        self._past = PastQuestions(
            learned, self._position_of, self._lexical.queries, self._weights, self._encode
        )

    @cached_property
    def nbytes(self) -> int:
        """About how much memory it takes, without its library."""
        return self._lexical.nbytes + (self._dense.nbytes if self._dense else 0)

    @property
    def has_vectors(self) -> bool:
        """Whether clauses are also found by their meaning."""
        return self._dense is not None

    @property
    def cache(self) -> ArrayCache:
        """Where what can be computed again is kept."""
        return self._analyzer.resources.cache

    @property
    def cache_key(self) -> str:
        """A digest of all that rankings are made of: code, vocabulary, clauses, synonyms, past questions, encoder."""
        parts = (self._lexical.cache_key, repr(self._learned), self._dense.encoder if self._dense else "")
        return digest([_code().encode(), *(part.encode() for part in parts)])

    def as_titled(self, text: str) -> str:
        """A text in which titles are written as the books write them, in whichever script or half were typed."""
        return self._written_out(self._without_slips(self._in_script(text)))

    @property
    def is_english(self) -> bool:
        """Whether all that is written in the clauses is English."""
        return self._lexical.is_english

    def prepare(self, unanswerable: Sequence[str], *others: Sequence[str]) -> None:
        """Learn what scores mean from questions that no clause answers, and get ready for these and others."""
        if self._dense:
            self._dense.prepare(unanswerable, *others)

    def search(  # what narrows a search, each by its name
        self,
        question: str,
        limit: int = 10,
        *,
        within: Heading | None = None,
        without: Collection[Clause] = (),
        context: ConversationContext | None = None,
    ) -> Ranking:
        """Rank the clauses (under one heading, if given) for the question, `limit` at most.

        `without` are clauses taken for absent, `context` is what was said before, where this question leans on it.
        """
        scored = self._score(question, context)
        best = self._best(scored, max(limit, 2), within, without)
        if not best:
            return Ranking()
        hits = (Hit(self.library.clauses[position], float(scored.scores[position])) for position in best)
        return Ranking(tuple(hits)[:limit], self._evidence(scored, best))

    def explain(self, question: str, limit: int = 5) -> Explanation:
        """Why a question on its own is ranked as it is: its terms, and what the best clauses score from which."""
        scored = self._score(question, None)
        best = self._best(scored, max(limit, 2))
        terms = (
            Term(term[1:], term[0], self._lexical.weight(term), term in self._lexical.terms)
            for term in scored.query.terms_as_asked
        )
        candidates = (self._candidate(scored, position) for position in best[:limit])
        evidence = self._evidence(scored, best) if best else Evidence()
        return Explanation(tuple(terms), scored.query, tuple(candidates), evidence)

    def held(self, question: str, clause: Clause) -> tuple[tuple[str, str], ...]:
        """Each word that says what a question is about, with how the clause writes it ("": it does not)."""
        position = self._position_of(clause)
        words = (
            () if position is None else self._coverage.held(self._lexical.scored(question).query, position)
        )
        asked = self.normalise(question)
        return tuple(sorted(words, key=lambda word: asked.find(word[0])))

    def mentions(self, word: str) -> bool:
        """Whether any clause has a word (normalised)."""
        return self._lexical.vocabulary.knows(word)

    def alike(self, questions: Sequence[str]) -> QuestionLikeness:
        """By the weights of this library's words, and its vectors: how like other questions are to each of these."""
        return QuestionLikeness(questions, self._lexical.queries, self._weights, self._encode)

    def normalise(self, text: str) -> str:
        """One way of writing: simplified, half width, in lower case."""
        return self._analyzer.normalise(text)

    def named(self, question: str) -> tuple[Clause, ...]:
        """The clauses whose title, wording, text or place the question is, letter for letter; punctuation aside."""
        return self.clause_names.called(question)

    def unmentioned_topic(self, question: str) -> str:
        """What a question names that handbooks may hold (婚假, 食堂) and no clause here mentions; "" where nothing."""
        normalised = self._analyzer.normalise(question)
        found = find(normalised, [topics()], self._lexical.vocabulary.is_unmentioned)
        edges = edges_of(normalised, self.words(question))
        return next((normalised[start:end] for start, end in found if is_whole(start, end, edges)), "")

    def _score(self, question: str, context: ConversationContext | None) -> ScoredQuery:
        own = self._lexical.scored(question)
        parts, lexical, max_score, shares = [(own.query, 1.0)], own.scores, own.max_score, np.zeros(1)
        if context:
            before = self._lexical.scored(context.question)
            parts.append((before.query, context.weight))
            shares = context_boost(context, self.library.clauses, self._position_of)
            lexical = (lexical + context.weight * before.scores) * (1 + shares)
            max_score += context.weight * before.max_score
        wordings = context.wordings(question) if context else (question,)
        cosines = self._dense.cosines(*wordings) if self._dense else None
        scores = lexical if cosines is None else fuse(lexical, cosines) + shares
        scored_query = ScoredQuery(own.query, tuple(parts), lexical, max_score, cosines, scores)
        # What leans on another question is not the past question, whatever its words.
        return scored_query if context else self._read(scored_query).boosted(self._past)

    def _read(self, scored: ScoredQuery) -> ScoredQuery:
        """By words, with what the best clauses gain by those that one sentence of them holds.

        Not of English books: their coverage is that of a clause as a whole.
        """
        if scored.cosines or self.is_english or not (best := top_k(scored.scores, _READ, floor=0.0)):
            return scored
        scores = scored.scores.copy()
        most = _TOGETHER * self._lexical.possible(scored.query, scored.max_score)
        scores[best] += most * self._coverage.shares(scored.parts, best)
        return replace(scored, scores=scores)

    def _best(
        self,
        scored: ScoredQuery,
        limit: int,
        within: Heading | None = None,
        without: Collection[Clause] = (),
    ) -> list[int]:
        """The positions of the best clauses among those that may be found."""
        scores = scored.scores
        if within is not None or without:
            hidden = np.zeros(len(scores), bool)
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
        possible = self._lexical.possible(scored.query, scored.max_score)
        evidence = Evidence(
            scored.lexical_evidence(position) / possible if possible else 0.0,
            float(
                self._coverage.shares(
                    scored.parts, [position], past.settled.question if past and past.is_repeat else ""
                )[0]
            ),
            scored.lead(best, possible),
            *scored.cosines_at(position),
            float(scored.cosines.hubness[position]) if scored.cosines else None,
            sum(len(query.word_groups) for query, _ in scored.parts),
        )
        return evidence.boosted(past) if past else evidence

    def _candidate(self, scored: ScoredQuery, position: int) -> Candidate:
        """What one clause scored, and from which terms; of a synonym's wordings that which scored most there."""
        whole, sentence = scored.cosines_at(position)
        score, lexical = float(scored.scores[position]), float(scored.lexical[position])
        terms = self._lexical.term_scores(scored.query, position)
        past = self._past_question(scored, position)
        return Candidate(self.library.clauses[position], score, lexical, terms, whole, sentence, past)

    def _past_question(self, scored: ScoredQuery, position: int) -> PastQuestion | None:
        return self._past.most_similar(scored.similarity, position) if scored.similarity else None

    def _position_of(self, clause: Clause) -> int | None:
        """The position of a clause, also one of an older library: by its book and number."""
        return self._positions.get((clause.heading.book, clause.number))


def _words(analyzer: Analyzer, question: str) -> tuple[str, ...]:
    return tuple(analyzer.words(analyzer.normalise(question)))


@cache
def _code() -> str:
    """A digest of what ranks: read once a process."""
    here = Path(__file__).parent
    return digest(path.read_bytes() for kind in ("*.py", "*.txt") for path in sorted(here.rglob(kind)))
