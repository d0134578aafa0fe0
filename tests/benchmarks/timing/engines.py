"""Engines over the same terms: what each is built of, and how it is asked."""

import ctypes
import gc
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import tantivy
from bot.retrieval.scores.bm25 import Bm25, Postings
from bot.retrieval.scores.lexical_index import KIND_WEIGHTS
from rank_bm25 import BM25Okapi

Corpus = Sequence[list[str]]
Ask = Callable[[list[str]], object]

TOP = 10


@dataclass(frozen=True)
class Built:
    """An engine ready to be asked: the seconds its index took (terms given), and the memory it holds, in MB."""

    ask: Ask
    seconds: float
    megabytes: float


def built(engine: Callable[[Corpus], Ask], corpus: Corpus) -> Built:
    """Build it, and see by how much the process has grown when all that only the building needs is gone."""
    before = _resident()
    started = time.perf_counter()
    ask = engine(corpus)
    seconds = time.perf_counter() - started
    return Built(ask, seconds, max(0.0, _resident() - before))


def shouze(corpus: Corpus) -> Ask:
    """Scores of all clauses, by the core's postings."""
    bm25 = Bm25(Postings.build(corpus))
    return lambda terms: bm25.scores(terms, KIND_WEIGHTS)


def rank_bm25(corpus: Corpus) -> Ask:
    """Scores of all clauses."""
    scores: Ask = BM25Okapi(corpus).get_scores
    return scores


def bm25s_numpy(corpus: Corpus) -> Ask:
    """Scores of all clauses, by bm25s with numpy alone."""
    engine = bm25s.BM25()
    engine.index(list(corpus), show_progress=False)
    scores: Ask = engine.get_scores
    return scores


def tantivy_memory(corpus: Corpus) -> Ask:
    """The ten best clauses, by tantivy with its index in memory; it is made to give no scores of all."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for terms in corpus:
        writer.add_document(tantivy.Document(terms=" ".join(terms)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(terms: list[str]) -> object:
        each = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term)) for term in terms]
        return searcher.search(tantivy.Query.boolean_query(each), TOP).hits

    return ask


ENGINES: dict[str, Callable[[Corpus], Ask]] = {
    "Shouze": shouze,
    "bm25s": bm25s_numpy,
    "tantivy": tantivy_memory,
    "rank_bm25": rank_bm25,
}


def _resident() -> float:
    """The memory that this process holds, in MB, after what is free has gone back to the system."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
