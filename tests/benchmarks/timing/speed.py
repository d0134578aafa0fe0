"""Milliseconds a question, index time and memory at three sizes, beside known engines in the same run; cold start.

Run it with `make bench`, or `make bench DATA=FOLDER` for the clauses and questions of FOLDER/all-laws. Without, clauses
are made of the shipped rulebook's own sentences, shuffled by a fixed seed, and questions are those of golden.yaml. All
engines have the same terms, and none of their times has the cutting in it; `search` is Shouze's whole way from the
question to the hits, `reply` that to the answer. Times are medians over the questions of the best of three rounds; each
question goes to all in turn, so that a noisy machine slows them alike.
"""

import argparse
import math
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from bot.answering import Responder, build_responder
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, Encoder, Index, LanguageResources, encoder_named
from bot.rulebook import Library, find_references
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.benchmarks.books import CACHE, all_laws, clause_texts, grown, shipped
from tests.benchmarks.timing.cold_start import CLAUSES, cold_start
from tests.benchmarks.timing.engines import ENGINES, Built, built
from tests.resources import resources_in

SIZES = (200, 2_000, 59_121)
QUESTIONS = 40
_EFFORT = 473_000  # clauses x questions at most: at 59,121 rank_bm25 takes seconds for each of 8 questions
_ROUNDS = 3
_SLOW = 100.0  # ms: what takes longer is asked once
_SHIPPED = Path("knowledge")


class Recorder(Analyzer):
    """An analyzer that remembers the terms of every text, each term one object, so that all engines get the same.

    Once it no longer records, it cuts like any other.
    """

    def __init__(self, resources: LanguageResources, words: Sequence[str]) -> None:
        super().__init__(resources, words)
        self.is_recording = True
        self._cut: dict[str, list[str]] = {}
        self._known: dict[str, str] = {}

    def terms(self, normalised: str) -> list[str]:
        """The terms; while recording, cut at the first time only."""
        if not self.is_recording:
            return super().terms(normalised)
        text = normalised.strip()
        if text not in self._cut:
            self._cut[text] = [self._known.setdefault(term, term) for term in super().terms(text)]
        return self._cut[text]


@dataclass(frozen=True)
class Speed:
    """What was measured at one size: milliseconds by name, and the engines as they were built."""

    size: int
    seconds: float
    milliseconds: dict[str, float]
    engines: dict[str, Built]


def sentences_shuffled(knowledge: Knowledge) -> Iterator[str]:
    """Clauses without end, of three sentences of the shipped rulebook each."""
    clauses = knowledge.library.clauses
    parts = (part for clause in clauses for part in re.split(r"(?<=[。；])\s*", clause.text))
    sentences = [part for part in parts if part and not find_references(part)]  # they would lead nowhere
    chance = random.Random(7)  # noqa: S311  # repeatable text, no secret
    while True:
        yield "".join(chance.choices(sentences, k=3))


def milliseconds(work: Callable[..., object], *arguments: object) -> float:
    """The time of one call."""
    started = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - started) * 1000


def measured(library: Library, knowledge: Knowledge, questions: Sequence[str], cache: Path) -> Speed:
    """Build everything over one library, then ask each question of each in turn."""
    words = [word for group in knowledge.synonyms for word in group]
    recorder = Recorder(resources_in(cache), words)
    started = time.perf_counter()
    index = Index(library, knowledge.synonyms, recorder)
    seconds = time.perf_counter() - started
    corpus = [recorder.terms(recorder.normalise(clause.text)) for clause in library.clauses]
    engines = {name: built(engine, corpus) for name, engine in ENGINES.items()}
    # Two of them, for an index remembers what it was asked just now.
    responder = Responder(Index(library, knowledge.synonyms, recorder))
    recorder.is_recording = False
    several = questions[: _EFFORT // len(library.clauses)]
    terms = {question: recorder.terms(recorder.normalise(question)) for question in several}
    asks: dict[str, Callable[[str], object]] = {
        "reply": responder,
        "search": index.search,
        **{name: partial(_ask, engine, terms) for name, engine in engines.items()},
    }
    return Speed(len(library.clauses), seconds, _medians(asks, several), engines)


def _ask(engine: Built, terms: Mapping[str, list[str]], question: str) -> object:
    return engine.ask(terms[question])


def _medians(asks: Mapping[str, Callable[[str], object]], questions: Sequence[str]) -> dict[str, float]:
    best = {name: dict.fromkeys(questions, math.inf) for name in asks}
    for _ in range(_ROUNDS):
        for question in questions:
            for name, ask in asks.items():
                known = best[name][question]
                if not _SLOW < known < math.inf:
                    best[name][question] = min(known, milliseconds(ask, question))
    return {name: statistics.median(times.values()) for name, times in best.items()}


def times_table(speeds: Sequence[Speed]) -> Table:
    """Milliseconds a question, and how often Shouze's whole search fits into the scores of rank_bm25 alone."""
    names = [*speeds[0].milliseconds]
    table = Table("clauses", *names, "rank_bm25 / search", title="ms a question (median)")
    for speed in speeds:
        ratio = speed.milliseconds["rank_bm25"] / speed.milliseconds["search"]
        times = (f"{speed.milliseconds[name]:.3f}" for name in names)
        table.add_row(f"{speed.size:,}", *times, f"{ratio:,.0f} x")
    return table


def sizes_table(speeds: Sequence[Speed]) -> Table:
    """Seconds to build and MB held; the terms are given to the engines, `index` cuts them itself."""
    heads = (f"{name} {unit}" for name in ENGINES for unit in ("s", "MB"))
    table = Table("clauses", "index s", *heads, title="index time and memory")
    for speed in speeds:
        cells = (cell for engine in speed.engines.values() for cell in _built(engine))
        table.add_row(f"{speed.size:,}", f"{speed.seconds:.1f}", *cells)
    return table


def _built(engine: Built) -> tuple[str, str]:
    return f"{engine.seconds:.2f}", f"{engine.megabytes:,.1f}"


def encoder_table(knowledge: Knowledge, questions: Sequence[str], encoder: Encoder) -> Table:
    """Milliseconds a reply over the shipped book by words alone and with vectors, in turns, and their ratio."""
    build = partial(
        build_responder,
        knowledge.library,
        knowledge.synonyms,
        knowledge.learned,
        resources=resources_in(CACHE),
    )
    asks = {
        "by words": build(),
        "with vectors": build(encoder=encoder),
    }
    words, vectors = _medians(asks, questions).values()
    table = Table("", *asks, "ratio", title="ms a reply (median)")
    table.add_row("shipped book", f"{words:.1f}", f"{vectors:.1f}", f"{vectors / words:.1f}")
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, help="a bench folder with all-laws/")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    options = parser.parse_args(arguments)
    own = shipped(_SHIPPED)
    asked = all_laws(options.data).questions if options.data else own.questions
    questions = [question.question for question in asked][:: max(1, len(asked) // QUESTIONS)]
    speeds = []
    with (
        Progress(console=Console(stderr=True), transient=True) as progress,
        tempfile.TemporaryDirectory() as cache,
    ):
        task = progress.add_task("measuring", total=len(options.sizes) + 4)
        for size in options.sizes:
            texts = clause_texts(options.data) if options.data else sentences_shuffled(own.knowledge)
            library = grown(islice(texts, size))
            speeds.append(measured(library, own.knowledge, questions, Path(cache)))
            progress.advance(task)
        start = cold_start(
            grown(islice(sentences_shuffled(own.knowledge), CLAUSES)),
            _SHIPPED,
            lambda: progress.advance(task),
        )
    console = Console(width=120)
    encoder = encoder_named("auto", CACHE)
    beside = [encoder_table(own.knowledge, questions, encoder)] if encoder else []
    for table in (times_table(speeds), sizes_table(speeds), start, *beside):
        console.print(table)


if __name__ == "__main__":
    main()
