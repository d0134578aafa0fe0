"""Questions with their right clauses: golden.yaml, and the JSON lines that `shouze eval` measures on."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.document import Document, read_document, read_text
from bot.knowledge.issues import Fault, FaultKind, KnowledgeError
from bot.knowledge.schema import GoldenEntry, read_as
from bot.rulebook import Clause, Library


@dataclass(frozen=True)
class GoldenQuestion:
    """A question and the clauses that answer it; none where the rulebook is silent."""

    question: str
    clauses: tuple[Clause, ...]


def read_golden(path: Path, library: Library) -> tuple[GoldenQuestion, ...]:
    """golden.yaml: a list of `question:` and `clauses:`; raises KnowledgeError with all faults."""
    document = read_document(path)
    if not isinstance(document.value, list):
        words = {"key": path.name, "written": str(document.value)[:60], "expected": "list"}
        raise KnowledgeError([Fault(path, 1, FaultKind.WRONG_TYPE, words)])
    ways = [(index,) for index in range(len(document.value))]
    return _checked([(document, way) for way in ways], library)


def read_questions(path: Path, library: Library) -> tuple[GoldenQuestion, ...]:
    """JSON lines {"question", "clauses": [number or book/number]}; raises KnowledgeError with all faults."""
    documents: list[tuple[Document, tuple[int, ...]]] = []
    faults: list[Fault] = []
    for line, written in enumerate(read_text(path).splitlines(), 1):
        if not written.strip():
            continue
        try:
            documents.append((Document(path, json.loads(written), {(): line}), ()))
        except (json.JSONDecodeError, RecursionError) as error:
            faults.append(Fault(path, line, FaultKind.NOT_JSON, {"why": str(error)}))
    if faults:
        raise KnowledgeError(faults)
    return _checked(documents, library)


def _checked(entries: list[tuple[Document, tuple[int, ...]]], library: Library) -> tuple[GoldenQuestion, ...]:
    faults: list[Fault] = []
    questions: list[GoldenQuestion] = []
    for document, way in entries:
        try:
            entry = read_as(GoldenEntry, document, way)
        except KnowledgeError as error:
            faults.extend(error.faults)
            continue
        named = [(written, library.named(written)) for written in entry.clauses]
        line = document.line((*way, "clauses"))
        faults += [
            Fault(document.path, line, FaultKind.UNKNOWN_CLAUSE, {"written": written})
            for written, clause in named
            if clause is None
        ]
        questions.append(GoldenQuestion(entry.question, tuple(clause for _, clause in named if clause)))
    if faults:
        raise KnowledgeError(faults)
    return tuple(questions)
