"""Questions with their right clauses: golden.yaml, and the JSON lines that `shouze eval` measures on."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.document import Document, read_document, read_text
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.schema import GoldenEntry, read_as
from bot.rulebook import Clause, Library


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
            documents.append((Document(path, json.loads(written), {(): line}), ()))
        except (json.JSONDecodeError, RecursionError) as error:
            issues.append(ValidationIssue(path, line, IssueKind.NOT_JSON, {"why": str(error)}))
    if issues:
        raise KnowledgeError(issues)
    return _checked(documents, library)


def _checked(entries: list[tuple[Document, tuple[int, ...]]], library: Library) -> tuple[GoldenQuestion, ...]:
    issues: list[ValidationIssue] = []
    questions: list[GoldenQuestion] = []
    for document, location in entries:
        try:
            entry = read_as(GoldenEntry, document, location)
        except KnowledgeError as error:
            issues.extend(error.issues)
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
