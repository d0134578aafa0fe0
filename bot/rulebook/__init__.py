"""The rulebook: books, chapters, clauses, their numbers and what refers to them.

Has never heard of files, search, Slack or the clock.
"""

from bot.rulebook.clause import Chapter, Clause, Heading, Owner, Rulebook
from bot.rulebook.library import (
    Ambiguous,
    AtChapter,
    AtClause,
    Library,
    Missing,
    Place,
    chapters_at,
    clauses_at,
    denotes,
)
from bot.rulebook.number import ClauseNumber, MalformedNumberError
from bot.rulebook.reference import Reference, find_references, read_reference

__all__ = [
    "Ambiguous",
    "AtChapter",
    "AtClause",
    "Chapter",
    "Clause",
    "ClauseNumber",
    "Heading",
    "Library",
    "MalformedNumberError",
    "Missing",
    "Owner",
    "Place",
    "Reference",
    "Rulebook",
    "chapters_at",
    "clauses_at",
    "denotes",
    "find_references",
    "read_reference",
]
