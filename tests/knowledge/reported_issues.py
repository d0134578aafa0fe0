"""Reads a knowledge folder as `shouze check` does, and tells its faults in short."""

from itertools import product
from pathlib import Path

from bot.knowledge import FaultKind, KnowledgeError, read_golden, read_knowledge, read_questions
from bot.wording import Language, catalogue_for

Told = tuple[str, int, FaultKind]


def faults_in(folder: Path) -> list[Told]:
    """Path inside the folder, line and kind of every fault; each must have its sentence in each language."""
    try:
        knowledge = read_knowledge(folder)
        if (folder / "golden.yaml").exists():
            read_golden(folder / "golden.yaml", knowledge.library)
        if (folder / "questions.jsonl").exists():
            read_questions(folder / "questions.jsonl", knowledge.library)
    except KnowledgeError as error:
        for language, fault in product(Language, error.faults):
            catalogue_for(language)(f"fault.{fault.kind}", **fault.words)  # raises where a word is missing
        return [(str(fault.path.relative_to(folder)), fault.line, fault.kind) for fault in error.faults]
    return []
