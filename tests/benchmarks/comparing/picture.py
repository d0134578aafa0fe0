"""The comparison as a picture: a dot for each figure, a bar for its interval, a column a figure, a row a section."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.bootstrap import Estimate
from tests.benchmarks.comparing.measuring import HEADS, SHOWN, Section
from tests.benchmarks.comparing.methods import BM25S, LEXICAL, RANK_BM25, SEMANTIC
from tests.benchmarks.comparing.tables import written

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = {RANK_BM25: "#7a7a7a", BM25S: "#7a7a7a", LEXICAL: "#1f6f8b", SEMANTIC: "#d1495b"}
_PERCENT = {"oos_answered"}
_BETTER = {"oos_answered": "less is better"}
_WIDTH, _ROW_HEIGHT = 2.05, 0.55  # inches, of a panel and of a method in it


def draw(sections: Sequence[Section], path: Path) -> None:
    """Write the picture as PNG."""
    import matplotlib as mpl  # noqa: PLC0415  # half a second, which no other test need pay
    from matplotlib.figure import Figure  # noqa: PLC0415  # the same

    mpl.use("Agg")
    heights = [0.6 + _ROW_HEIGHT * len(section.rows) for section in sections]
    size = (2.0 + _WIDTH * len(SHOWN), sum(heights) + 1.0)
    figure = Figure(figsize=size, layout="constrained")
    panels = figure.subplots(
        len(sections), len(SHOWN), sharex="col", sharey="row", squeeze=False, height_ratios=heights
    )
    for section, row in zip(sections, panels, strict=True):
        for name, axes in zip(SHOWN, row, strict=True):
            _panel(axes, section, name)
        row[0].set_yticks(range(len(section.rows)), section.rows, fontsize=10)
        row[0].set_ylim(len(section.rows) - 0.4, -0.7)
        row[0].set_ylabel(section.title, fontsize=11, fontweight="bold")
    for name, head, axes in zip(SHOWN, HEADS, panels[0], strict=True):
        axes.set_title(head, fontsize=11)
        low, high = axes.get_xlim()
        axes.set_xlim(max(low, -0.012), min(high, 1.04))
        axes.annotate(
            _BETTER.get(name, ""),
            (0.98, 0.98),
            xycoords="axes fraction",
            ha="right",
            va="top",
            fontsize=8,
            color="0.45",
        )
    figure.supxlabel("dot: the figure; bar: its 95 % bootstrap interval", fontsize=9, color="0.35")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)


def _panel(axes: "Axes", section: Section, name: str) -> None:
    from matplotlib import ticker  # noqa: PLC0415  # as above

    for y, (method, row) in enumerate(section.rows.items()):
        if name in row:
            _dot(axes, y, row[name], written(name, row[name])[0], _COLOURS[method])
        else:
            axes.annotate(
                "–", (0.5, y), xycoords=("axes fraction", "data"), ha="center", va="center", color="0.6"
            )
    axes.margins(x=0.25)
    axes.xaxis.set_major_locator(ticker.MaxNLocator(3))
    axes.xaxis.set_major_formatter(
        ticker.PercentFormatter(1, decimals=0) if name in _PERCENT else ticker.StrMethodFormatter("{x:g}")
    )
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelsize=8, labelcolor="0.35")
    axes.grid(axis="x", color="white", linewidth=1.2)
    axes.set_facecolor("0.955")
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)


def _dot(axes: "Axes", y: int, estimate: Estimate, label: str, colour: str) -> None:
    axes.plot(
        [estimate.low, estimate.high],
        [y, y],
        color=colour,
        linewidth=3,
        alpha=0.45,
        solid_capstyle="butt",
    )
    axes.plot(estimate.value, y, marker="o", markersize=7, color=colour)
    axes.annotate(
        label,
        (estimate.value, y),
        (0, 7),
        textcoords="offset points",
        ha="center",
        fontsize=9,
        color=colour,
    )
