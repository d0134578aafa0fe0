"""What was settled: questions that somebody who owns the rule has answered with a clause."""

from dataclasses import dataclass
from datetime import date

from bot.rulebook.clause import Clause


@dataclass(frozen=True)
class Learned:
    """A past question and the clause that answers it, settled on a day (None: nobody noted it)."""

    question: str
    clause: Clause
    settled: date | None = None
