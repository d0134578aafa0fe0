"""BM25 as rank-bm25 fits it, compiled into one sparse matrix.

The scores are those of `BM25Okapi.get_scores` (Robertson's BM25 with the idf floored at a quarter of its
mean) on the same terms; only the order of work differs: what a term gives a document is computed once.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from bot.retrieval.fitted import Floats, Statistics, fit

Scores = Floats


class Bm25:
    """The weights of every term in every document; `size` is the number of documents, from 0."""

    def __init__(self, corpus: Sequence[Sequence[str]] | Statistics) -> None:
        fitted = corpus if isinstance(corpus, Statistics) else fit(corpus)
        self.size = fitted.size
        self._vocabulary = {term: row for row, term in enumerate(fitted.terms)}
        self._idf, self._most, self._unknown = fitted.idf, fitted.most, fitted.unknown
        self._starts, self._documents, self._weights = fitted.starts, fitted.documents, fitted.weights

    @property
    def terms(self) -> Collection[str]:
        """Every term that a document has."""
        return self._vocabulary.keys()

    def scores(self, terms: Sequence[str], weights: Mapping[str, float] | None = None) -> Scores:
        """What each document scores for the terms; `weights` multiplies by the kind (first letter) of a term."""
        rows = [(self._vocabulary[term], term[0]) for term in terms if term in self._vocabulary]
        if not rows:
            return np.zeros(self.size)
        spans = [slice(self._starts[row], self._starts[row + 1]) for row, _ in rows]
        values = [
            self._weights[span] * (weights[kind] if weights else 1.0)
            for span, (_, kind) in zip(spans, rows, strict=True)
        ]
        documents = np.concatenate([self._documents[span] for span in spans])
        return np.bincount(documents, np.concatenate(values), minlength=self.size).astype(
            np.float64, copy=False
        )

    def potential(self, terms: Sequence[str], weights: Mapping[str, float]) -> float:
        """The most that any document could score for the terms: each found, and repeated without end.

        A term that no document has counts as Okapi would weigh it with a document frequency of 0; one with a
        negative idf (in most documents of a tiny corpus) counts nothing, for a document may do without it.
        """
        return sum(weights[term[0]] * self._idf_of(term) for term in terms) * self._most

    def _idf_of(self, term: str) -> float:
        row = self._vocabulary.get(term)
        return self._unknown if row is None else max(0.0, float(self._idf[row]))
