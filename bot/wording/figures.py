"""Figures of a report as people read them."""

from bot.report import Figure, Report
from bot.tallies import ENOUGH_PEOPLE, Told, Untold
from bot.wording.catalogue import Catalogue


def figure_written(report: Report, figure: Figure, say: Catalogue) -> str:
    """Its value, or that it is not told; "–" for a share of nothing."""
    value = report.figures[figure]
    if isinstance(value, Untold):
        return _untold(value, say)
    return figure.written(value) if report.has(figure) else "–"


def count_written(count: Told, say: Catalogue) -> str:
    """A number, or that it is not told."""
    return _untold(count, say) if isinstance(count, Untold) else str(count)


def _untold(why: Untold, say: Catalogue) -> str:
    return say(f"counted.untold.{why}", enough=ENOUGH_PEOPLE)
