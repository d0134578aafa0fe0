"""Many organisations in one process, each with a book of 500 clauses: start, memory, and what a first question waits.

Run it with `make bench [DATA=FOLDER]`. There are `--books` books, one for each workspace in turn: nothing of a book is
shared in the process, but to compute a thousand takes half an hour. Clauses are those of FOLDER/all-laws, or without a
folder made of the shipped book as in `clauses`; all have the shipped synonyms. Their indexes are computed before
and kept, as publishing leaves them; `--memory` are the MB of SHOUZE_INDEX_MEMORY. `cold` is a question to a workspace
of which nothing is loaded: its files are read and its index taken from the array cache.
"""

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from bot.answering import CurrentRules, RecentlyUsed, Responders, build_responder
from bot.knowledge import Knowledge, read_knowledge
from bot.retrieval import ArrayCache, LanguageResources
from rich.console import Console
from rich.table import Table

from tests.benchmarks.books import TODAY, clause_texts
from tests.benchmarks.timing.many.clauses import sentences

WORKSPACES, BOOKS, CLAUSES, A_CHAPTER, MEMORY = 1_000, 40, 500, 50, 768
ASKED = 1_000  # questions afterwards, most of them in few workspaces
QUESTIONS = ("合同解除后多久要退还押金", "加班怎么算", "客户投诉多久要回复", "年假有几天", "迟到了怎么办")
_SHIPPED = Path("knowledge")
# What refers to another clause would be a fault in a book that lacks it.
_REFERENCE = re.compile(
    r"本?第[零〇一二三四五六七八九十百千\d]+\s?[编章节条款项目]|[前上下本]一?[条款项章节编]|《[^》]*》"
)
_EVERYBODY: frozenset[str] = frozenset()


def write_books(folder: Path, count: int, data: Path | None) -> None:
    """So many knowledge folders."""
    texts = cycle(list(clause_texts(data))) if data else sentences()
    for number in range(count):
        _write(folder / str(number), (" ".join(text.split()) or "无" for text in islice(texts, CLAUSES)))


def _write(knowledge: Path, texts: Iterator[str]) -> None:
    book = knowledge / "law"
    book.mkdir(parents=True)
    (knowledge / "synonyms.yaml").write_bytes((_SHIPPED / "synonyms.yaml").read_bytes())
    head = "id: law\ntitle: 员工守则\nversion: '1'\neffective: 2026-01-01\nowner:\n  name: 某部\n"
    (book / "book.yaml").write_text(head, "utf-8")
    for chapter in range(1, CLAUSES // A_CHAPTER + 1):
        lines = [f"chapter: '{chapter}'", f"title: 第{chapter}部分", "clauses:"]
        for article, text in enumerate(islice(texts, A_CHAPTER), 1):
            lines += [f"  - number: '{chapter}.{article}'", "    text: |"]
            lines += [f"      {_REFERENCE.sub('有关规定', text)}"]
        (book / f"{chapter:02}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


class Process:
    """The workspaces of one process."""

    def __init__(self, folder: Path, books: int, memory: int) -> None:
        self._folder, self._books, self._memory = folder, books, memory * 2**20
        self._resources = LanguageResources(ArrayCache(folder / "cache"))
        self._rules = RecentlyUsed[int, CurrentRules](self._memory, lambda rules: rules.nbytes)
        self.loads = 0

    def ask(self, workspace: int, question: str) -> None:
        """Ask one question in a workspace."""
        rules = self._rules.get(workspace, lambda: self._load(workspace))
        rules().responders.for_groups(_EVERYBODY)(question)

    def _load(self, workspace: int) -> CurrentRules:
        self.loads += 1
        knowledge = read_knowledge(self._folder / str(workspace % self._books))
        rules = CurrentRules(knowledge, self._over, lambda: TODAY)
        rules().responders.for_groups(_EVERYBODY)
        return rules

    def _over(self, knowledge: Knowledge) -> Responders:
        return Responders(
            knowledge.library,
            lambda seen: build_responder(seen, knowledge.synonyms, resources=self._resources),
            most=self._memory,
        )


def computed(folder: Path, book: int) -> None:
    """Have what is computed of a book be kept."""
    Process(folder, book + 1, 0).ask(book, QUESTIONS[0])


def measured(folder: Path, count: int, books: int, memory: int) -> Mapping[str, float]:
    """What a new process takes: seconds to start, milliseconds a question, MB at its highest."""
    started = time.perf_counter()
    process = Process(folder, books, memory)
    process.ask(0, QUESTIONS[0])
    start = time.perf_counter() - started
    busy = time.process_time()
    cold = [_milliseconds(process, workspace) for workspace in range(1, count)]
    busy = time.process_time() - busy
    chance = random.Random(7)  # noqa: S311  # repeatable, no secret
    weights = [1 / place for place in range(1, count + 1)]
    loads, later = process.loads, chance.choices(range(count), weights, k=ASKED)
    times = [_milliseconds(process, workspace) for workspace in later]
    return {
        "start": start,
        "cold, processor": busy * 1000 / len(cold),
        "cold, median": statistics.median(cold),
        "cold, 99 of 100": statistics.quantiles(cold, n=100)[98],
        "later, median": statistics.median(times),
        "later, loaded anew": (process.loads - loads) / ASKED,
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _milliseconds(process: Process, workspace: int) -> float:
    started = time.perf_counter()
    process.ask(workspace, QUESTIONS[workspace % len(QUESTIONS)])
    return (time.perf_counter() - started) * 1000


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one row."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--workspaces", type=int, default=WORKSPACES)
    parser.add_argument("--books", type=int, default=BOOKS)
    parser.add_argument("--memory", type=int, default=MEMORY)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    sizes = options.workspaces, options.books, options.memory
    if options.once:
        print(json.dumps(measured(options.once, *sizes)))  # noqa: T201  # read by the process that started this one
        return
    with tempfile.TemporaryDirectory() as name:
        write_books(folder := Path(name), options.books, options.data)
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(computed, [folder] * options.books, range(options.books)))
        command = [sys.executable, "-m", "tests.benchmarks.timing.many.workspaces", "--once", name]
        names = ("--workspaces", "--books", "--memory")
        given = [part for name, size in zip(names, sizes, strict=True) for part in (name, str(size))]
        done = subprocess.run([*command, *given], check=True, stdout=subprocess.PIPE)  # noqa: S603  # our own
    row: Mapping[str, float] = json.loads(done.stdout)
    title = f"{options.workspaces:,} workspaces of {CLAUSES} clauses, {options.memory} MB of indexes (s, ms)"
    table = Table(*row, title=title)
    table.add_row(*(f"{value:.2f}" if value < 10 else f"{value:.0f}" for value in row.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
