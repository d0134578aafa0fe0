"""Why a question was ranked as it was, as plain data: what `shouze ask --explain` shows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.retrieval.evidence import Evidence
from bot.retrieval.past_questions import Precedent
from bot.retrieval.query import Query, Terms
from bot.rulebook import Clause


@dataclass(frozen=True)
class Term:
    """One term of the question: its kind (a letter, as the analyzer names it), and what finding it is worth."""

    text: str
    kind: str
    weight: float
    known: bool


@dataclass(frozen=True)
class Candidate:
    """One of the best clauses: its score, the part of it by words, and the terms (most first) that gave it.

    `whole` and `sentence` are the cosines of the semantic extra; `precedent` is its past question most like this one.
    """

    clause: Clause
    score: float
    lexical: float
    terms: tuple[tuple[str, float], ...]
    whole: float | None = None
    sentence: float | None = None
    precedent: Precedent | None = None


@dataclass(frozen=True)
class Explanation:
    """A question's terms and alternatives, what it could have scored, the best clauses, the evidence for the first."""

    question: str
    terms: tuple[Term, ...]
    query: Query
    potential: float
    candidates: tuple[Candidate, ...]
    evidence: Evidence


def explained_terms(query: Query, weight: Callable[[str], float], known: Collection[str]) -> tuple[Term, ...]:
    """Every term once, in the order of the question; of alternatives those of the wording as asked."""
    asked = (term for alternatives in query.alternatives for term in alternatives[0])
    terms = dict.fromkeys([*query.terms, *asked])
    return tuple(Term(term[1:], term[0], weight(term), term in known) for term in terms)


def gained(query: Query, score: Callable[[Terms], float]) -> tuple[tuple[str, float], ...]:
    """The terms with what each gave one clause, most first; of alternatives the wording that gave it most."""
    terms = list(query.terms)
    for alternatives in query.alternatives:
        best: Terms = max(alternatives, key=lambda wording: score(tuple(wording)))
        terms += best
    gains: dict[str, float] = {}
    for term in terms:
        gains[term[1:]] = gains.get(term[1:], 0.0) + score((term,))
    found = ((term, gain) for term, gain in gains.items() if gain)
    return tuple(sorted(found, key=lambda pair: -pair[1]))
