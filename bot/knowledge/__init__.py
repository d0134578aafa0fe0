"""Knowledge files -> Library, or every fault in them as path, line, what is wrong and what to do."""

from bot.knowledge.fault import Fault, FaultKind, KnowledgeError
from bot.knowledge.golden import GoldenQuestion, read_golden, read_questions
from bot.knowledge.reading import Knowledge, read_knowledge

__all__ = [
    "Fault",
    "FaultKind",
    "GoldenQuestion",
    "Knowledge",
    "KnowledgeError",
    "read_golden",
    "read_knowledge",
    "read_questions",
]
