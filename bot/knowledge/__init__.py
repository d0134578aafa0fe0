"""Knowledge files -> Library, or every issue in them as path, line, what is wrong and what to do."""

from bot.knowledge.document import read_manifest
from bot.knowledge.golden import GoldenQuestion
from bot.knowledge.golden import read_golden
from bot.knowledge.golden import read_questions
from bot.knowledge.issues import IssueKind
from bot.knowledge.issues import KnowledgeError
from bot.knowledge.issues import ValidationIssue
from bot.knowledge.learned import LEARNED
from bot.knowledge.learned import StalePair
from bot.knowledge.learned import append_learned
from bot.knowledge.learned import written_question
from bot.knowledge.onboarding import ONBOARDING
from bot.knowledge.reading import Knowledge
from bot.knowledge.reading import read_knowledge

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
