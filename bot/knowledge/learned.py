"""learned.yaml: questions that were settled, each with its clause; read, and added to without losing a line."""

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.document import Document, read_document, read_text
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.schema import LearnedEntry, read_as
from bot.rulebook import Clause, Library, SettledQuestion

LEARNED = "learned.yaml"
_HEAD = """\
# Questions that were settled: each raises its clause for questions like it. Added to by `shouze learn`.
# `text` marks the clause's text of that day: when the text changes, the pair is set aside, and `shouze check` says so.
"""
_ITEM = re.compile(r"^(?P<indent> *)- ", re.MULTILINE)

Read = tuple[tuple[SettledQuestion, ...], tuple["StalePair", ...]]


@dataclass(frozen=True)
class StalePair:
    """A pair that is not used, where it stands: its clause (as written) has another text now, or is gone."""

    path: Path
    line: int
    question: str
    clause: str


def read_learned(path: Path, library: Library) -> Read:
    """The pairs in the order of the file, and those set aside; none where there is no file; raises KnowledgeError.

    A pair that was set aside and settled once more is no longer reported.
    """
    if not path.exists():
        return (), ()
    learned: dict[tuple[str, Clause | None], SettledQuestion] = {}
    stale: list[StalePair] = []
    issues: list[ValidationIssue] = []
    for line, entry in _entries(read_document(path), issues):
        clause = library.named(entry.clause)
        if clause is None and not entry.text:
            issues.append(ValidationIssue(path, line, IssueKind.UNKNOWN_CLAUSE, {"written": entry.clause}))
        elif clause is None or entry.text not in {None, clause.text_mark}:
            stale.append(StalePair(path, line, entry.question, entry.clause))
        else:
            pair = SettledQuestion(entry.question, clause, entry.settled)
            learned.setdefault((entry.question, clause), pair)
    if issues:
        raise KnowledgeError(issues)
    left = (pair for pair in stale if (pair.question, library.named(pair.clause)) not in learned)
    return tuple(learned.values()), tuple(left)


def append_learned(path: Path, question: str, clause: Clause, settled: date, library: Library) -> bool:
    """Add a pair behind the others; False where it is there already. Raises KnowledgeError; the file is whole always.

    Every line that is there stays as it is. Of several that write at once each waits for the other.
    """
    question = written_question(question)
    path = path.resolve()
    with _alone(path):
        learned, _ = read_learned(path, library)
        if any((pair.question, pair.clause) == (question, clause) for pair in learned):
            return False
        before = read_text(path) if path.exists() else _HEAD
        entry = [
            f"- question: {json.dumps(question, ensure_ascii=False)}",
            f'  clause: "{clause.number if len(library.books) == 1 else clause.name}"',
            f"  settled: {settled.isoformat()}",
            f'  text: "{clause.text_mark}"',
        ]
        _replace(path, before, _appended(before, entry))
    return True


def written_question(question: str) -> str:
    """A question as the file keeps it: on one line, without characters that cannot be seen."""
    seen = (character for character in question if character.isprintable() or character.isspace())
    return " ".join("".join(seen).split())


def _entries(document: Document, issues: list[ValidationIssue]) -> Iterator[tuple[int, LearnedEntry]]:
    """Each entry that has the right shape, with its line; the issues of the others go to `issues`."""
    for index, _ in enumerate(document.entries()):
        try:
            yield document.line((index,)), read_as(LearnedEntry, document, (index,))
        except KnowledgeError as error:
            issues.extend(error.issues)


def _appended(before: str, entry: list[str]) -> str:
    """The text with the entry behind it, as far to the right as the first entry."""
    first = _ITEM.search(before)
    indent = first["indent"] if first else ""
    if before and not before.endswith("\n"):
        before += "\n"
    return before + "".join(f"{indent}{line}\n" for line in entry)


def _replace(path: Path, before: str, after: str) -> None:
    """Replace the file by the new text in one step, if it reads as the old one and one entry more."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".learned") as folder:
        new = Path(folder) / path.name
        new.write_text(after, "utf-8")
        if path.exists():
            shutil.copymode(path, new)
        if _count(new) != (_count(path) if path.exists() else 0) + 1:
            raise KnowledgeError.at(path, before.count("\n") + 1, IssueKind.NOT_APPENDABLE)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)


def _count(path: Path) -> int:
    """How many entries a file has; -1 where it cannot be read as a list."""
    try:
        value = read_document(path).value
    except KnowledgeError:
        return -1
    return len(value) if isinstance(value, list) else 0 if value is None else -1


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else who asks for the same folder has it until this is done. Raises KnowledgeError."""
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)  # and with it the lock
    except OSError as error:
        raise KnowledgeError.at(path, 1, IssueKind.UNREADABLE, why=str(error.strerror)) from error
