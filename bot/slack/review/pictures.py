"""Two pictures of a review, to be read on a phone: what became of the questions over time, and what they were about.

They take the extra `pictures`: matplotlib, and a font with Chinese characters; else one that the system has.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.report import Figure, Period, Report
from bot.rulebook import Heading
from bot.slack.blocks.elements import truncate
from bot.slack.review.reports import Review
from bot.tallies import Untold
from bot.wording import Catalogue
from bot.wording.figures import figure_written

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

_PARTS: Mapping[Figure, str] = {  # with their colours, which those who see no red or green can tell apart
    Figure.ANSWERED: "#2b6ca3",
    Figure.OFFERED: "#e6b84c",
    Figure.REFUSED: "#b3382c",
}
_NOW, _BEFORE, _GREY, _UNTOLD = "#2b6ca3", "#bccfe0", "#555555", "#c9c9c9"
_WIDTH, _HEIGHT, _DOTS = 5.4, 4.2, 200  # inches, and dots an inch: as wide as a phone's screen
_MOST_CHAPTERS, _LONGEST_LABEL = (
    8,
    11,
)  # Chinese characters of a chapter's title, or twice as many Latin letters
_DRAWING = Lock()  # matplotlib's settings are one for all threads
_FONTS = ("Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK JP")
_STYLE: dict[Any, Any] = {
    "font.size": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _GREY,
    "figure.facecolor": "white",
}
_LEGEND: dict[str, Any] = {"frameon": False, "fontsize": 12, "handlelength": 1}


@dataclass(frozen=True)
class Picture:
    """A PNG with the words that stand for it where it is not seen."""

    title: str
    told: str
    content: bytes


def pictures(review: Review, say: Catalogue) -> tuple[Picture, ...]:
    """Both pictures; none where they cannot be drawn on this machine, or nobody asked. Takes a second."""
    if not review.report.figures[Figure.QUESTIONS]:
        return ()
    with _canvas() as canvas:
        if canvas is None:
            return ()
        periods = [*reversed(review.before), (review.period, review.report)]
        _trend(canvas, periods, say)
        title = say("review.picture.trend")
        drawn = [Picture(title, f"{title}: {_told(periods, say)}", _png(canvas))]
    if _known(review.report):
        with _canvas() as canvas:
            if canvas:
                drawn.append(_chapters(canvas, review, say))
    return tuple(drawn)


@contextmanager
def _canvas() -> Iterator["Canvas | None"]:
    """A page to draw on, in a font with Chinese characters; None where there is none."""
    try:
        import matplotlib as mpl  # noqa: PLC0415  # an extra, and half a second
        from matplotlib.figure import Figure as Canvas  # noqa: PLC0415  # the same
    except ImportError:
        yield None
        return
    family = _font()
    with _DRAWING, mpl.rc_context(_STYLE | {"font.family": family}):
        yield Canvas(figsize=(_WIDTH, _HEIGHT), dpi=_DOTS, layout="constrained") if family else None


def _font() -> str:
    """The name of a font that has Chinese characters, known to matplotlib; "" for none."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415  # as above

    with suppress(ImportError, OSError):  # the system may have one
        fontManager.addfont(str(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"))
    known = {font.name for font in fontManager.ttflist}
    return next((name for name in _FONTS if name in known), "")


def _trend(canvas: "Canvas", periods: Sequence[tuple[Period, Report]], say: Catalogue) -> None:
    """A bar a month, of what was found, offered, not found and not told; above it the share that was not found."""
    axes = canvas.subplots()
    labels = [_short(period) for period, _ in periods]
    below = [0.0] * len(periods)
    for figure, colour in _PARTS.items():
        counts = [found.told(figure) or 0.0 for _, found in periods]
        axes.bar(labels, counts, 0.62, bottom=below, color=colour, label=say(f"counted.{figure}"))
        below = [low + count for low, count in zip(below, counts, strict=True)]
    if any(untold := [_untold(found) for _, found in periods]):
        axes.bar(labels, untold, 0.62, bottom=below, color=_UNTOLD, label=say("counted.untold.beside"))
        below = [low + count for low, count in zip(below, untold, strict=True)]
    for place, (top, (_, found)) in enumerate(zip(below, periods, strict=True)):
        told = found.told(Figure.REFUSED_SHARE)
        share = "–" if told is None else Figure.REFUSED_SHARE.written(told)
        axes.annotate(share, (place, top), (0, 3), textcoords="offset points", ha="center", color="#b3382c")
    axes.set_title(say("review.picture.trend"), loc="left", fontsize=15)
    axes.set_ylim(0, max(*below, 1) * 1.12)
    axes.locator_params(axis="y", integer=True, nbins=5)
    canvas.legend(loc="outside lower center", ncols=4 if any(untold) else 3, **_LEGEND)


def _untold(report: Report) -> float:
    """How many questions are of kinds of which it is not told how many there are."""
    parts, every = [report.told(part) for part in (*_PARTS, Figure.OTHERS)], report.told(Figure.QUESTIONS)
    return every - sum(filter(None, parts)) if every and None in parts else 0.0


def _chapters(canvas: "Canvas", review: Review, say: Catalogue) -> Picture:
    """The chapters that were asked about most, each beside what it was before."""
    axes, chapters = canvas.subplots(), _known(review.report)[:_MOST_CHAPTERS]
    earlier = dict(_known(review.before[0][1])) if review.before else {}
    counts, half = [count for _, count in chapters], 0.2 if earlier else 0.0
    places = range(len(chapters))
    axes.barh([place - half for place in places], counts, 0.38, color=_NOW, label=_short(review.period))
    if earlier:
        before = [earlier.get(heading, 0) for heading, _ in chapters]
        label = _short(review.before[0][0])
        axes.barh([place + half for place in places], before, 0.38, color=_BEFORE, label=label)
        canvas.legend(loc="outside lower center", ncols=2, **_LEGEND)
    for place, count in enumerate(counts):
        axes.annotate(str(count), (count, place - half), (4, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, [_label(heading) for heading, _ in chapters])
    axes.invert_yaxis()
    axes.locator_params(axis="x", integer=True, nbins=5)
    title = say("review.picture.chapters")
    axes.set_title(title, loc="left", fontsize=15)
    told = "; ".join(f"{heading.label} {count}" for heading, count in chapters)
    return Picture(title, f"{title}: {told}", _png(canvas))


def _known(report: Report) -> list[tuple[Heading, int]]:
    """The chapters of which it is told how often they were asked about."""
    return [(heading, count) for heading, count in report.chapters if not isinstance(count, Untold)]


def _label(heading: Heading) -> str:
    title = heading.title or heading.label
    return truncate(title, _LONGEST_LABEL * (1 + title.isascii()))


def _short(period: Period) -> str:
    """2026-10; of several months the last one, too."""
    first, last = (f"{day:%Y-%m}" for day in (period.first, period.last))
    return first if first == last else f"{first}\n–{last}"


def _told(periods: Sequence[tuple[Period, Report]], say: Catalogue) -> str:
    return "; ".join(
        f"{_short(period)} " + " / ".join(figure_written(found, figure, say) for figure in _PARTS)
        for period, found in periods
    )


def _png(canvas: "Canvas") -> bytes:
    content = BytesIO()
    canvas.savefig(content, format="png")
    return content.getvalue()
