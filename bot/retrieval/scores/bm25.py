"""BM25 over an inverted index whose weights are computed before any question is asked.

The scores are those of `rank_bm25.BM25Okapi.get_scores` (Robertson's BM25 with the idf floored at a quarter of its
mean) on the same terms; only the order of work differs: what a term gives a document is computed once.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.scores.array_cache import ArrayCache, Arrays, digest, version

Scores = NDArray[np.float64]  # one a document

_PIECE = 2**16  # postings weighed at once: what is computed on the way is several times as large as they are
_TERM = 190  # bytes: a short text, its row and their place in a dict
# A change of these makes other terms, or other arrays.
CODE = (
    "terms/analyzer.py",
    "terms/dictionary.py",
    "terms/lexicon.py",
    "scores/bm25.py",
    "scores/streamed_okapi.py",
)
_ARRAYS = ("idf", "starts", "documents", "weights")


@dataclass(frozen=True, eq=False)
class Postings:
    """An inverted index: for each term the documents that have it, and the term's weight in each.

    `terms[row]` stands in documents[starts[row]:starts[row + 1]], where one occurrence in the question scores
    weights[same slice]. `saturation` is the most that repetition in a document multiplies an idf by (k1 + 1);
    `unknown_idf` is that of a term which no document has.
    """

    size: int
    terms: tuple[str, ...]
    idf: NDArray[np.float64]
    starts: NDArray[np.int32]
    documents: NDArray[np.int32]
    weights: NDArray[np.float64]
    saturation: float = 0.0
    unknown_idf: float = 0.0

    @classmethod
    def build(
        cls, corpus: Iterable[Sequence[str]], terms: Callable[[str], Sequence[str]] = lambda piece: (piece,)
    ) -> "Postings":
        """The postings of documents given as their pieces; weights are those of rank_bm25.BM25Okapi.

        `terms` gives the terms of a piece; without it each is a term itself.
        """
        # a start with cached postings needs none of it
        from bot.retrieval.scores.streamed_okapi import StreamedOkapi, numbers  # noqa: PLC0415

        okapi = StreamedOkapi(corpus, terms)
        size = okapi.size
        if not okapi.idf:
            return cls(size, (), np.zeros(0), np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0))
        idf = np.fromiter(okapi.idf.values(), np.float64, len(okapi.idf))
        norms = okapi.k1 * (1 - okapi.b + okapi.b * np.asarray(okapi.doc_len, np.float64) / okapi.avgdl)
        rows, frequencies = numbers(okapi.rows), numbers(okapi.frequencies)
        starts = np.concatenate([[0], np.bincount(rows, minlength=len(idf)).cumsum()]).astype(np.int32)
        order = np.argsort(rows, kind="stable").astype(np.int32)
        documents = np.repeat(np.arange(size, dtype=np.int32), numbers(okapi.distinct))[order]
        weights = np.empty(len(order))
        for start in range(0, len(order), _PIECE):
            piece = slice(start, start + _PIECE)
            places = order[piece]
            often = frequencies[places]
            saturated = often * (okapi.k1 + 1) / (often + norms[documents[piece]])
            weights[piece] = idf[rows[places]] * saturated
        unknown = float(np.log(okapi.corpus_size + 0.5) - np.log(0.5))
        return cls(size, tuple(okapi.idf), idf, starts, documents, weights, okapi.k1 + 1, unknown)

    @classmethod
    def cached(
        cls,
        texts: Sequence[str],
        pieces: Callable[[str], Sequence[str]],
        terms: Callable[[str], Sequence[str]],
        terms_key: Iterable[str],
        cache: ArrayCache,
    ) -> "Postings":
        """The postings of texts, from the cache where neither they nor what makes their terms has changed.

        `pieces` gives what a text is made of, `terms` the terms of a piece; `terms_key` is what these depend on
        besides their code.
        """
        here = Path(__file__).parents[1]
        code = [(here / name).read_bytes() for name in CODE if (here / name).exists()]
        versions = [version(name).encode() for name in ("jieba", "opencc", "rank-bm25")]
        key = digest([*code, *versions, *(part.encode() for part in (*terms_key, "", *texts))])

        def compute() -> Arrays:
            return _to_arrays(cls.build(map(pieces, texts), terms))

        return _from_arrays(cache.arrays("bm25", key, compute))


class Bm25:
    """Scores documents for the terms of a question; `size` is the number of documents."""

    def __init__(self, postings: Postings) -> None:
        self.size = postings.size
        self._vocabulary = {term: row for row, term in enumerate(postings.terms)}
        self._saturation, self._unknown_idf = postings.saturation, postings.unknown_idf
        # Single numbers are read from these, which numpy does four times slower.
        self._idf, self._starts = postings.idf.data, postings.starts.data
        self._documents, self._weights = postings.documents, postings.weights

    @property
    def terms(self) -> Collection[str]:
        """Every term that a document has."""
        return self._vocabulary.keys()

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        arrays = (self._idf, self._starts, self._documents, self._weights)
        return sum(array.nbytes for array in arrays) + _TERM * len(self._vocabulary)

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

    @property
    def unknown_score(self) -> float:
        """What a term that no document has could have scored."""
        return self._unknown_idf * self._saturation

    def has(self, term: str, document: int) -> bool:
        """Whether a document has a term."""
        row = self._vocabulary.get(term)
        if row is None:
            return False
        documents = self._documents[self._starts[row] : self._starts[row + 1]]
        place = int(np.searchsorted(documents, document))
        return place < len(documents) and documents[place] == document

    def max_score(self, terms: Sequence[str], weights: Mapping[str, float]) -> float:
        """An upper bound of any document's score for the terms: each found, and repeated without end.

        A term that no document has counts as Okapi would weigh it with a document frequency of 0; one with a
        negative idf (in most documents of a tiny corpus) counts nothing, for a document may do without it.
        """
        return sum(weights[term[0]] * self._idf_of(term) for term in terms) * self._saturation

    def _idf_of(self, term: str) -> float:
        row = self._vocabulary.get(term)
        return self._unknown_idf if row is None else max(0.0, self._idf[row])


def _to_arrays(postings: Postings) -> Arrays:
    return {
        "terms": np.frombuffer("".join(postings.terms).encode(), np.uint8),
        "lengths": np.array([len(term) for term in postings.terms], np.int32),
        "numbers": np.array([postings.size, postings.saturation, postings.unknown_idf], np.float64),
        **{name: getattr(postings, name) for name in _ARRAYS},
    }


def _from_arrays(arrays: Arrays) -> Postings:
    size, saturation, unknown_idf = arrays["numbers"].tolist()
    numbers: dict[str, Any] = {name: arrays[name] for name in _ARRAYS}
    joined, ends = arrays["terms"].tobytes().decode(), arrays["lengths"].cumsum()
    spans = zip((ends - arrays["lengths"]).tolist(), ends.tolist(), strict=True)
    terms = tuple(joined[start:end] for start, end in spans)
    return Postings(int(size), terms, **numbers, saturation=saturation, unknown_idf=unknown_idf)
