"""Questions whose clauses are known: those that were settled (learned.yaml), and those that measure the answers.

learned.yaml is read, and added to without losing a line; golden.yaml and the JSON lines of `shouze eval` are read.
"""

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

from bot.knowledge.documents.document import Document, Value, hidden_character, read_document, read_text
from bot.knowledge.documents.schema import GoldenEntry, LearnedEntry, read_as
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue, gather
from bot.obstacles import Obstacle
from bot.rulebook import Clause, Library, SettledQuestion

LEARNED, GOLDEN = "learned.yaml", "golden.yaml"
_HEAD = """\
# Questions that were settled: each raises its clause for questions like it. Added to by `shouze learn`.
# `text` marks the clause's text of that day: when the text changes, the pair is set aside, and `shouze check` says so.
"""
_ITEM = re.compile(r"^(?P<indent> *)- ", re.MULTILINE)


@dataclass(frozen=True)
class StalePair:
    """A pair that is not used, where it stands: its clause (as written) has another text now, or is gone."""

    path: Path
    line: int
    question: str
    clause: str


def read_learned(path: Path, library: Library) -> tuple[tuple[SettledQuestion, ...], tuple[StalePair, ...]]:
    """The pairs in the order of the file, and those set aside; none where there is no file; raises KnowledgeError.

    A pair that was set aside and settled once more is no longer reported.
    """
    if not path.exists():
        return (), ()
    learned: dict[tuple[str, str, str], SettledQuestion] = {}
    stale: list[StalePair] = []
    issues: list[ValidationIssue] = []
    document = read_document(path)
    for index in range(len(document.entries())):
        entry, line = gather(issues, read_as, LearnedEntry, document, (index,)), document.line((index,))
        if entry is None:
            continue
        clause = library.named(entry.clause)
        if clause is None and not entry.text:
            issues.append(ValidationIssue(path, line, IssueKind.UNKNOWN_CLAUSE, {"written": entry.clause}))
            continue
        texts = [each for each in clause.wordings if entry.text in {None, each.text_mark}] if clause else []
        if not texts:
            stale.append(StalePair(path, line, entry.question, entry.clause))
        for each in texts:
            pair = SettledQuestion(entry.question, each, entry.settled)
            learned.setdefault((entry.question, each.name, each.text), pair)
    if issues:
        raise KnowledgeError(issues)
    settled = {key[:2] for key in learned}
    left = (pair for pair in stale if (pair.question, _name(library, pair.clause)) not in settled)
    return tuple(learned.values()), tuple(left)


def _name(library: Library, written: str) -> str:
    clause = library.named(written)
    return clause.name if clause else ""


def append_learned(path: Path, question: str, clause: Clause, settled: date, library: Library) -> bool:
    """Add a pair behind the others; False where it is there already. Raises KnowledgeError; the file is whole always.

    Every line that is there stays as it is. Of several that write at once each waits for the other.
    """
    question = written_question(question)
    path = path.resolve()
    with _alone(path):
        learned, _ = read_learned(path, library)
        if any(pair.settles(question, clause) for pair in learned):
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
        return len(read_document(path).entries())
    except KnowledgeError:
        return -1


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
        raise KnowledgeError.at(path, 1, IssueKind.UNREADABLE, why=Obstacle.of(error)) from error


@dataclass(frozen=True)
class GoldenQuestion:
    """A question and the clauses that answer it; none where the rulebook is silent."""

    question: str
    clauses: tuple[Clause, ...]


def read_golden(path: Path, library: Library) -> tuple[GoldenQuestion, ...]:
    """golden.yaml: a list of `question:` and `clauses:`; raises KnowledgeError with all issues."""
    document = read_document(path)
    if not isinstance(document.value, list):
        raise KnowledgeError([document.no_list()])
    return _checked([(document, (index,)) for index in range(len(document.value))], library)


def read_questions(path: Path, library: Library) -> tuple[GoldenQuestion, ...]:
    """JSON lines {"question", "clauses": [number or book/number]}; raises KnowledgeError with all issues."""
    documents: list[tuple[Document, tuple[int, ...]]] = []
    issues: list[ValidationIssue] = []
    for line, written in enumerate(read_text(path).splitlines(), 1):
        if not written.strip():
            continue
        try:
            document = Document(path, json.loads(written), {(): line})
            documents.append((document, ()))
            issues += [
                ValidationIssue(path, line, IssueKind.HIDDEN_CHARACTER, {"code": hidden[1]})
                for text in _texts(document.value)
                if (hidden := hidden_character(text))
            ]
        except (json.JSONDecodeError, RecursionError):
            issues.append(ValidationIssue(path, line, IssueKind.NOT_JSON))
    if issues:
        raise KnowledgeError(issues)
    return _checked(documents, library)


def _texts(value: Value) -> Iterator[str]:
    """All texts in a value."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for each in value.values():
                yield from _texts(each)
        case _:
            pass


def _checked(entries: list[tuple[Document, tuple[int, ...]]], library: Library) -> tuple[GoldenQuestion, ...]:
    issues: list[ValidationIssue] = []
    questions: list[GoldenQuestion] = []
    for document, location in entries:
        entry = gather(issues, read_as, GoldenEntry, document, location)
        if entry is None:
            continue
        named = [(written, library.named(written)) for written in entry.clauses]
        issues += [
            document.issue(IssueKind.UNKNOWN_CLAUSE, (*location, "clauses"), written=written)
            for written, clause in named
            if clause is None
        ]
        questions.append(GoldenQuestion(entry.question, tuple(clause for _, clause in named if clause)))
    if issues:
        raise KnowledgeError(issues)
    return tuple(questions)
