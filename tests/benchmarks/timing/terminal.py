"""Seconds of processor that commands at the terminal take with a warm cache; never a test's pass mark.

Run it with `make bench`, `BASE=ANOTHER-CHECKOUT` for the same commands there, in turns in the same run.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROUNDS = 5
COMMANDS = (("--help",), ("--version",), ("ask", "客户提的请求最晚多久要回？"), ("section", "7.1"))
HERE = Path(__file__).parents[3]


def processor_seconds(checkout: Path, command: Sequence[str], scratch: Path) -> float:
    """Of the whole process, from its start to its end; its words go nowhere."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(checkout),
        "PYTHONPYCACHEPREFIX": str(scratch / "bytecode"),
        "SHOUZE_CACHE": str(scratch / "cache"),
        "SHOUZE_ENCODER": "none",
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-m", "bot", *command],
        cwd=checkout,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,  # the base may not have the command yet
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print medians, and the ratio to the base where there is one."""
    options = argparse.ArgumentParser()
    options.add_argument("--base", type=Path)
    base: Path | None = options.parse_args().base
    checkouts = [HERE, *([base] if base else [])]
    table = Table(
        "command, warm", *(["base", "now", "ratio"] if base else ["now"]), title="processor seconds"
    )
    with tempfile.TemporaryDirectory() as name:
        for command in COMMANDS:
            taken: dict[Path, list[float]] = {checkout: [] for checkout in checkouts}
            for _ in range(ROUNDS + 1):
                for number, checkout in enumerate(checkouts):
                    scratch = Path(name) / str(number)
                    taken[checkout].append(processor_seconds(checkout, command, scratch))
            now, *before = (statistics.median(seconds[1:]) for seconds in taken.values())
            figures = [*before, now, *(now / each for each in before)]
            table.add_row(f"shouze {command[0]}", *(f"{figure:.2f}" for figure in figures))
    Console().print(table)


if __name__ == "__main__":
    main()
