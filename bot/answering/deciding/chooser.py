"""A reader for the doubtful part: which of the best clauses answers a question, where the ranking is not sure."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from bot.rulebook import Clause

CHOICES = 8  # clauses that it is shown


class Abstention(Enum):
    """It points at no clause: because NONE answers, or because it is UNDECIDED (or did not say in time)."""

    NONE = "none"
    UNDECIDED = "undecided"


Verdict = int | Abstention  # the place of the clause that answers, from 0


class Chooser(Protocol):
    """Chooses among clauses; it never says words of its own, and never raises."""

    def choose(self, question: str, clauses: Sequence[Clause]) -> Verdict:
        """The place of the clause that answers the question, or why there is none."""
        ...
