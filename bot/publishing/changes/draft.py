"""Knowledge that could be published, with all that the gate looks at. One reader reads the folder and what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.generation import SHOWN, Generation
from bot.knowledge import (
    GOLDEN,
    CheckedKnowledge,
    GoldenQuestion,
    Knowledge,
    KnowledgeError,
    KnowledgeWarning,
    PlacedClause,
    Severity,
    known_as,
    read_checked,
    read_files,
    read_golden,
    read_knowledge,
    severity_of,
    stamp,
    write_files,
)


@dataclass(frozen=True)
class Draft:
    """A generation as it reads: its knowledge, its golden questions, and the errors that `shouze check` finds in it.

    `placed`: where each of its clauses stands in the files.
    """

    generation: Generation
    knowledge: Knowledge
    golden: tuple[GoldenQuestion, ...]
    errors: tuple[KnowledgeWarning, ...]
    placed: tuple[PlacedClause, ...]


def read_draft(folder: Path) -> Draft:
    """What stands in a folder at one moment: where files change meanwhile, all is read again. Raises KnowledgeError."""
    while True:
        before = stamp(folder)
        try:
            checked = read_checked(folder)  # first: it names the faults of all files
            draft = _draft(folder, Generation(read_files(folder)), checked)
        except KnowledgeError:
            if stamp(folder) == before:
                raise
            continue
        if stamp(folder) == before:
            return draft


def read_as_published(folder: Path, generation: str) -> Knowledge | None:
    """What stands in a folder where it is that generation; None for another. Raises KnowledgeError.

    It was published: nobody looks again for what may be wrong in it.
    """
    before = stamp(folder)
    if Generation(read_files(folder)).id != generation:
        return None
    knowledge = replace(read_knowledge(folder), generation=generation)
    return knowledge if stamp(folder) == before else None


def draft_of(generation: Generation) -> Draft:
    """What a generation that is kept reads as; raises KnowledgeError where this version does not take it any more."""
    with _laid_out(generation) as folder:
        return _draft(folder, generation, read_checked(folder))


def read_generation(generation: Generation) -> Knowledge:
    """Its knowledge alone; raises KnowledgeError as `draft_of` does."""
    with _laid_out(generation) as folder:
        return replace(read_knowledge(folder), generation=generation.id)


def read_golden_of(generation: Generation, knowledge: Knowledge) -> tuple[GoldenQuestion, ...]:
    """Its golden questions; raises KnowledgeError."""
    with _laid_out(generation) as folder:
        return _golden(folder, knowledge)


def _draft(folder: Path, generation: Generation, read: CheckedKnowledge) -> Draft:
    knowledge = replace(read.knowledge, generation=generation.id)
    errors = tuple(each for each in read.warnings if severity_of(each.kind) is Severity.ERROR)
    return Draft(generation, knowledge, _golden(folder, knowledge), errors, read.placed)


@contextmanager
def _laid_out(generation: Generation) -> Iterator[Path]:
    with TemporaryDirectory(prefix="shouze-") as written:
        folder = Path(written)
        write_files(generation.files, folder)
        with known_as(generation.id[:SHOWN], folder):
            yield folder


def _golden(folder: Path, knowledge: Knowledge) -> tuple[GoldenQuestion, ...]:
    path = folder / GOLDEN
    return tuple(read_golden(path, knowledge.library)) if path.exists() else ()
