"""What became of each question: the ranking, the decision, and the time it took."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.answering import Answer, Responder
from bot.knowledge import GoldenQuestion
from bot.rulebook import Clause

DEEPEST = 10  # how much of a ranking is kept: no figure looks below


@dataclass(frozen=True)
class Outcome:
    """One question after the fact: the ranking (whatever was decided), what was decided, and the time it took."""

    right: frozenset[Clause]
    ranking: tuple[Clause, ...]
    confidence: float
    answered: Clause | None
    elapsed_ms: float

    @property
    def in_scope(self) -> bool:
        """Whether the rulebook holds an answer."""
        return bool(self.right)

    @property
    def is_hit(self) -> bool:
        """Whether a right clause is on top."""
        return bool(self.ranking) and self.ranking[0] in self.right

    @property
    def reciprocal_rank(self) -> float:
        """1 / the rank of the first right clause, from 1; 0 if the ranking holds none."""
        ranks = (rank for rank, clause in enumerate(self.ranking, 1) if clause in self.right)
        return 1 / next(ranks, float("inf"))

    def recall(self, depth: int) -> float:
        """The share of the right clauses that is among the first `depth`."""
        return len(self.right.intersection(self.ranking[:depth])) / len(self.right)


def outcomes(questions: Iterable[GoldenQuestion], responder: Responder, as_of: date) -> Iterator[Outcome]:
    """Put each question to the responder; the time is that of its reply alone."""
    for question in questions:
        started = time.perf_counter()
        reply = responder(question.question, as_of)
        elapsed = (time.perf_counter() - started) * 1000
        ranking = responder.index.search(question.question, as_of, DEEPEST)
        answered = reply.citations[0].clause if isinstance(reply, Answer) else None
        ranked = tuple(hit.clause for hit in ranking.hits)
        yield Outcome(frozenset(question.clauses), ranked, responder.confidence(ranking), answered, elapsed)
