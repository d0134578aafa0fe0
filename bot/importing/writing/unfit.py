"""Faults of files that an import wrote and nobody sees, told as those of the document that they were made from."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from bot.importing.source import ImportRefusedError, Refusal
from bot.knowledge.issues import KnowledgeError, ValidationIssue

_SOURCE = "source:"


class UnfitTextError(ImportRefusedError):
    """A document of which no rule files can be made: its `fault`, and its `place` (a page, paragraph or row), or {}."""

    def __init__(self, file: str, place: Mapping[str, int], fault: ValidationIssue) -> None:
        super().__init__(Refusal.UNFIT_TEXT, file=file)
        self.place, self.fault = place, fault


@contextmanager
def told_of_document(document: str, written: Path) -> Iterator[None]:
    """Raises UnfitTextError in the place of a KnowledgeError of files in the folder `written`, and of no others."""
    try:
        yield
    except KnowledgeError as error:
        first = error.issues[0]
        if not all(issue.path.is_relative_to(written) for issue in error.issues):
            raise
        raise UnfitTextError(document, _place(first.path, first.line), first) from error


def _place(path: Path, line: int) -> dict[str, int]:
    """The page, paragraph or row of the clause that stands on a line, as its source below tells; {} for none."""
    lines: Sequence[str] = path.read_text("utf-8").splitlines() if path.is_file() else ()
    sources = (each.strip() for each in lines[line - 1 :] if each.strip().startswith(_SOURCE))
    try:
        source = yaml.safe_load(next(sources, ""))["source"]
        return {name: source[name] for name in ("page", "paragraph", "row") if name in source}
    except (yaml.YAMLError, TypeError, KeyError):
        return {}
