"""synonyms.yaml: groups of words that mean the same in this organisation."""

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.document import Document, read_document
from bot.knowledge.issues import Fault, FaultKind, KnowledgeError

Synonyms = tuple[tuple[str, ...], ...]


def read_synonyms(path: Path) -> Synonyms:
    """The groups in the order of the file, none where there is no file; raises KnowledgeError."""
    if not path.exists():
        return ()
    document = read_document(path)
    if faults := list(_faults(document)):
        raise KnowledgeError(faults)
    return tuple(_groups(document))


def _groups(document: Document) -> Iterator[tuple[str, ...]]:
    for group in document.value or ():
        yield tuple(str(word).strip() for word in group or ())


def _faults(document: Document) -> Iterator[Fault]:
    if not isinstance(document.value, list | None):
        words = {"key": document.path.name, "written": str(document.value)[:60], "expected": "list"}
        yield Fault(document.path, 1, FaultKind.WRONG_TYPE, words)
        return
    seen: dict[str, int] = {}
    for index, group in enumerate(document.value or ()):
        line = document.line((index,))
        words = {"key": str(index + 1), "written": str(group)[:60], "expected": "list"}
        if not isinstance(group, list) or any(isinstance(word, list | dict) for word in group):
            yield Fault(document.path, line, FaultKind.WRONG_TYPE, words)
            continue
        if not all(word and str(word).strip() for word in group):
            yield Fault(document.path, line, FaultKind.EMPTY_TEXT, words)
            continue
        if len(group) < 2:
            yield Fault(document.path, line, FaultKind.SYNONYM_ALONE, words)
        for word in (str(word).strip().lower() for word in group):
            if word in seen:
                words = {"written": word, "first": str(seen[word])}
                yield Fault(document.path, line, FaultKind.SYNONYM_TWICE, words)
            seen.setdefault(word, line)
