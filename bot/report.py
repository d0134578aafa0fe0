"""What staff asked in a stretch of time, and what became of it: counts and shares, of nobody in particular.

What fewer than five people did is not told, nor what it could be worked out from (`bot/tallies.py`). What lies before
owners is: they have it there one by one.

Each figure's definition is its sentence `counted.why.*`. Moments are seconds since 1970.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.inquiries import Complaint, Outcome
from bot.rulebook import Clause, Heading, Library
from bot.tallies import Sum, Tally, Told, Untold, told

REPLY_HOURS = 24  # working hours in which an owner is to have replied
_ABOUT_CLAUSES = {Outcome.ANSWER, Outcome.CHOICE}
_Counted = TypeVar("_Counted", bound="Counted")
_Key = TypeVar("_Key", bound=Hashable)


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


_OUTCOMES = {
    Outcome.ANSWER: Figure.ANSWERED,
    Outcome.CHOICE: Figure.OFFERED,
    Outcome.REFUSAL: Figure.REFUSED,
}
_PARTS = (*_OUTCOMES.values(), Figure.OTHERS)  # of all questions
_SHARED = {  # what each share is a share of, the last of them
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
    """Something that is counted, and the clauses that it is about, by name: the nearest first.

    `person` tells those who did it apart and is shown nowhere ("": not known any more).
    """

    clauses: tuple[str, ...] = field(default=(), kw_only=True)
    person: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class CountedQuestion(Counted):
    """A question that was settled."""

    outcome: Outcome


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
    that answered nothing; `learned`: the clauses of the pairs that were settled, each once. What is not told stands
    behind what is.
    """

    figures: Mapping[Figure, float | Untold]
    complaints: Mapping[Complaint, Told]
    chapters: Sequence[tuple[Heading, Told]]
    shown: Sequence[tuple[Clause, Told]]
    unseen: Sequence[Clause]
    learned: Sequence[Clause] = ()

    def has(self, figure: Figure) -> bool:
        """Whether there is such a figure: a share of nothing is none."""
        return figure not in _SHARED or any(self.figures[part] for part in _SHARED[figure])

    def told(self, figure: Figure) -> float | None:
        """Its value; None where it is not told, or there is none."""
        value = self.figures[figure]
        return None if isinstance(value, Untold) or not self.has(figure) else value


def report(history: History, library: Library, due: Callable[[float], float], now: float) -> Report:
    """The report over a library; `due` tells by when an owner is to have replied to what came at a moment.

    What is not in the library is counted, and not named.
    """
    tallies = dict(_figures(history))
    complaints = _by((each, each.complaint) for each in history.opinions if each.complaint)
    answers = [each for each in history.questions if each.outcome is Outcome.ANSWER]
    clauses = _nearest(answers, library, by=_itself)
    about_clauses = [each for each in history.questions if each.outcome in _ABOUT_CLAUSES]
    asked_about = _nearest(about_clauses, library, by=lambda clause: clause.heading)
    gone = _by((each, each.outcome) for each in about_clauses if not _clause(each, library))
    everything: dict[Any, Tally] = {**tallies, **complaints, **asked_about, **clauses, **gone}
    counts = told(everything, list(_sums(tallies, complaints, asked_about, clauses, gone)))
    waited = (*history.letters, *history.items)
    figures: dict[Figure, float | Untold] = {
        **{figure: counts[figure] for figure in tallies},
        Figure.ITEMS: len(history.items),
        Figure.WAITING: sum(not each.until for each in waited),
        Figure.LATE: sum((each.until or now) > due(each.since) for each in waited),
        Figure.LEARNED: len(history.learned),
    }
    figures |= {share: _share([figures[part] for part in parts]) for share, parts in _SHARED.items()}
    seen = {name for each in answers for name in each.clauses}
    return Report(
        {figure: figures[figure] for figure in Figure},
        {complaint: counts[complaint] for complaint in complaints},
        _most_first({heading: counts[heading] for heading in asked_about}, library.headings),
        _most_first({clause: counts[clause] for clause in clauses}, library.clauses),
        [clause for clause in library.clauses if seen.isdisjoint(clause.names)],
        tuple(_nearest(history.learned, library, by=_itself)),
    )


def _figures(history: History) -> Iterator[tuple[Figure, Tally]]:
    """The figures of what people did."""
    people = Tally.of(each.person for each in history.questions if each.person).people
    by_outcome = _by((each, _OUTCOMES.get(each.outcome, Figure.OTHERS)) for each in history.questions)
    useful = [each for each in history.opinions if each.complaint is None]
    useless = [each for each in history.opinions if each.complaint]
    yield Figure.QUESTIONS, _tally(history.questions)
    yield Figure.PEOPLE, Tally(people, people)
    yield from ((figure, by_outcome.get(figure, _tally(()))) for figure in _PARTS)
    yield Figure.USEFUL, _tally(useful)
    yield Figure.USELESS, _tally(useless)
    yield Figure.PASSED_ON, _tally(history.letters)


def _sums(
    figures: Mapping[Figure, Tally],
    complaints: Collection[Complaint],
    chapters: Collection[Heading],
    clauses: Collection[Clause],
    gone: Collection[Outcome],
) -> Iterator[Sum[Hashable]]:
    """What gives what: all questions are of one kind each, complaints make what was of no use, and so on.

    Of clauses that are `gone` nothing is shown: whoever reckons with them as with all others knows more than anybody.
    """
    yield (Figure.QUESTIONS,), _PARTS
    yield (Figure.USELESS,), complaints
    yield (Figure.ANSWERED, Figure.OFFERED), [*chapters, *gone]
    yield (Figure.ANSWERED,), [*clauses, *(each for each in gone if each is Outcome.ANSWER)]
    if not figures[Figure.OFFERED].count:  # else a chapter has more than what its clauses answered
        for heading in chapters:
            yield (heading,), [clause for clause in clauses if clause.heading == heading]


def _tally(counted: Sequence[Counted]) -> Tally:
    return Tally.of(each.person for each in counted)


def _by(sorted_: Iterable[tuple[Counted, _Key]]) -> dict[_Key, Tally]:
    """How much there is of each kind."""
    people: dict[_Key, list[str]] = defaultdict(list)
    for each, key in sorted_:
        people[key].append(each.person)
    return {key: Tally.of(whose) for key, whose in people.items()}


def _most_first(counts: Mapping[_Key, Told], order: Sequence[_Key]) -> Sequence[tuple[_Key, Told]]:
    """The highest counts first; then what is not told, as it stands in the book."""
    places = {key: place for place, key in enumerate(order)}
    known = [(key, count) for key, count in counts.items() if not isinstance(count, Untold)]
    left = [(key, count) for key, count in counts.items() if isinstance(count, Untold)]
    known.sort(key=lambda pair: -pair[1])
    left.sort(key=lambda pair: places.get(pair[0], len(places)))
    return [*known, *left]


def _nearest(counted: Sequence[Counted], library: Library, by: Callable[[Clause], _Key]) -> dict[_Key, Tally]:
    """How much is nearest to the clauses of the library, under whichever of their names."""
    clauses = ((each, _clause(each, library)) for each in counted)
    return _by((each, by(clause)) for each, clause in clauses if clause)


def _clause(counted: Counted, library: Library) -> Clause | None:
    """The nearest of its clauses; None where there is none, or it is not in the library (any more)."""
    return library.named(counted.clauses[0]) if counted.clauses else None


def _itself(clause: Clause) -> Clause:
    return clause


def _share(parts: Sequence[float | Untold]) -> float | Untold:
    """The last of them of all; not told where one of them is not."""
    for untold in parts:
        if isinstance(untold, Untold):
            return untold
    known = [part for part in parts if not isinstance(part, Untold)]
    return known[-1] / sum(known) if sum(known) else 0.0


def _first_of(month: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)
