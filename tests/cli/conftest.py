"""`shouze` run in this process, as `bot.__main__` runs it."""

import io
from collections.abc import Callable
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


@pytest.fixture
def shouze(cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shouze:
    def run_command(*arguments: str, typed: str = "", **environment: str) -> Done:
        monkeypatch.setenv("COLUMNS", "96")
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = run({"SHOUZE_CACHE": str(cache)} | environment, arguments)
        printed = capsys.readouterr()
        return Done(status, printed.out, printed.err)

    return run_command
