"""`shouze` run in this process, as `bot.__main__` runs it."""

import functools
import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bot.__main__ import run
from bot.answering import Responder, build_responder
from bot.knowledge import Knowledge, read_knowledge
from bot.rulebook import Library

from tests.databases import SqliteTemplate

SHIPPED = Path("knowledge")  # as the settings name it where nobody does


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Shouze = Callable[..., Done]


class ShippedOnce:
    """The reading and building of commands; of the shipped rulebook, both are done by the first one that asks."""

    def __init__(self) -> None:
        self._knowledge: Knowledge | None = None
        self._responder: Responder | None = None

    def read(self, folder: Path, **options: Any) -> Knowledge:  # noqa: ANN401  # as they come
        if folder != SHIPPED:
            return read_knowledge(folder, **options)
        self._knowledge = self._knowledge or read_knowledge(folder)
        return self._knowledge

    def build(self, library: Library, *others: Any, **options: Any) -> Responder:  # noqa: ANN401  # as they come
        if self._knowledge is None or library is not self._knowledge.library or options["encoder"]:
            return build_responder(library, *others, **options)
        self._responder = self._responder or build_responder(library, *others, **options)
        return self._responder


@pytest.fixture(scope="session")
def shouze(cache: Path) -> Shouze:
    shipped = ShippedOnce()

    def run_command(*arguments: str, typed: str = "", **environment: str) -> Done:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.cli.context.read_knowledge", shipped.read)
            patch.setattr("bot.cli.context.build_responder", shipped.build)
            patch.setenv("COLUMNS", "96")
            patch.setattr("sys.stdin", io.StringIO(typed))
            status = run({"SHOUZE_CACHE": str(cache), "SHOUZE_ENCODER": "none"} | environment, arguments)
        return Done(status, out.getvalue(), err.getvalue())

    return run_command


@pytest.fixture(scope="session")
def shouze_once(shouze: Shouze) -> Shouze:
    """The same for commands that only read: each runs once, however many tests look at what it printed."""
    return functools.cache(shouze)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'shouze.db'}"


@pytest.fixture
def made(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """The URL of the same, once it is there, with nothing in it."""
    return sqlite_template.copied(tmp_path / "shouze.db")
