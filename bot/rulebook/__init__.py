"""The rulebook: books, headings, clauses, their numbers and what refers to them.

Has never heard of files, search, Slack or the clock.
"""

from bot.rulebook.book import Rulebook
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
from bot.rulebook.designation.designators import LAST, NamedPart, PartUnit
from bot.rulebook.designation.numerals import NUMERAL, parse_numeral
from bot.rulebook.designation.places.outcomes import (
    Ambiguous,
    AtBooks,
    AtClause,
    AtClauses,
    AtDivision,
    Missing,
    Repealed,
    ToCome,
)
from bot.rulebook.designation.texts.documents import document_alone
from bot.rulebook.designation.texts.messages import names_reference, read_reference, read_references
from bot.rulebook.designation.texts.references import Reference, find_references
from bot.rulebook.division import Division, outline, with_those_below
from bot.rulebook.editions.acknowledgement import AcknowledgementRequest
from bot.rulebook.editions.revision import Repeal, Revision, Source
from bot.rulebook.editions.timeline import Timeline
from bot.rulebook.heading import Heading, HeadingKind, Owner, within_title_marks
from bot.rulebook.item_lines import lines_of
from bot.rulebook.library import Library
from bot.rulebook.parts import Part, part_of
from bot.rulebook.table import Table

__all__ = [
    "LAST",
    "NUMERAL",
    "AcknowledgementRequest",
    "Ambiguous",
    "AtBooks",
    "AtClause",
    "AtClauses",
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
    "NamedPart",
    "Owner",
    "Part",
    "PartUnit",
    "Reference",
    "Repeal",
    "Repealed",
    "Restriction",
    "Revision",
    "Rulebook",
    "SettledQuestion",
    "Source",
    "Table",
    "Timeline",
    "ToCome",
    "audience_key",
    "document_alone",
    "find_references",
    "fingerprint",
    "is_open",
    "lines_of",
    "names_reference",
    "outline",
    "parse_numeral",
    "part_of",
    "read_reference",
    "read_references",
    "with_those_below",
    "within_title_marks",
]
