"""Knowledge files -> Library, or every issue in them as path, line, what is wrong and what to do."""

from bot.knowledge.document import read_manifest
from bot.knowledge.golden import GoldenQuestion, read_golden, read_questions
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.learned import LEARNED, StalePair, append_learned, written_question
from bot.knowledge.onboarding import ONBOARDING
from bot.knowledge.reading import Knowledge, read_knowledge

__all__ = [
    "LEARNED",
    "ONBOARDING",
    "GoldenQuestion",
    "IssueKind",
    "Knowledge",
    "KnowledgeError",
    "StalePair",
    "ValidationIssue",
    "append_learned",
    "read_golden",
    "read_knowledge",
    "read_manifest",
    "read_questions",
    "written_question",
]
