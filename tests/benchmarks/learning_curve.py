"""How answers grow as an owner settles what was not found: right and out-of-scope answers after 0, 5, 25, 100 pairs.

Run it with `make learning DATA=FOLDER` (a bench folder). Half of a book's questions arrive one by
one; what the bot, as taught so far, does not answer right is settled with its clause, unless that has an earlier pair,
or a silent question of the half, answered worse, as `bot/publishing/lesson.py` has it. The other half measures.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from bot.answering import Answer, Responder, build_responder
from bot.evaluation import answered_right
from bot.knowledge import GoldenQuestion
from bot.rulebook import SettledQuestion
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.benchmarks.books import CACHE, Book, laws, shipped
from tests.resources import resources_in

POINTS = (0, 5, 25, 100)
# What a machine does in ten minutes: of more, the first of a shuffle with the seed 0.
_BOOKS, _ARRIVING, _SILENT = 6, 60, 100


@dataclass(frozen=True)
class Point:
    """After so many pairs: the share answered right, of silent questions the share answered, and what was refused."""

    settled: int
    right: float
    silent: float
    harmful: int


def taught(book: Book, pairs: Sequence[SettledQuestion]) -> Responder:
    return build_responder(
        book.knowledge.library, book.knowledge.synonyms, pairs, resources=resources_in(CACHE)
    )


def halves(book: Book) -> tuple[list[GoldenQuestion], list[GoldenQuestion]]:
    """Those that arrive, and those that measure: of both kinds half each."""
    order = np.random.default_rng(0).permutation(len(book.questions))
    shuffled = [book.questions[row] for row in order]
    inside = [each for each in shuffled if each.clauses]
    silent = [each for each in shuffled if not each.clauses][:_SILENT]
    return [*inside[::2][:_ARRIVING], *silent[::2]], [*inside[1::2], *silent[1::2]]


def measured(responder: Responder, questions: Sequence[GoldenQuestion], settled: int, harmful: int) -> Point:
    right = answered_right(questions, responder)
    inside = [each.question in right for each in questions if each.clauses]
    silent = [each.question not in right for each in questions if not each.clauses]
    return Point(settled, float(np.mean(inside)), float(np.mean(silent)) if silent else 0.0, harmful)


def curve(book: Book) -> Iterator[Point]:
    """The points that the book's questions reach; the last is where no question is left."""
    arriving, measuring = halves(book)
    known = [each for each in arriving if not each.clauses]
    pairs: list[SettledQuestion] = []
    responder, harmful = taught(book, pairs), 0
    right = answered_right(known, responder)
    yield measured(responder, measuring, 0, 0)
    for question in (each for each in arriving if each.clauses):
        reply = responder(question.question)
        if isinstance(reply, Answer) and reply.citations[0].clause in question.clauses:
            continue
        pair = SettledQuestion(question.question, question.clauses[0])
        after = taught(book, [*pairs, pair])
        right_after = answered_right(known, after)
        if right - right_after:
            harmful += 1
            continue
        pairs.append(pair)
        known.append(replace(question, clauses=question.clauses[:1]))
        responder, right = after, right_after | answered_right(known[-1:], after)
        if len(pairs) in POINTS:
            yield measured(responder, measuring, len(pairs), harmful)
    if len(pairs) not in POINTS:
        yield measured(responder, measuring, len(pairs), harmful)


def table(curves: dict[str, list[Point]]) -> Table:
    """A row a point: the mean over the books that reach it, before and after."""
    shown = Table(
        "settled", "books", "right before", "right after", "silent before", "silent after", "refused"
    )
    reached = [
        (point, [(c[0], p) for c in curves.values() for p in c if p.settled == point]) for point in POINTS[1:]
    ]
    reached.append((-1, [(c[0], c[-1]) for c in curves.values()]))
    for point, both in reached:
        if both:
            figures = np.array([[a.right, b.right, a.silent, b.silent, b.harmful] for a, b in both]).mean(
                axis=0
            )
            settled = f"all ({np.mean([b.settled for _, b in both]):.0f})" if point < 0 else str(point)
            shown.add_row(settled, str(len(both)), *(f"{figure:.3f}" for figure in figures))
    return shown


def main(arguments: Sequence[str]) -> None:
    """Measure by words alone; the shipped book by itself."""
    every = laws(Path(arguments[0]))
    books = [every[row] for row in np.random.default_rng(0).permutation(len(every))[:_BOOKS]]
    console = Console(width=160)
    console.print(
        table({each.name: list(curve(each)) for each in track(books, console=Console(stderr=True))})
    )
    console.print(table({"shipped": list(curve(shipped()))}))


if __name__ == "__main__":
    main(sys.argv[1:])
