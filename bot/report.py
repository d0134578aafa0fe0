"""What staff asked in a stretch of time, and what became of it: counts and shares, of nobody in particular.

Each figure's definition is its sentence `counted.why.*`. Moments are seconds since 1970.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.inquiries import Complaint, Outcome
from bot.rulebook import Clause, Heading, Library

REPLY_HOURS = 24  # working hours in which an owner is to have replied
_ABOUT_CLAUSES = {Outcome.ANSWER, Outcome.CHOICE}
_Counted = TypeVar("_Counted", bound="Counted")


class Figure(StrEnum):
    """The figures in their order; the name is what is shown and written into files."""

    QUESTIONS = "questions"
    PEOPLE = "people"
    ANSWERED = "answered"
    OFFERED = "offered"
    REFUSED = "refused"
    REFUSED_SHARE = "refused-share"
    OTHERS = "others"
    USEFUL = "useful"
    USELESS = "useless"
    USELESS_SHARE = "useless-share"
    PASSED_ON = "passed-on"
    ITEMS = "items"
    WAITING = "waiting"
    LATE = "late"
    LEARNED = "learned"

    @property
    def is_share(self) -> bool:
        """Whether it is a share of 1; all others are numbers of something."""
        return self in _SHARED

    def written(self, value: float) -> str:
        """Its value as people read it."""
        return f"{value:.0%}" if self.is_share else f"{value:.0f}"


_SHARED = {  # what each share is a share of
    Figure.REFUSED_SHARE: (Figure.ANSWERED, Figure.OFFERED, Figure.REFUSED),
    Figure.USELESS_SHARE: (Figure.USEFUL, Figure.USELESS),
}


@dataclass(frozen=True)
class Period:
    """Some days, the first and the last included."""

    first: date
    last: date

    @classmethod
    def over_before(cls, day: date, months: int = 1) -> "Period":
        """The last month (or quarter, of three) that was over on a day."""
        end = (day.year * 12 + day.month - 1) // months * months
        return cls(_first_of(end - months), _first_of(end) - timedelta(days=1))

    @classmethod
    def month_of(cls, day: date) -> "Period":
        """The month of a day. Raises OverflowError for the last one that there is."""
        return cls.over_before(day.replace(day=1) + timedelta(days=31))


@dataclass(frozen=True)
class Counted:
    """Something that is counted, and the clauses that it is about, by name: the nearest first."""

    clauses: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class CountedQuestion(Counted):
    """A question that was settled; `person` tells askers apart and is shown nowhere ("": not known any more)."""

    outcome: Outcome
    person: str


@dataclass(frozen=True)
class CountedOpinion(Counted):
    """What somebody said of an answer; without a complaint it was useful."""

    complaint: Complaint | None = None


@dataclass(frozen=True)
class Handled(Counted):
    """Something that waited for an owner from one moment to another (0.0: it still does)."""

    since: float
    until: float


@dataclass(frozen=True)
class History:
    """What happened in a stretch of time; `learned` are the pairs that owners settled."""

    questions: tuple[CountedQuestion, ...] = ()
    opinions: tuple[CountedOpinion, ...] = ()
    letters: tuple[Handled, ...] = ()
    items: tuple[Handled, ...] = ()
    learned: tuple[Counted, ...] = ()

    def where(self, is_meant: Callable[[Sequence[str]], bool]) -> "History":
        """What has such clauses."""

        def some(counted: Sequence[_Counted]) -> tuple[_Counted, ...]:
            return tuple(each for each in counted if is_meant(each.clauses))

        learned = some(self.learned)
        return History(
            some(self.questions), some(self.opinions), some(self.letters), some(self.items), learned
        )


@dataclass(frozen=True)
class Report:
    """The figures, and what they are made of.

    `chapters`: the questions on each; `shown`: the clauses that answered, most often first; `unseen`: those
    that answered nothing; `learned`: the clauses of the pairs that were settled, each once.
    """

    figures: Mapping[Figure, float]
    complaints: Mapping[Complaint, int]
    chapters: Sequence[tuple[Heading, int]]
    shown: Sequence[tuple[Clause, int]]
    unseen: Sequence[Clause]
    learned: Sequence[Clause] = ()

    def has(self, figure: Figure) -> bool:
        """Whether there is such a figure: a share of nothing is none."""
        return figure not in _SHARED or any(self.figures[part] for part in _SHARED[figure])

    def written(self, figure: Figure) -> str:
        """The figure's value as people read it."""
        return figure.written(self.figures[figure]) if self.has(figure) else "–"


def report(history: History, library: Library, due: Callable[[float], float], now: float) -> Report:
    """The report over a library; `due` tells by when an owner is to have replied to what came at a moment.

    What is not in the library is counted, and not named.
    """
    outcomes = Counter(each.outcome for each in history.questions)
    complaints = Counter(each.complaint for each in history.opinions if each.complaint)
    waited = (*history.letters, *history.items)
    asked = len(history.questions)
    answered, offered, refused = (
        outcomes[each] for each in (Outcome.ANSWER, Outcome.CHOICE, Outcome.REFUSAL)
    )
    figures: dict[Figure, float] = {
        Figure.QUESTIONS: asked,
        Figure.PEOPLE: len({each.person for each in history.questions if each.person}),
        Figure.ANSWERED: answered,
        Figure.OFFERED: offered,
        Figure.REFUSED: refused,
        Figure.REFUSED_SHARE: _share(refused, answered + offered + refused),
        Figure.OTHERS: asked - answered - offered - refused,
        Figure.USEFUL: len(history.opinions) - complaints.total(),
        Figure.USELESS: complaints.total(),
        Figure.USELESS_SHARE: _share(complaints.total(), len(history.opinions)),
        Figure.PASSED_ON: len(history.letters),
        Figure.ITEMS: len(history.items),
        Figure.WAITING: sum(not each.until for each in waited),
        Figure.LATE: sum((each.until or now) > due(each.since) for each in waited),
        Figure.LEARNED: len(history.learned),
    }
    answers = [each for each in history.questions if each.outcome is Outcome.ANSWER]
    asked_about = [each for each in history.questions if each.outcome in _ABOUT_CLAUSES]
    chapters = Counter[Heading]()
    for clause, count in _nearest(asked_about, library).items():
        chapters[clause.heading] += count
    seen = {name for each in answers for name in each.clauses}
    unseen = [clause for clause in library.clauses if seen.isdisjoint(clause.names)]
    shown, learned = _nearest(answers, library), tuple(_nearest(history.learned, library))
    return Report(figures, complaints, chapters.most_common(), shown.most_common(), unseen, learned)


def _nearest(counted: Sequence[Counted], library: Library) -> Counter[Clause]:
    """How much is nearest to each clause of the library, under whichever of its names."""
    names = Counter(each.clauses[0] for each in counted if each.clauses)
    clauses = Counter[Clause]()
    for name, count in names.items():
        if clause := library.named(name):
            clauses[clause] += count
    return clauses


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _first_of(month: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)
