"""How a document is divided."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.importing.structure.lines.headings import FoundHeading
from bot.importing.structure.lines.openings import Numbering, Opening
from bot.importing.structure.numbering.sequence import Kept


@dataclass(frozen=True)
class Scheme:
    """`style` is None where headings alone divide the text.

    `openings` are what lines begin with, `kept` those at which numbered clauses begin, `headings` those that stand
    above them.
    """

    style: Numbering | None
    kept: Mapping[int, Kept]
    headings: Mapping[int, FoundHeading]
    openings: Mapping[int, Opening]
