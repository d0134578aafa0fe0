"""The headings of a text that no numbers divide: marked by the file, worded like one, larger, or standing alone."""

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.importing.source import Line
from bot.importing.structure.front_and_back.title import is_document_title
from bot.importing.structure.lines.headings import (
    FoundHeading,
    asked_lines,
    bold_lines,
    capital_lines,
    framed_lines,
    heading_of,
    larger_lines,
    listing_lines,
    marked_heading,
)
from bot.importing.structure.numbering.headings.heading_lines import is_title_of
from bot.importing.structure.numbering.irregular.repeated import above_repeated

_FEWEST = 3  # headings that words alone make
_BELOW_MARKS = 10.0  # a rank
_HALF = 0.5  # of a rank


def headings_alone(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """What the file marks as headings; where it marks none, what their words say, or their size."""
    marked = {
        index: marked_heading(line, float(line.heading or 0))
        for index, line in enumerate(lines)
        if line.heading is not None
    }
    worded = dict[int, FoundHeading]()
    for index, line in enumerate(lines):
        if (heading := heading_of(line)) and not is_title_of(worded.get(index - 1), heading):
            worded[index] = heading
    found = {**marked, **_questions_below(marked, lines)} or (
        worded if len(worded) >= _FEWEST else larger_lines(lines) or _titles_alone(lines)
    )
    return {index: replace(heading, at=index) for index, heading in found.items() if heading}


def with_subjects(headings: dict[int, FoundHeading]) -> dict[int, FoundHeading]:
    """Where the file marks 总则 as it marks the rules below it: those with another one right below stand above them."""
    alike = [
        index
        for index, heading in headings.items()
        if index + 1 in headings and headings[index + 1].rank == heading.rank
    ]
    firsts = {heading.rank: index for index, heading in reversed(headings.items())}
    subjects = {
        index
        for index in alike
        if firsts[headings[index].rank] in alike
        and sum(headings[each].rank == headings[index].rank for each in alike) > 1
    }
    return {
        index: replace(heading, rank=heading.rank - _HALF) if index in subjects else heading
        for index, heading in headings.items()
    }


def _questions_below(marked: Collection[int], lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Questions with their answers, where most headings have one right below, and below each that has several.

    One elsewhere is a box among the rules.
    """
    asked = {at: each for at, each in asked_lines(lines).items() if at not in marked}
    innermost = [index for index in marked if index + 1 not in marked]
    are_clauses = 2 * sum(index + 1 in asked for index in innermost) > len(innermost)
    heads = sorted(marked)
    below = {at: heads[place - 1] for at in asked if (place := bisect(heads, at))}
    counts = Counter(below.values())
    led = {head for head in counts if head + 1 in asked and counts[head] > 1}
    return {
        at: replace(each, rank=_BELOW_MARKS)
        for at, each in asked.items()
        if are_clauses or below.get(at) in led
    }


def _titles_alone(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """Questions, titles in bold, in capitals, or in 【】, but for the document's own on top."""
    asked, bold = asked_lines(lines), bold_lines(lines)
    most = asked if len(asked) >= len(bold) else bold
    found = most or capital_lines(lines) or framed_lines(lines) or listing_lines(lines)
    found = above_repeated(found, lines) or found
    return {at: each for at, each in found.items() if at or not is_document_title(lines[0].text)}
