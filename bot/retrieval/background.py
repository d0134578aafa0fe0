"""What a question leans on: the words before it, and the clauses that were shown last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.rulebook import Clause, ClauseNumber

Places = Mapping[tuple[str, ClauseNumber], int]


@dataclass(frozen=True)
class Background:
    """The question before, and what each of its terms counts beside one of the question's own (`weight`).

    `clauses` are those last shown: the first is raised by the share `of_clause`, and with the rest of its chapter by
    `of_chapter`.
    """

    question: str
    weight: float
    clauses: tuple[Clause, ...] = ()
    of_clause: float = 0.0
    of_chapter: float = 0.0


def places(clauses: Sequence[Clause]) -> Places:
    """Where each clause stands, by its book and number: a thread may be older than the library."""
    return {(clause.heading.book, clause.number): place for place, clause in enumerate(clauses)}


def raised(background: Background, clauses: Sequence[Clause], at: Places) -> NDArray[np.float64]:
    """By what share each of the clauses is raised; 0 for all where the one last shown is no longer there."""
    shares = np.zeros(len(clauses))
    last = background.clauses[0] if background.clauses else None
    place = at.get((last.heading.book, last.number)) if last else None
    if place is None:
        return shares
    start, end, heading = place, place + 1, clauses[place].heading
    while start and clauses[start - 1].heading == heading:
        start -= 1
    while end < len(clauses) and clauses[end].heading == heading:
        end += 1
    shares[start:end] = background.of_chapter
    shares[place] += background.of_clause
    return shares
