"""BM25's statistics of a corpus, as rank-bm25 fits them, compiled into arrays that are kept for the next start."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.array_cache import Arrays, cached_arrays, digest

_FEWEST = 8  # documents: with fewer, Okapi's idf is negative for nearly all terms; empty ones are added
_CODE = ("analyzer.py", "dictionary.py", "fitted.py")  # a change of these makes other terms, or other arrays

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Statistics:
    """The weight of every term in every document.

    Row r is `terms[r]`: it stands in documents[starts[r]:starts[r + 1]], where one occurrence in the question
    scores weights[same slice]. `most` bounds what repetition adds; `unknown` is the idf of a term never seen.
    """

    size: int
    terms: tuple[str, ...]
    idf: Floats
    starts: Integers
    documents: Integers
    weights: Floats
    most: float = 0.0
    unknown: float = 0.0


def fit(corpus: Sequence[Sequence[str]]) -> Statistics:
    """Fit by rank_bm25.BM25Okapi (Robertson's BM25 with the idf floored at a quarter of its mean)."""
    from rank_bm25 import BM25Okapi  # noqa: PLC0415  # a start with kept arrays needs none of it

    size = len(corpus)
    if not any(corpus):
        return Statistics(size, (), np.zeros(0), np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0))
    padding: list[Sequence[str]] = [[]] * max(0, _FEWEST - size)
    okapi = BM25Okapi([*corpus, *padding])
    row_of = {term: row for row, term in enumerate(okapi.idf)}
    idf = np.fromiter(okapi.idf.values(), np.float64, len(row_of))
    found = okapi.doc_freqs[:size]
    rows = np.fromiter((row_of[term] for frequencies in found for term in frequencies), np.int64)
    frequencies = np.fromiter((n for frequencies in found for n in frequencies.values()), np.float64)
    documents = np.repeat(np.arange(size, dtype=np.int32), [len(frequencies) for frequencies in found])
    norms = okapi.k1 * (1 - okapi.b + okapi.b * np.asarray(okapi.doc_len[:size], np.float64) / okapi.avgdl)
    weights = idf[rows] * (frequencies * (okapi.k1 + 1) / (frequencies + norms[documents]))
    order = np.argsort(rows, kind="stable")
    starts = np.concatenate([[0], np.bincount(rows, minlength=len(row_of)).cumsum()]).astype(np.int32)
    unknown = float(np.log(okapi.corpus_size + 0.5) - np.log(0.5))
    return Statistics(
        size, tuple(row_of), idf, starts, documents[order], weights[order], okapi.k1 + 1, unknown
    )


def fitted(
    texts: Sequence[str], terms: Callable[[str], Sequence[str]], made_with: Iterable[str], cache: Path
) -> Statistics:
    """The statistics of the normalised texts: kept ones where neither they nor what cuts them has changed.

    `terms` cuts a text; `made_with` is what else its cuts depend on (its dictionary, the organisation's words).
    """
    here = Path(__file__).parent
    code = [(here / name).read_bytes() for name in _CODE if (here / name).exists()]
    versions = [version("jieba").encode(), version("rank-bm25").encode()]
    content = [part.encode() for part in (*made_with, "", *texts)]
    key = digest([*code, *versions, *content])
    made: list[Statistics] = []

    def make() -> Arrays:
        made.append(fit([terms(text) for text in texts]))
        return _arrays(made[0])

    arrays = cached_arrays(cache, "bm25", key, make)
    return made[0] if made else _statistics(arrays)


def _arrays(statistics: Statistics) -> Arrays:
    joined = "".join(statistics.terms).encode()
    return {
        "terms": np.frombuffer(joined, np.uint8),
        "lengths": np.array([len(term) for term in statistics.terms], np.int32),
        "numbers": np.array([statistics.size, statistics.most, statistics.unknown], np.float64),
        **{name: getattr(statistics, name) for name in ("idf", "starts", "documents", "weights")},
    }


def _statistics(arrays: Arrays) -> Statistics:
    size, most, unknown = arrays["numbers"].tolist()
    numbers: dict[str, Any] = {name: arrays[name] for name in ("idf", "starts", "documents", "weights")}
    joined = arrays["terms"].tobytes().decode()
    ends = arrays["lengths"].cumsum()
    spans = zip((ends - arrays["lengths"]).tolist(), ends.tolist(), strict=True)
    return Statistics(
        size=int(size),
        terms=tuple(joined[start:end] for start, end in spans),
        most=most,
        unknown=unknown,
        **numbers,
    )
