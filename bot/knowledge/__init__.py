"""Knowledge files -> Library, or every issue in them as path, line, what is wrong and what to do."""

from bot.knowledge.books.amendments import amended_in_place
from bot.knowledge.books.consistency import PlacedClause
from bot.knowledge.checks.lint import BookReport, Severity, lint, lint_book, reviews_past, severity_of
from bot.knowledge.checks.warnings import CheckedKnowledge, KnowledgeWarning, WarningKind, read_checked
from bot.knowledge.documents.document import read_manifest
from bot.knowledge.files import Stamp, is_there, read_files, stamp, write_files
from bot.knowledge.issues import Finding, IssueKind, KnowledgeError, ValidationIssue, Word, known_as
from bot.knowledge.onboarding import ONBOARDING
from bot.knowledge.questions import (
    GOLDEN,
    LEARNED,
    GoldenQuestion,
    append_learned,
    read_golden,
    read_questions,
    written_question,
)
from bot.knowledge.reading import Knowledge, read_knowledge, wordings_settled

__all__ = [
    "GOLDEN",
    "LEARNED",
    "ONBOARDING",
    "BookReport",
    "CheckedKnowledge",
    "Finding",
    "GoldenQuestion",
    "IssueKind",
    "Knowledge",
    "KnowledgeError",
    "KnowledgeWarning",
    "PlacedClause",
    "Severity",
    "Stamp",
    "ValidationIssue",
    "WarningKind",
    "Word",
    "amended_in_place",
    "append_learned",
    "is_there",
    "known_as",
    "lint",
    "lint_book",
    "read_checked",
    "read_files",
    "read_golden",
    "read_knowledge",
    "read_manifest",
    "read_questions",
    "reviews_past",
    "severity_of",
    "stamp",
    "wordings_settled",
    "write_files",
    "written_question",
]
