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
    return tuple(tuple(str(word).strip() for word in group or ()) for group in document.entries())


def _issues(document: Document) -> Iterator[ValidationIssue]:
    seen: dict[str, int] = {}
    for index, group in enumerate(document.entries()):
        words = {"key": str(index + 1), "written": str(group)[:60], "expected": "list"}
        if not isinstance(group, list) or any(isinstance(word, list | dict) for word in group):
            yield document.issue(IssueKind.WRONG_TYPE, (index,), **words)
            continue
        if not all(word and str(word).strip() for word in group):
            yield document.issue(IssueKind.EMPTY_TEXT, (index,), **words)
            continue
        if len(group) < 2:
            yield document.issue(IssueKind.SYNONYM_ALONE, (index,), **words)
        for word in (str(word).strip().lower() for word in group):
            if word in seen:
                yield document.issue(IssueKind.SYNONYM_TWICE, (index,), written=word, first=str(seen[word]))
            seen.setdefault(word, document.line((index,)))
