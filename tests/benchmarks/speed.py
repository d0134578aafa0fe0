"""Milliseconds a question at 200, 2,000 and 20,000 clauses, beside `rank_bm25.get_scores` in the same run.

Run it with `make bench`. Clauses are made of the shipped rulebook's own sentences, shuffled by a fixed seed; questions
are those of golden.yaml. Every figure is the median over the questions; each question goes to all methods in turn, so
that a noisy machine slows them alike.
"""

import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.answering import Responder
from bot.knowledge import Knowledge, read_golden, read_knowledge
from bot.retrieval import Analyzer, Index
from bot.rulebook import Chapter, ClauseNumber, Library
from rank_bm25 import BM25Okapi
from rich.console import Console
from rich.progress import track
from rich.table import Table

SIZES = (200, 2_000, 20_000)
QUESTIONS = 40
TODAY = date(2026, 11, 23)


def grown(knowledge: Knowledge, size: int) -> Library:
    """A library of one book with `size` clauses out of the shipped book's sentences."""
    book = knowledge.library.books[0]
    sentences = [part for clause in book.clauses for part in re.split(r"(?<=[。；])\s*", clause.text) if part]
    chance = random.Random(7)  # noqa: S311  # repeatable text, no secret
    chapter = book.chapters[0]
    clauses = tuple(
        replace(
            chapter.clauses[0], number=ClauseNumber(1, article), text="".join(chance.choices(sentences, k=3))
        )
        for article in range(1, size + 1)
    )
    return Library((replace(book, chapters=(Chapter(chapter.heading, clauses),)),))


def milliseconds(work: Callable[..., object], *arguments: object) -> float:
    """The time of one call."""
    started = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - started) * 1000


def measured(
    responder: Responder, reference: BM25Okapi, analyzer: Analyzer, questions: Sequence[str]
) -> list[float]:
    """Medians for a reply, a search, and rank_bm25's scores of the same terms (terms not timed)."""
    times = [
        (
            milliseconds(responder, question, TODAY),
            milliseconds(responder.index.search, question, TODAY),
            milliseconds(reference.get_scores, analyzer.terms(analyzer.normalise(question))),
        )
        for question in questions
    ]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def main() -> None:
    """Print the table."""
    knowledge = read_knowledge(Path("knowledge"))
    golden = read_golden(Path("knowledge/golden.yaml"), knowledge.library)
    questions = [question.question for question in golden][:: max(1, len(golden) // QUESTIONS)]
    table = Table("clauses", "index s", "reply ms", "search ms", "rank_bm25 ms", "rank_bm25 / search")
    with tempfile.TemporaryDirectory() as cache:
        analyzer = Analyzer([word for group in knowledge.synonyms for word in group], cache=Path(cache))
        for size in track(SIZES, "measuring", console=Console(stderr=True), transient=True):
            library = grown(knowledge, size)
            started = time.perf_counter()
            responder = Responder(Index(library, knowledge.synonyms, analyzer))
            indexing = time.perf_counter() - started
            reference = BM25Okapi(
                [analyzer.terms(analyzer.normalise(clause.text)) for clause in library.clauses]
            )
            reply, search, theirs = measured(responder, reference, analyzer, questions)
            row = (
                f"{size:,}",
                f"{indexing:.1f}",
                f"{reply:.3f}",
                f"{search:.3f}",
                f"{theirs:.2f}",
                f"{theirs / search:.0f} x",
            )
            table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
