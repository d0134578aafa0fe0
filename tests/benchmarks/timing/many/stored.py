"""Milliseconds that each call of a question's way takes beside a million settled questions, some of them waiting.

Run it with `make bench`; beside each database with a million stands the same with a thousand.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from bot.inquiries import Asked, Outcome, Place, QuestionResult, Surface
from bot.store import Address, Parcel, Sent, Store
from rich.console import Console
from rich.table import Table

from tests.databases import opened, postgresql
from tests.store.many_stored import NOW, fill

WAITING = 2_000
ROUNDS = 40
_PLACE = Place("T", "C", "1")
_RESULT = QuestionResult(Outcome.ANSWER, ("code/7.1",), 0.9, thread="[]")


@dataclass(frozen=True)
class Watch:
    """Takes the time of calls, in milliseconds by name."""

    times: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Whatever is done meanwhile."""
        started = time.perf_counter()
        yield
        self.times.setdefault(name, []).append((time.perf_counter() - started) * 1000)


def milliseconds(store: Store) -> Mapping[str, float]:
    """The median of each call, by name."""
    watch = Watch()
    for number in range(ROUNDS):
        _once(store, number, NOW + number, watch)
    with watch("most cited, once an hour"):
        store.questions.most_cited(NOW - 90 * 86_400, 20)
    return {name: statistics.median(each) for name, each in watch.times.items()}


def _once(store: Store, number: int, now: float, watch: Watch) -> None:
    asked = Asked(f"new{number}", _PLACE, "1", f"U{number}", Surface.MENTION, "迟到怎么算")
    with watch("take"):
        store.questions.take(now, asked, f"Ev{number}")
    with watch("lease of questions"):
        question, *_ = store.questions.lease(now, 4, 30.0)
    with watch("thread"):
        store.threads.at(now, _PLACE)
    parcel = Parcel(replace(Address.at(_PLACE), channel=f"N{number}"), [{"text": "x"}])
    with watch("complete"):
        store.questions.complete(now, question, _RESULT, parcel)
    with watch("lease of parcels"):
        delivery, *_ = store.outbox.lease(now, 16, 30.0, ["C1", "C2"])
    with watch("progress"):
        store.outbox.progress(delivery, [Sent("1.1", "d")], is_whole=True)
    with watch("counts of /healthz"):
        store.backlog()


@contextmanager
def _databases() -> Iterator[Mapping[str, Callable[[], str]]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as server,
        postgresql(Path(server)) as databases,
    ):
        numbers = count()
        yield {
            "SQLite": lambda: f"sqlite:///{folder}/{next(numbers)}.db",
            "PostgreSQL": lambda: _made(databases.run, databases.url, next(numbers)),
        }


def _made(run: Callable[[str], object], url: str, number: int) -> str:
    run(f"CREATE DATABASE many_{number}")
    return url.replace("/postgres?", f"/many_{number}?")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 1_000_000])
    options = parser.parse_args(arguments)
    columns: dict[str, Mapping[str, float]] = {}
    with _databases() as databases:
        for size in options.sizes:
            for name, made in databases.items():
                with opened(made()) as store:
                    fill(store, size, min(WAITING, size // 2))
                    columns[f"{name}\n{size:,}"] = milliseconds(store)
    table = Table("call", *columns, title=f"ms a call beside so many stored questions, {WAITING:,} waiting")
    for call in next(iter(columns.values())):
        table.add_row(call, *(f"{column[call]:.2f}" for column in columns.values()))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
