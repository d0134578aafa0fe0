"""synonyms.yaml: groups of words that mean the same in this organisation."""

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.document import Document, read_document
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue

Synonyms = tuple[tuple[str, ...], ...]


def read_synonyms(path: Path) -> Synonyms:
    """The groups in the order of the file, none where there is no file; raises KnowledgeError."""
    if not path.exists():
        return ()
    document = read_document(path)
    if issues := list(_issues(document)):
        raise KnowledgeError(issues)
    return tuple(_groups(document))


def _groups(document: Document) -> Iterator[tuple[str, ...]]:
    for group in document.value or ():
        yield tuple(str(word).strip() for word in group or ())


def _issues(document: Document) -> Iterator[ValidationIssue]:
    if not isinstance(document.value, list | None):
        words = {"key": document.path.name, "written": str(document.value)[:60], "expected": "list"}
        yield ValidationIssue(document.path, 1, IssueKind.WRONG_TYPE, words)
        return
    seen: dict[str, int] = {}
    for index, group in enumerate(document.value or ()):
        line = document.line((index,))
        words = {"key": str(index + 1), "written": str(group)[:60], "expected": "list"}
        if not isinstance(group, list) or any(isinstance(word, list | dict) for word in group):
            yield ValidationIssue(document.path, line, IssueKind.WRONG_TYPE, words)
            continue
        if not all(word and str(word).strip() for word in group):
            yield ValidationIssue(document.path, line, IssueKind.EMPTY_TEXT, words)
            continue
        if len(group) < 2:
            yield ValidationIssue(document.path, line, IssueKind.SYNONYM_ALONE, words)
        for word in (str(word).strip().lower() for word in group):
            if word in seen:
                words = {"written": word, "first": str(seen[word])}
                yield ValidationIssue(document.path, line, IssueKind.SYNONYM_TWICE, words)
            seen.setdefault(word, line)
