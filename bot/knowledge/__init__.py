"""Knowledge files -> Library, or every issue in them as path, line, what is wrong and what to do."""

from bot.knowledge.checks.warnings import read_warnings
from bot.knowledge.document import read_manifest
from bot.knowledge.issues import IssueKind, KnowledgeError, ValidationIssue
from bot.knowledge.onboarding import ONBOARDING
from bot.knowledge.questions import (
    LEARNED,
    GoldenQuestion,
    append_learned,
    read_golden,
    read_questions,
    written_question,
)
from bot.knowledge.reading import Knowledge, read_knowledge

__all__ = [
    "LEARNED",
    "ONBOARDING",
    "GoldenQuestion",
    "IssueKind",
    "Knowledge",
    "KnowledgeError",
    "ValidationIssue",
    "append_learned",
    "read_golden",
    "read_knowledge",
    "read_manifest",
    "read_questions",
    "read_warnings",
    "written_question",
]
