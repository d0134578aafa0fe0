"""What staff asked in a stretch of time, and what became of it: counts and shares, of nobody in particular.

Each figure's definition is its sentence `counted.why.*`. Moments are seconds since 1970.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.inquiries import Complaint, Outcome
from bot.rulebook import Clause, Library


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
    PASSED_ON = "passed-on"
    ITEMS = "items"
    WAITING = "waiting"
    LATE = "late"
    LEARNED = "learned"


@dataclass(frozen=True)
class CountedQuestion:
    """A question that was settled; `person` tells askers apart and is shown nowhere ("": not known any more)."""

    outcome: Outcome
    clauses: tuple[str, ...]
    person: str


@dataclass(frozen=True)
class Handled:
    """Something that waited for an owner from one moment to another (0.0: it still does)."""

    since: float
    until: float


@dataclass(frozen=True)
class History:
    """What happened in a stretch of time; of `opinions` None is a useful answer."""

    questions: tuple[CountedQuestion, ...] = ()
    opinions: tuple[Complaint | None, ...] = ()
    letters: tuple[Handled, ...] = ()
    items: tuple[Handled, ...] = ()
    learned: int = 0


@dataclass(frozen=True)
class Report:
    """The figures, and what they are made of: each complaint, each chapter, the clauses shown and those never shown."""

    figures: Mapping[Figure, float]
    complaints: Mapping[Complaint, int]
    chapters: Mapping[str, int]
    shown: Sequence[tuple[Clause, int]]
    unseen: Sequence[Clause]


def report(history: History, library: Library, due: Callable[[float], float], now: float) -> Report:
    """The report over a library; `due` tells by when an owner is to have replied to what came at a moment."""
    outcomes = Counter(each.outcome for each in history.questions)
    complaints = Counter(each for each in history.opinions if each)
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
        Figure.REFUSED_SHARE: refused / searched if (searched := answered + offered + refused) else 0.0,
        Figure.OTHERS: asked - answered - offered - refused,
        Figure.USEFUL: len(history.opinions) - complaints.total(),
        Figure.USELESS: complaints.total(),
        Figure.PASSED_ON: len(history.letters),
        Figure.ITEMS: len(history.items),
        Figure.WAITING: sum(not each.until for each in waited),
        Figure.LATE: sum((each.until or now) > due(each.since) for each in waited),
        Figure.LEARNED: history.learned,
    }
    cited = Counter(
        each.clauses[0] for each in history.questions if each.outcome is Outcome.ANSWER and each.clauses
    )
    return Report(figures, complaints, *_of_clauses(cited, history, library))


def _of_clauses(
    cited: Mapping[str, int], history: History, library: Library
) -> tuple[Mapping[str, int], Sequence[tuple[Clause, int]], Sequence[Clause]]:
    """Answers by the chapter of their first clause, the clauses that answered, most often first, and those of none."""
    known = {name: library.named(name) for name in cited}
    chapters, clauses = Counter[str](), Counter[Clause]()
    for name, count in cited.items():
        if clause := known[name]:
            chapters[clause.heading.in_book(clause.heading.label)] += count
            clauses[clause] += count
    seen = {name for each in history.questions if each.outcome is Outcome.ANSWER for name in each.clauses}
    unseen = [clause for clause in library.clauses if seen.isdisjoint(clause.names)]
    return dict(chapters.most_common()), clauses.most_common(), unseen
