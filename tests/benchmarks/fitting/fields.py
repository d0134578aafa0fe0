"""Title, text and owners' wordings as one BM25 index each, their scores added up: compared with one index of all."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

import numpy as np
from bot.retrieval import Analyzer
from bot.retrieval.scores.bm25 import Bm25, Postings, Scores
from bot.retrieval.scores.lexical_index import REMEMBERED, LexicalIndex, _scored
from bot.rulebook import Clause

Weights = tuple[float, float, float]  # of titles, texts, wordings


class _Fields(Bm25):
    """One index a field; what no field has counts as in the index of all."""

    def __init__(self, whole: Postings, fields: Sequence[tuple[float, Postings]]) -> None:
        super().__init__(whole)
        self._fields = [(weight, Bm25(postings)) for weight, postings in fields]

    def scores(self, terms: Sequence[str], weights: Mapping[str, float] | None = None) -> Scores:
        each = [weight * field.scores(terms, weights) for weight, field in self._fields]
        return np.asarray(np.sum(each, axis=0), np.float64)

    def max_score(self, terms: Sequence[str], weights: Mapping[str, float]) -> float:
        unknown = super().max_score([term for term in terms if term not in self.terms], weights)
        return unknown + sum(
            weight * field.max_score([term for term in terms if term in field.terms], weights)
            for weight, field in self._fields
        )


class ByField(LexicalIndex):
    """A lexical index whose fields have statistics of their own."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        synonyms: Sequence[Sequence[str]],
        analyzer: Analyzer,
        weights: Weights,
    ) -> None:
        super().__init__(clauses, synonyms, analyzer)
        fields = (
            [clause.title for clause in clauses],
            [clause.text for clause in clauses],
            ["\n".join(clause.questions) for clause in clauses],
        )
        build = partial(_postings, analyzer)
        whole = build(["\n".join(texts) for texts in zip(*fields, strict=True)])
        self._bm25 = _Fields(whole, list(zip(weights, map(build, fields), strict=True)))
        self.scored = lru_cache(REMEMBERED)(partial(_scored, self._bm25, self.queries))


def _postings(analyzer: Analyzer, texts: Sequence[str]) -> Postings:
    return Postings.build(
        (analyzer.pieces(analyzer.normalise(text)) for text in texts),
        lambda piece: tuple(analyzer.terms(piece)),
    )
