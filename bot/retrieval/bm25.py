"""BM25 as rank-bm25 fits it, compiled into one sparse matrix.

The scores are those of `BM25Okapi.get_scores` (Robertson's BM25 with the idf floored at a quarter of its
mean) on the same terms; only the order of work differs: what a term gives a document is computed once.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from scipy.sparse import csr_array

_FEWEST = 8  # documents: with fewer, Okapi's idf is negative for nearly all terms; empty ones are added

Scores = NDArray[np.float64]


class Bm25:
    """The weights of every term in every document; `size` is the number of documents, from 0."""

    def __init__(self, corpus: Sequence[Sequence[str]]) -> None:
        self.size = len(corpus)
        padding: list[Sequence[str]] = [[]] * max(0, _FEWEST - len(corpus))
        fitted = BM25Okapi([*corpus, *padding]) if any(corpus) else None
        self._vocabulary: Mapping[str, int] = {}
        self._idf = np.zeros(0)
        self._most = 0.0
        self._unknown = 0.0
        if fitted is not None:
            self._vocabulary = {term: row for row, term in enumerate(fitted.idf)}
            self._idf = np.fromiter(fitted.idf.values(), np.float64, len(fitted.idf))
            self._most = fitted.k1 + 1
            self._unknown = float(np.log(fitted.corpus_size + 0.5) - np.log(0.5))
            weights = _weights(fitted, self._vocabulary, self.size)
            self._starts, self._documents, self._weights = weights.indptr, weights.indices, weights.data

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


def _weights(fitted: BM25Okapi, vocabulary: Mapping[str, int], size: int) -> csr_array:
    """Rows are terms, columns documents; the value is what one occurrence in the question scores."""
    lengths = np.asarray(fitted.doc_len[:size], np.float64)
    norms = fitted.k1 * (1 - fitted.b + fitted.b * lengths / fitted.avgdl)
    counts = [len(frequencies) for frequencies in fitted.doc_freqs[:size]]
    columns = np.repeat(np.arange(size), counts)
    rows = np.fromiter((vocabulary[term] for document in fitted.doc_freqs for term in document), np.int64)
    frequencies = np.fromiter((n for document in fitted.doc_freqs for n in document.values()), np.float64)
    idf = np.fromiter(fitted.idf.values(), np.float64)
    values = idf[rows] * (frequencies * (fitted.k1 + 1) / (frequencies + norms[columns]))
    return csr_array((values, (rows, columns)), shape=(len(vocabulary), size))
