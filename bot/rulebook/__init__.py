"""The rulebook: books, headings, clauses, their numbers and what refers to them.

Has never heard of files, search, Slack or the clock.
"""

from bot.rulebook.book import Division, Rulebook
from bot.rulebook.clause import (
    Audience,
    Clause,
    Restriction,
    SettledQuestion,
    audience_key,
    fingerprint,
    is_open,
)
from bot.rulebook.clause_number import ClauseNumber, MalformedNumberError
from bot.rulebook.designators import names_reference
from bot.rulebook.heading import Heading, HeadingKind, Owner
from bot.rulebook.library import Ambiguous, AtClause, AtDivision, Library, Missing
from bot.rulebook.numerals import NUMERAL, parse_numeral
from bot.rulebook.parts import LAST, Part, part_of
from bot.rulebook.references import Reference, find_references, read_reference

__all__ = [
    "LAST",
    "NUMERAL",
    "Ambiguous",
    "AtClause",
    "AtDivision",
    "Audience",
    "Clause",
    "ClauseNumber",
    "Division",
    "Heading",
    "HeadingKind",
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
