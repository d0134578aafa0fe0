"""The sentences of a clause as an index rates them for a question."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from bot.retrieval.scores.dense_index import DenseIndex
from bot.retrieval.scores.lexical_index import LexicalIndex
from bot.retrieval.sentence import RatedSentence, held_quantities, quantities, sentences, shared_words
from bot.retrieval.terms.analyzer import Analyzer
from bot.rulebook import Clause, ClauseNumber

_CLAUSES = 1_000  # whose sentences are kept as they are compared: those that are found most


class RatedSentences:
    """Tells them in their order, each with how near it is to a question; `positions` are those in `dense`."""

    def __init__(
        self,
        analyzer: Analyzer,
        lexical: LexicalIndex,
        dense: DenseIndex | None,
        positions: Mapping[tuple[str, ClauseNumber], int],
    ) -> None:
        self._analyzer, self._lexical, self._dense, self._positions = analyzer, lexical, dense, positions
        self._normalised = lru_cache(_CLAUSES)(partial(_normalised, analyzer))

    def __call__(self, question: str, clause: Clause) -> tuple[RatedSentence, ...]:
        """The sentences of one clause."""
        scored = self._lexical.scored(question)
        texts = sentences(clause.text)
        title, *normalised = self._normalised((clause.title, *texts))
        words = shared_words(normalised, title, scored.query, self._lexical.weight)
        words /= self._lexical.possible(scored.query, scored.max_score) or 1
        cosines: Sequence[float | None] = [None] * len(texts)
        position = self._positions.get((clause.heading.book, clause.number))
        if self._dense and position is not None:
            cosines = self._dense.sentence_cosines(question, position)
        held = held_quantities(normalised, quantities(self._analyzer.normalise(question)))
        return tuple(map(RatedSentence, texts, normalised, words.tolist(), held, cosines))


def _normalised(analyzer: Analyzer, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(analyzer.normalise, texts))
