"""What a change of the rules touches, in lines."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.inquiries import Outcome
from bot.publishing import LATELY, ChangedAnswer, Impact, Reading
from bot.rulebook import AcknowledgementRequest, Rulebook
from bot.tallies import ENOUGH_PEOPLE
from bot.wording.catalogue import Catalogue

_MOST = 10  # lines below a figure


def impact_figures(impact: Impact, say: Catalogue) -> Iterator[str]:
    """How much of each kind it touches; one line where it touches nothing."""
    for figure, _ in _parts(impact, say):
        yield figure


def impact_lines(impact: Impact, say: Catalogue) -> Iterator[str]:
    """The figures, and below each what it counts.

    What people asked is told in words only where so many asked the same that nobody can be told from it.
    """
    for figure, lines in _parts(impact, say):
        yield figure
        yield from (f"  {line}" for line in lines[:_MOST])
        if len(lines) > _MOST:
            yield "  " + say("impact.more", count=len(lines) - _MOST)


def told_in_words(impact: Impact) -> Iterator[ChangedAnswer]:
    """What so many people asked in the same words that none of them can be told from it, the most frequent first."""
    often = (each for each in impact.asked if each.people >= ENOUGH_PEOPLE)
    return iter(sorted(often, key=lambda each: -each.times))


def _parts(impact: Impact, say: Catalogue) -> Iterator[tuple[str, Sequence[str]]]:
    """Each figure that is not nought, and what it counts; one that says so where all are."""
    broken = ((each.clause.label, each.written) for each in impact.references)
    lines = {
        "golden": [_changed(each, say) for each in impact.golden],
        "learned": [_changed(each, say) for each in impact.learned],
        "asked": [*_ways(impact.asked, say), *(_changed(each, say) for each in told_in_words(impact))],
        "references": [say("impact.reference", clause=clause, written=each) for clause, each in broken],
        "quiz": [each.text for each in impact.quiz],
        "signers": [],
        "none": [],
    }
    counts = {kind: len(each) for kind, each in lines.items()}
    counts |= {"asked": impact.times, "signers": impact.signers, "none": not impact}
    for kind, count in counts.items():
        if count:
            yield say(f"impact.{kind}", count=count, all=impact.looked_at, days=LATELY), lines[kind]
    for book, request in impact.requests:
        yield to_be_signed(book, request, say), request.who


def to_be_signed(book: Rulebook, request: AcknowledgementRequest, say: Catalogue) -> str:
    """What a book asks its readers to sign, from when on and within how many days; it names no audience."""
    who = "some" if request.who else "all"
    return say(f"impact.to-sign.{who}", book=book.title, day=request.on.isoformat(), days=request.days)


def _ways(asked: Sequence[ChangedAnswer], say: Catalogue) -> Iterator[str]:
    """From where to where how many questions go, the most frequent first."""
    ways = Counter[tuple[Reading, Reading]]()
    for each in asked:
        ways[each.before, each.after] += each.times
    for (before, after), times in ways.most_common(_MOST // 2):
        yield say("impact.way", before=_read(before, say), after=_read(after, say), count=times)


def _changed(changed: ChangedAnswer, say: Catalogue) -> str:
    before, after = (_read(each, say) for each in (changed.before, changed.after))
    return say("impact.changed", question=changed.question, before=before, after=after)


def _read(reading: Reading, say: Catalogue) -> str:
    clauses = say.listed(name.partition("/")[2] for name in reading.clauses)
    if reading.outcome is Outcome.ANSWER:
        return clauses
    return say(f"impact.outcome.{reading.outcome}", clauses=clauses)
