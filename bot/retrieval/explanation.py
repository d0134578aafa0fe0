"""Why a question was ranked as it was, as plain data: what `shouze ask --explain` shows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.retrieval.past_questions import PastQuestion
from bot.retrieval.query import Query, Terms
from bot.retrieval.ranking import Evidence
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

    `whole` and `sentence` are the cosines of the semantic extra; `past_question` is that of the clause which is most
    similar to this one.
    """

    clause: Clause
    score: float
    lexical: float
    terms: tuple[tuple[str, float], ...]
    whole: float | None = None
    sentence: float | None = None
    past_question: PastQuestion | None = None


@dataclass(frozen=True)
class Explanation:
    """A question's terms and alternatives, what it could have scored, the best clauses, the evidence for the first."""

    question: str
    terms: tuple[Term, ...]
    query: Query
    max_score: float
    candidates: tuple[Candidate, ...]
    evidence: Evidence


def explained_terms(query: Query, weight: Callable[[str], float], known: Collection[str]) -> tuple[Term, ...]:
    """The terms of the question as asked, with what each is worth."""
    return tuple(Term(term[1:], term[0], weight(term), term in known) for term in query.terms_as_asked)


def term_scores(query: Query, score: Callable[[Terms], float]) -> tuple[tuple[str, float], ...]:
    """The terms with what each gave one clause, most first; of alternatives the wording that gave it most.

    `score` is what some terms give the clause.
    """
    terms = list(query.terms)
    for alternatives in query.alternatives:
        best: Terms = max(alternatives, key=score)
        terms += best
    scores: dict[str, float] = {}
    for term in terms:
        scores[term[1:]] = scores.get(term[1:], 0.0) + score((term,))
    found = ((term, given) for term, given in scores.items() if given)
    return tuple(sorted(found, key=lambda pair: -pair[1]))
