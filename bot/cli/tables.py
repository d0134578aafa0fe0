"""Figures as a table in the terminal."""

from collections.abc import Mapping

from rich.table import Table


def figures_table(figures: Mapping[str, float | None], title: str) -> Table:
    """Names and values, one a row; shares with three decimals."""
    table = Table(title=title, show_header=False)
    for name, value in figures.items():
        written = "–" if value is None else f"{value:.0f}" if name == "n" else f"{value:.3f}"
        table.add_row(name, written)
    return table
