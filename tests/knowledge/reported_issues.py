"""Reads a knowledge folder as `shouze check` does, and tells its faults in short."""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from bot.knowledge import IssueKind, KnowledgeError, read_golden, read_knowledge, read_questions
from bot.knowledge.issues import ValidationIssue, Word
from bot.wording import Language, catalogue_for

Reported = tuple[str, int, IssueKind]


def issues_in(folder: Path) -> list[Reported]:
    """Path inside the folder, line and kind of every fault; each must have its sentence in each language."""
    return [(str(issue.path.relative_to(folder)), issue.line, issue.kind) for issue in faults_in(folder)]


def faults_in(folder: Path) -> Sequence[ValidationIssue]:
    """Every fault with its words; the same."""
    try:
        knowledge = read_knowledge(folder)
        if (folder / "golden.yaml").exists():
            read_golden(folder / "golden.yaml", knowledge.library)
        if (folder / "questions.jsonl").exists():
            read_questions(folder / "questions.jsonl", knowledge.library)
    except KnowledgeError as error:
        for language, issue in product(Language, error.issues):
            catalogue_for(language)(f"fault.{issue.kind}", **issue.words)  # raises where a word is missing
        return error.issues
    return []


def listed(words: Mapping[str, Word]) -> dict[str, str]:
    """The words of a fault, several in one."""
    return {name: word if isinstance(word, str) else ", ".join(word) for name, word in words.items()}
