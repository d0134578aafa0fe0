"""BM25 as rank-bm25 fits it, compiled into one sparse matrix.

The scores are those of `BM25Okapi.get_scores` (Robertson's BM25 with the idf floored at a quarter of its
mean) on the same terms; only the order of work differs: what a term gives a document is computed once.
"""

from collections import Counter
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
        self._most, self._unknown = fitted.most, fitted.unknown
        # Single numbers are read from these, which numpy does four times slower.
        self._idf, self._starts = fitted.idf.data, fitted.starts.data
        self._documents, self._weights = fitted.documents, fitted.weights

    @property
    def terms(self) -> Collection[str]:
        """Every term that a document has."""
        return self._vocabulary.keys()

    def scores(self, terms: Sequence[str], weights: Mapping[str, float] | None = None) -> Scores:
        """What each document scores for the terms; `weights` multiplies by the kind (first letter) of a term."""
        documents, values = [], []
        for term, times in Counter(terms).items():
            row = self._vocabulary.get(term)
            if row is not None:
                span = slice(self._starts[row], self._starts[row + 1])
                weight = times * (weights[term[0]] if weights else 1.0)
                documents.append(self._documents[span])
                values.append(self._weights[span] if weight == 1 else self._weights[span] * weight)
        if not documents:
            return np.zeros(self.size)
        scores = np.bincount(np.concatenate(documents), np.concatenate(values), minlength=self.size)
        return np.asarray(scores, np.float64)

    def potential(self, terms: Sequence[str], weights: Mapping[str, float]) -> float:
        """The most that any document could score for the terms: each found, and repeated without end.

        A term that no document has counts as Okapi would weigh it with a document frequency of 0; one with a
        negative idf (in most documents of a tiny corpus) counts nothing, for a document may do without it.
        """
        return sum(weights[term[0]] * self._idf_of(term) for term in terms) * self._most

    def _idf_of(self, term: str) -> float:
        row = self._vocabulary.get(term)
        return self._unknown if row is None else max(0.0, self._idf[row])
