"""Estimates as they are read: a figure with its 95 % interval below it or beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.table import Table

from tests.benchmarks.bootstrap import Estimate
from tests.benchmarks.measuring import HEADS, SHOWN, Estimates, Section

NONE = "–"
_CAPTION = (
    "Means over books. In brackets: 95 % bootstrap intervals, of several books over the books, of one over its"
    " questions.\nGain: over the first method of the section, drawn in pairs."
)


def comparison_table(sections: Sequence[Section]) -> Table:
    """All sections, below each other in one table."""
    table = Table(caption=_CAPTION, caption_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True)
    for head in HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    for section in sections:
        table.add_row(section.title, style="bold")
        _rows(table, section.rows)
        for name, remedy in section.missing.items():
            table.add_row(f"{name}:\n{remedy}".replace("[", r"\["), *[NONE] * len(SHOWN), style="dim")
        _rows(table, section.differences, style="cyan", signed=True)
        table.add_section()
    return table


def written(name: str, estimate: Estimate | None, *, signed: bool = False) -> tuple[str, str]:
    """The figure and its interval; what was answered out of scope in per cent, all else as a share of 1."""
    if estimate is None:
        return NONE, ""
    value, low, high = (_number(name, x, signed) for x in (estimate.value, estimate.low, estimate.high))
    return f"{value} %" if _in_percent(name) else value, f"[{low}, {high}]"


def _rows(table: Table, rows: Mapping[str, Estimates], *, style: str = "", signed: bool = False) -> None:
    for name, row in rows.items():
        cells: Iterable[str] = (
            "\n".join(written(shown, row.get(shown), signed=signed)).replace("[", r"\[").strip()
            for shown in SHOWN
        )
        table.add_row(name, *cells, style=style)


def _number(name: str, value: float, signed: bool) -> str:  # noqa: FBT001  # private, and named where it is read
    sign = "+" if signed else ""
    if _in_percent(name):
        return f"{value * 100:{sign}.1f}"
    return re.sub(r"^([+-]?)0\.", r"\1.", f"{value:{sign}.3f}")


def _in_percent(name: str) -> bool:
    return name == "oos_answered"
