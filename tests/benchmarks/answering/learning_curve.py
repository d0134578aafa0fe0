"""How answers grow as an owner settles what was not found: right and out-of-scope answers after 5, 25, 100 pairs.

Run it with `make learning DATA=FOLDER` (a bench folder); WRITE=1 puts the table into docs/how-it-works and the line
into the READMEs. Half of a book's questions arrive one by one; what the bot, as taught so far, does not answer right is
settled with its clause, unless that has an earlier pair, or a silent question of the half, answered worse, as
`bot/publishing/lesson.py` has it. The other half measures. By words alone.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from bot.answering import Answer, Responder, build_responder, taught
from bot.evaluation import answered_right
from bot.knowledge import GoldenQuestion
from bot.rulebook import SettledQuestion
from rich.console import Console
from rich.table import Table

from tests.benchmarks.books import CACHE, Book, laws
from tests.benchmarks.bootstrap import Estimate, over_books
from tests.benchmarks.comparing.tables import written
from tests.benchmarks.pages import PAGES, markdown_table, write_blocks
from tests.benchmarks.summary import write_summary
from tests.benchmarks.variants import shipped_variants
from tests.resources import resources_in

POINTS = (5, 25, 100)
NEW = "the shipped handbook, new"
HEADS = {
    "en": (
        "books",
        "right before",
        "right after",
        "gained",
        "silent answered before",
        "and after",
        "not learned",
    ),
    "zh": ("书", "之前答对", "之后答对", "多答对", "没有规定却回答，之前", "之后", "没有采纳"),
}
_CHINESE = {
    NEW: "随附的手册（没有问法和同义词）",
    "books of law": "部法律",
    " settled": " 个确认后",
    ": ": "：",
}
_SPEAKING = 30  # questions that a book of law answers, at least: of fewer, half is too few to settle five
_ARRIVING, _SILENT = (
    240,
    100,
)  # of more, the first of a shuffle with the seed 0: a machine does that in ten minutes


@dataclass(frozen=True)
class Point:
    """After so many pairs: which questions are answered right, which silent ones are answered, and what was refused."""

    settled: int
    right: tuple[bool, ...]
    answered: tuple[bool, ...]
    harmful: int


Curve = Sequence[Point]
Progress = Callable[[Point], None]


def halves(book: Book) -> tuple[list[GoldenQuestion], list[GoldenQuestion]]:
    """Those that arrive, and those that measure: of both kinds half each."""
    order = np.random.default_rng(0).permutation(len(book.questions))
    shuffled = [book.questions[row] for row in order]
    inside = [each for each in shuffled if each.clauses]
    silent = [each for each in shuffled if not each.clauses][:_SILENT]
    return [*inside[::2][:_ARRIVING], *silent[::2]], [*inside[1::2], *silent[1::2]]


def measured(responder: Responder, questions: Sequence[GoldenQuestion], settled: int, harmful: int) -> Point:
    right = answered_right(questions, responder)
    inside = tuple(each.question in right for each in questions if each.clauses)
    silent = tuple(each.question not in right for each in questions if not each.clauses)
    return Point(settled, inside, silent, harmful)


def curve(book: Book) -> Iterator[Point]:
    """The points that the book's questions reach, from no pair on."""
    arriving, measuring = halves(book)
    known = [each for each in arriving if not each.clauses]
    pairs: list[SettledQuestion] = []
    knowledge, harmful = book.knowledge, 0
    responder = build_responder(knowledge.library, knowledge.synonyms, resources=resources_in(CACHE))
    right = answered_right(known, responder)
    yield measured(responder, measuring, 0, 0)
    for question in (each for each in arriving if each.clauses):
        reply = responder(question.question)
        if isinstance(reply, Answer) and reply.citations[0].clause in question.clauses:
            continue
        pair = SettledQuestion(question.question, question.clauses[0])
        after = taught(responder, [*pairs, pair])
        right_after = answered_right(known, after)
        if right - right_after:
            harmful += 1
            continue
        pairs.append(pair)
        known.append(replace(question, clauses=question.clauses[:1]))
        responder, right = after, right_after | answered_right(known[-1:], after)
        if len(pairs) in POINTS:
            yield measured(responder, measuring, len(pairs), harmful)
            if len(pairs) == POINTS[-1]:
                return


def rows(curves: Mapping[str, Sequence[Curve]]) -> dict[str, list[str]]:
    """A row a point of each group of books: means over those that reach it, before and after, with intervals."""
    found = {}
    for group, those in curves.items():
        for point in POINTS:
            both = [(one[0], each) for one in those for each in one if each.settled == point]
            if both:
                found[f"{group}: {point} settled"] = _row(both)
    return found


def _row(both: Sequence[tuple[Point, Point]]) -> list[str]:
    right, answered = (_before_and_after(both, of) for of in (_right, _answered))
    gained = written("right", right[1] - right[0], signed=True)
    shown = (
        written("right", right[0]),
        written("right", right[1]),
        gained,
        written("oos_answered", answered[0]),
        written("oos_answered", answered[1]),
    )
    refused = np.mean([after.harmful for _, after in both])
    return [str(len(both)), *map(" ".join, shown), f"{refused:.0f}"]


def _right(point: Point) -> Sequence[bool]:
    return point.right


def _answered(point: Point) -> Sequence[bool]:
    return point.answered


def _before_and_after(
    both: Sequence[tuple[Point, Point]], of: Callable[[Point], Sequence[bool]]
) -> tuple[Estimate, Estimate]:
    """Means over the books, which are resampled; of one book over its questions."""
    if len(both) == 1:
        units = list(zip(*map(of, both[0]), strict=True))
    else:
        units = [(float(np.mean(of(before))), float(np.mean(of(after)))) for before, after in both]
    found = over_books([{"before": float(before), "after": float(after)} for before, after in units])
    return found["before"], found["after"]


def books_of(data: Path) -> dict[str, list[Book]]:
    """The laws that answer enough questions, and the shipped handbook as a new organisation has it."""
    spoken = [book for book in laws(data) if sum(bool(each.clauses) for each in book.questions) >= _SPEAKING]
    [new] = [each for each in shipped_variants() if each.group == "new user"]
    asked = replace(new.book, name=NEW, questions=(*new.book.questions, *new.fresh))
    return {NEW: [asked], f"{len(spoken)} books of law": spoken}


def curves_of(books: Mapping[str, Sequence[Book]], tell: Callable[[str], None]) -> dict[str, list[Curve]]:
    """The curves of all, as many at once as there are processors; each is told of as it is done."""
    most_first = sorted(
        (book for those in books.values() for book in those), key=lambda book: -len(book.questions)
    )
    found: dict[str, Curve] = {}
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as processes:
        working = {processes.submit(_curve, book): book for book in most_first}
        for done in as_completed(working):
            name = working[done].name
            found[name] = done.result()
            reached = ", ".join(f"{point.settled}: {np.mean(point.right):.3f}" for point in found[name])
            tell(f"{len(found)}/{len(most_first)} {name}: {reached}")
    return {group: [found[book.name] for book in those] for group, those in books.items()}


def _curve(book: Book) -> Curve:
    return tuple(curve(book))


def page_block(of: Mapping[str, Sequence[str]], language: str) -> str:
    """The table as it stands on the page."""
    return markdown_table(HEADS[language], of, _CHINESE if language == "zh" else {})


def write_pages(of: Mapping[str, Sequence[str]], folder: Path = Path()) -> None:
    """Put the table into both pages, and its line into both READMEs."""
    write_blocks("learning", {language: page_block(of, language) for language in PAGES}, folder)
    write_summary(folder)


def main(arguments: Sequence[str]) -> None:
    """Measure and print, and write if asked to."""
    said = Console(stderr=True, soft_wrap=True, highlight=False)
    found = rows(curves_of(books_of(Path(arguments[0])), partial(said.print)))
    shown = Table("", *HEADS["en"])
    for label, cells in found.items():
        shown.add_row(label, *(cell.replace("[", r"\[") for cell in cells))
    Console(width=180).print(shown)
    if "--write" in arguments:
        write_pages(found)


if __name__ == "__main__":
    main(sys.argv[1:])
