"""Lines that lead to the numbers right below them: without "No person shall:", "1. Smoke" says the opposite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.lines.duties import forbids
from bot.importing.structure.lines.headings import FoundHeading
from bot.importing.structure.lines.openings import Style, joined
from bot.importing.structure.numbering.found import Scheme
from bot.importing.structure.numbering.sequence import Join
from bot.rulebook import HeadingKind

_LEADS = re.compile(r"[:：—–]$|\b(?:shall|must|may|not|to)$")
_ASKS = re.compile(  # whatever the numbers say, they are what must be done
    r"(?:\b(?:shall|must|may|should|will|can|to)|应当?|應當?|必须|必須|须|須|可以?|不得)[:：]$", re.IGNORECASE
)
_GOES_ON = re.compile(r"[；;，,]$|[;,] (?:and|or)$")
_WHOLE = {Style.ARTICLE, Style.LATIN_ARTICLE, Style.SECTION}  # their texts are sentences by themselves
_CLAUSES = 20.0  # their rank; 1.1 and 1.1.1 are one and two behind
_NEXT_ABOVE = 0.25  # of a rank: below all other headings
_LONGEST = 200  # characters of what is read in a path


def with_leads(scheme: Scheme, lines: Sequence[Line]) -> Scheme:
    """The scheme with these lines as headings where the items are but ends of their sentence."""
    if scheme.style is None or scheme.style in _WHOLE:
        return scheme
    found = {
        run[0] - 1: heading
        for run in runs_of(scheme)
        if (heading := _lead_to(run, scheme, lines)) and run[0] - 1 not in scheme.headings
    }
    return replace(scheme, headings=dict(sorted({**scheme.headings, **found}.items()))) if found else scheme


def leads_below(index: int, scheme: Scheme) -> bool:
    """Whether a clause is such a line itself: 2.1 Members shall not:, and 2.1.1 right below it."""
    opening, below = scheme.openings[index], scheme.openings.get(index + 1)
    if scheme.style is not Style.LEVELS or index + 1 not in scheme.kept or below is None:
        return False
    is_below = len(below.number) > len(opening.number) and below.number[-1] == 1
    return is_below and bool(_LEADS.search(opening.rest)) and forbids(opening.rest)


def runs_of(scheme: Scheme) -> Iterator[list[int]]:
    """The clauses that count on behind each other, from each first one on."""
    run = list[int]()
    for index, kept in sorted(scheme.kept.items()):
        number = scheme.openings[index].number
        is_deeper = bool(run) and len(number) > len(scheme.openings[run[-1]].number)
        if run and (kept.join is Join.RESTART or is_deeper or _is_heading_between(run[-1], index, scheme)):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _is_heading_between(start: int, end: int, scheme: Scheme) -> bool:
    return any(start < at < end for at in scheme.headings)


def _lead_to(run: Sequence[int], scheme: Scheme, lines: Sequence[Line]) -> FoundHeading | None:
    above, first = run[0] - 1, scheme.openings[run[0]]
    if above < 0 or above in scheme.kept or lines[above].table or lines[above].missing:
        return None
    printed = " ".join(joined(lines[above]).split())
    opening = scheme.openings.get(above)
    is_numbered = opening is not None and opening.style is not scheme.style and first.number[-1] == 1
    if not _LEADS.search(printed) or len(printed) > _LONGEST:
        return None
    if not (forbids(printed) or _ASKS.search(printed) or is_numbered or _are_parts(run, scheme)):
        return None
    depth = len(first.number) if scheme.style is Style.LEVELS else 0
    number = opening.key if opening and is_numbered else ""
    title = opening.rest if opening and is_numbered else printed
    return FoundHeading(HeadingKind.OTHER, _CLAUSES + depth - _NEXT_ABOVE, number, title, printed, above)


def _are_parts(run: Sequence[int], scheme: Scheme) -> bool:
    """Whether most of them, but the last, are parts of a sentence, as theft; is."""
    texts = [scheme.openings[index].rest for index in run]
    parts = sum(bool(_GOES_ON.search(text)) or text[:1].islower() for text in texts[:-1])
    return len(texts) > 1 and 2 * parts > len(texts) - 1
