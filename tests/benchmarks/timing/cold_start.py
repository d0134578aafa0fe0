"""How long a person waits for the first answer: the whole process `shouze ask --json`, over 500 clauses."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.rulebook import Library
from rich.table import Table

CLAUSES = 500
TIMES = 3
QUESTION = "客户提的请求最晚多久要回？"
TARGET = 1.5  # seconds, warm


def cold_start(library: Library, shipped: Path, advance: Callable[[], object]) -> Table:
    """Median seconds from the start of the process to its end, as a table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = written(library, shipped, folder / "knowledge")
        warm = {"SHOUZE_CACHE": str(folder / "warm"), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        _seconds(knowledge, warm)
        advance()
        empty = [warm | {"SHOUZE_CACHE": str(folder / f"empty{time}")} for time in range(TIMES)]
        plain = warm | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(folder / "none")}
        table = Table("cold start, 500 clauses", "seconds", title=f"target: {TARGET} s with a warm cache")
        rows = {
            "warm cache": [warm] * TIMES,
            "empty cache": empty,
            "warm cache, no bytecode": [plain] * TIMES,
        }
        for label, environments in rows.items():
            seconds = statistics.median(_seconds(knowledge, environment) for environment in environments)
            table.add_row(label, f"{seconds:.2f}")
            advance()
        return table


def written(library: Library, shipped: Path, folder: Path) -> Path:
    """The first clauses as a knowledge folder, with the shipped synonyms; JSON is YAML."""
    book = folder / "grown"
    book.mkdir(parents=True)
    head = {
        "id": "grown",
        "title": "守则",
        "version": "1",
        "effective": "2026-01-01",
        "owner": {"name": "某部"},
    }
    clauses = [
        {"number": f"1.{article}", "text": clause.text}
        for article, clause in enumerate(library.clauses[:CLAUSES], 1)
    ]
    chapter = {"chapter": "1", "title": "总则", "clauses": clauses}
    _write(book / "book.yaml", head)
    _write(book / "01.yaml", chapter)
    (folder / "synonyms.yaml").write_bytes((shipped / "synonyms.yaml").read_bytes())
    return folder


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _seconds(knowledge: Path, environment: Mapping[str, str]) -> float:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command: Sequence[str] = [sys.executable, "-m", "bot", "ask", QUESTION, "--json"]
    settings = {"SHOUZE_KNOWLEDGE": str(knowledge), "SHOUZE_ENCODER": "none"}
    started = time.perf_counter()
    everything = {**inherited, **settings, **environment}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=everything)  # noqa: S603  # our own command
    return time.perf_counter() - started
