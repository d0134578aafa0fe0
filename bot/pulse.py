"""What staff are asked now and then about the rules: the questions, when a round is open, and what may be shown of it.

Days are those of the organisation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.tallies import ENOUGH_PEOPLE

SCORES = range(1, 6)  # not at all ... wholly
MOST_QUESTIONS = 5


class Every(StrEnum):
    """How often there is a round; the name is what is written in the file."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months lie between two rounds."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}[self]


@dataclass(frozen=True)
class PulseQuestion:
    """Something that staff agree with, or not; by its `id` rounds are compared."""

    id: str
    text: str


@dataclass(frozen=True)
class Round:
    """One time that staff are asked, from a day on, up to a day on which it is closed."""

    id: str
    opens: date
    closes: date
    questions: tuple[PulseQuestion, ...]


@dataclass(frozen=True)
class Pulse:
    """The questions and their schedule.

    A round opens on the first working day from a day of the month on, for so many `days`. `audiences` are those who are
    asked (none: all staff). Unless it `is_sent`, nobody is.
    """

    questions: tuple[PulseQuestion, ...]
    every: Every = Every.QUARTER
    day: int = 1
    days: int = 7
    audiences: tuple[str, ...] = ()
    is_sent: bool = False

    def round_on(self, today: date, first_working: Callable[[date], date]) -> Round | None:
        """The round that is open on a day; `first_working` tells the first working day from a day on."""
        months = (today.month - 1) // self.every.months * self.every.months
        begins = date(today.year, months + 1, self.day)
        opens = first_working(begins)
        closes = opens + timedelta(self.days)
        if not opens <= today < closes:
            return None
        return Round(f"{begins:%Y-%m}", opens, closes, self.questions)


@dataclass(frozen=True)
class QuestionResult:
    """How often each score was given to a question, once its round was closed; nothing where too few answered."""

    question: PulseQuestion
    counts: Mapping[int, int]

    @property
    def answers(self) -> int:
        """How many answered; 0 where fewer than are shown."""
        return sum(self.counts.values())

    @property
    def average(self) -> float:
        """The average score; 0.0 where there is none."""
        return (
            sum(score * count for score, count in self.counts.items()) / self.answers if self.answers else 0.0
        )


@dataclass(frozen=True)
class RoundResult:
    """What came of a closed round: how many were asked, and each question's result."""

    id: str
    asked: int
    results: Sequence[QuestionResult]


def counted(scores: Sequence[int]) -> Mapping[int, int]:
    """How often each score was given, where enough answered for none of them to be told; else nothing."""
    if len(scores) < ENOUGH_PEOPLE:
        return {}
    return {score: scores.count(score) for score in SCORES}
