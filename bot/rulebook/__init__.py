"""The rulebook: books, chapters, clauses, their numbers and what refers to them.

Has never heard of files, search, Slack or the clock.
"""

from bot.rulebook.clause import (
    LAST,
    Audience,
    Chapter,
    Clause,
    Heading,
    Owner,
    Part,
    Restriction,
    Rulebook,
    SettledQuestion,
    audience_key,
    fingerprint,
    is_open,
    part_of,
)
from bot.rulebook.designators import names_reference
from bot.rulebook.library import Ambiguous, AtChapter, AtClause, Library, Missing
from bot.rulebook.numerals import NUMERAL, ClauseNumber, MalformedNumberError, parse_numeral
from bot.rulebook.references import Reference, find_references, read_reference

__all__ = [
    "LAST",
    "NUMERAL",
    "Ambiguous",
    "AtChapter",
    "AtClause",
    "Audience",
    "Chapter",
    "Clause",
    "ClauseNumber",
    "Heading",
    "Library",
    "MalformedNumberError",
    "Missing",
    "Owner",
    "Part",
    "Reference",
    "Restriction",
    "Rulebook",
    "SettledQuestion",
    "audience_key",
    "find_references",
    "fingerprint",
    "is_open",
    "names_reference",
    "parse_numeral",
    "part_of",
    "read_reference",
]
