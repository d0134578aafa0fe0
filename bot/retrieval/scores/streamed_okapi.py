"""BM25 as rank-bm25 fits it, over documents that come one at a time: its counts go into arrays.

rank_bm25 keeps a dict a document, which at 59,000 clauses takes gigabytes; all else here is its own.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

_PIECES = 2**17  # that are remembered with their terms: two of three pieces of a large book are met again
_FEWEST = 8  # documents: with fewer, Okapi's idf is negative for nearly all terms; others of average length are added


class StreamedOkapi(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """`BM25Okapi` of documents given as their pieces, without `doc_freqs`; `terms` gives the terms of a piece.

    `size` is how many there are. For the term in place `rows[n]` of `idf`, `frequencies[n]` is how often it stands in a
    document; `distinct` says how many of these belong to each document in turn.
    """

    def __init__(self, corpus: Iterable[Sequence[str]], terms: Callable[[str], Sequence[str]]) -> None:
        self.size = 0
        self._terms = terms
        self.rows, self.frequencies, self.distinct = array("i"), array("i"), array("i")
        super().__init__(corpus)

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        """Count; how many documents have each term, in the order in which they first came."""
        row_of: dict[str, int] = defaultdict(count().__next__)

        @lru_cache(_PIECES)
        def rows_of(piece: str) -> "array[int]":
            return array("i", map(row_of.__getitem__, self._terms(piece)))

        self.doc_len = array("i")
        for document in corpus:
            counts = Counter(chain.from_iterable(map(rows_of, document)))
            self.rows.extend(counts)
            self.frequencies.extend(counts.values())
            self.distinct.append(len(counts))
            self.doc_len.append(counts.total())
        self.size = len(self.doc_len)
        self.corpus_size = max(self.size, _FEWEST)
        self.avgdl = sum(self.doc_len) / max(1, self.size)
        having = np.bincount(numbers(self.rows), minlength=len(row_of))
        return dict(zip(row_of, having.tolist(), strict=True))

    def _calc_idf(self, nd: dict[str, int]) -> None:
        if nd:  # the mean of none is none
            super()._calc_idf(nd)


def numbers(counts: "array[int]") -> NDArray[np.int32]:
    """An array's numbers, where they are."""
    return np.frombuffer(counts, np.int32)
