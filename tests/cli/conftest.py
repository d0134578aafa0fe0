"""`shouze` run in this process, as `bot.__main__` runs it."""

import functools
import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from bot.__main__ import run


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Shouze = Callable[..., Done]


@pytest.fixture(scope="session")
def shouze(cache: Path) -> Shouze:
    def run_command(*arguments: str, typed: str = "", **environment: str) -> Done:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", "96")
            patch.setattr("sys.stdin", io.StringIO(typed))
            status = run({"SHOUZE_CACHE": str(cache)} | environment, arguments)
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
