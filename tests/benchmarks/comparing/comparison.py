"""Shouze beside known engines, on the same books and questions, in one run.

Run it with `make eval DATA=FOLDER` (see `books.py` for the folder's shape; without one, on the shipped book alone).
ALL=1 adds all laws as one book, which takes minutes. WRITE=1 puts the figures into docs/how-it-works. The table and its
picture are written to artifacts/.
"""

import argparse
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.benchmarks.books import Book, all_laws, laws, shipped
from tests.benchmarks.comparing.measuring import Section, measured
from tests.benchmarks.comparing.methods import methods
from tests.benchmarks.comparing.picture import draw
from tests.benchmarks.comparing.tables import comparison_table, write_pages
from tests.benchmarks.summary import write_summary

_WIDTH = 156  # of the table, which a narrow terminal may break


def groups(data: Path | None, *, with_all_laws: bool) -> dict[str, list[Book]]:
    """What is measured together, by title."""
    found: dict[str, list[Book]] = {}
    if data is not None:
        books = laws(data)
        if not books:
            raise SystemExit(f"{data}: no laws/*/knowledge in it; give the folder that holds laws/")
        found[f"{len(books)} books of law"] = books
    found["golden.yaml"] = [shipped()]
    if data is not None and with_all_laws:
        book = all_laws(data)
        found[f"all laws, {len(book.knowledge.library.clauses):,} clauses"] = [book]
    return found


def compared(books: dict[str, list[Book]], console: Console) -> list[Section]:
    """Every method over every group, with a progress bar."""
    compared_methods = methods(os.environ)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        sections = []
        for title, group in books.items():
            task = progress.add_task(title, total=len(group) * len(compared_methods))
            sections.append(measured(title, group, compared_methods, partial(progress.advance, task)))
        return sections


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, help="a bench folder")
    parser.add_argument("--all", action="store_true", help="also over all laws")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/how-it-works")
    parser.add_argument("--artifacts", type=Path, default=Path("artifacts"))
    options = parser.parse_args(arguments)
    sections = compared(groups(options.data, with_all_laws=options.all), Console(stderr=True))
    table = comparison_table(sections)
    Console(width=_WIDTH).print(table)
    options.artifacts.mkdir(exist_ok=True)
    with (options.artifacts / "eval.txt").open("w", encoding="utf-8") as file:
        Console(file=file, width=_WIDTH).print(table)
    draw(sections, options.artifacts / "eval.png")
    if options.write:
        write_pages(sections)
        write_summary()


if __name__ == "__main__":
    main()
