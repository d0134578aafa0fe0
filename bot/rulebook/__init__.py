"""The rulebook: books, chapters, clauses, their numbers and what refers to them.

Has never heard of files, search, Slack or the clock.
"""

from bot.rulebook.audience import Audience, Restriction, audience_key, is_open
from bot.rulebook.clause import Chapter, Clause, Heading, Owner, Rulebook
from bot.rulebook.learned import Learned
from bot.rulebook.library import (
    Ambiguous,
    AtChapter,
    AtClause,
    Library,
    Missing,
    Place,
)
from bot.rulebook.numerals import ClauseNumber, MalformedNumberError, parse_numeral
from bot.rulebook.paragraphs import LAST, Part, part_of
from bot.rulebook.places import chapters_at, clauses_at, clauses_from, denotes
from bot.rulebook.references import Reference, find_references, read_reference

__all__ = [
    "LAST",
    "Ambiguous",
    "AtChapter",
    "AtClause",
    "Audience",
    "Chapter",
    "Clause",
    "ClauseNumber",
    "Heading",
    "Learned",
    "Library",
    "MalformedNumberError",
    "Missing",
    "Owner",
    "Part",
    "Place",
    "Reference",
    "Restriction",
    "Rulebook",
    "audience_key",
    "chapters_at",
    "clauses_at",
    "clauses_from",
    "denotes",
    "find_references",
    "is_open",
    "parse_numeral",
    "part_of",
    "read_reference",
]
