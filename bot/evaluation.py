"""How good the answers are, measured on questions whose right clauses are known."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.answering import Answer, Responder
from bot.knowledge import GoldenQuestion
from bot.rulebook import Clause

_DEEPEST = 10


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


def outcomes(questions: Iterable[GoldenQuestion], responder: Responder, as_of: date) -> Iterator[Outcome]:
    """Put each question to the responder; the time is that of its reply alone."""
    for question in questions:
        started = time.perf_counter()
        reply = responder(question.question, as_of)
        elapsed = (time.perf_counter() - started) * 1000
        ranking = responder.index.search(question.question, as_of, _DEEPEST)
        answered = reply.citations[0].clause if isinstance(reply, Answer) else None
        ranked = tuple(hit.clause for hit in ranking.hits)
        yield Outcome(frozenset(question.clauses), ranked, ranking.confidence, answered, elapsed)


def measures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """The figures by their usual names; None where the questions hold nothing to measure them on.

    Ranking figures (hit@1, mrr@10, recall@k) are means over in-scope questions. auroc: the chance that an
    in-scope question has a higher confidence than an out-of-scope one. oos_answered: share of out-of-scope
    questions answered; right_answered: share of in-scope questions answered with a right clause, both as
    decided. right_at_95_rejection: the latter at the threshold that refuses 95 % of the out-of-scope ones.
    """
    inside = [outcome for outcome in outcomes if outcome.in_scope]
    outside = [outcome for outcome in outcomes if not outcome.in_scope]
    times = [outcome.elapsed_ms for outcome in outcomes]
    return {
        "n": len(outcomes),
        "hit@1": _mean(_is_hit(outcome) for outcome in inside),
        "mrr@10": _mean(map(_reciprocal_rank, inside)),
        "recall@1": _mean(_recall(outcome, 1) for outcome in inside),
        "recall@5": _mean(_recall(outcome, 5) for outcome in inside),
        "recall@10": _mean(_recall(outcome, 10) for outcome in inside),
        "auroc": _auroc(inside, outside),
        "oos_answered": _mean(outcome.answered is not None for outcome in outside),
        "right_answered": _mean(outcome.answered in outcome.right for outcome in inside),
        "right_at_95_rejection": _right_at_rejection(inside, outside, 0.95),
        "p50_ms": float(np.quantile(times, 0.5)) if times else None,
        "p99_ms": float(np.quantile(times, 0.99)) if times else None,
    }


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return float(np.mean(values)) if values else None


def _is_hit(outcome: Outcome) -> bool:
    return bool(outcome.ranking) and outcome.ranking[0] in outcome.right


def _reciprocal_rank(outcome: Outcome) -> float:
    ranks = (rank for rank, clause in enumerate(outcome.ranking, 1) if clause in outcome.right)
    return 1 / next(ranks, np.inf)


def _recall(outcome: Outcome, depth: int) -> float:
    return len(outcome.right.intersection(outcome.ranking[:depth])) / len(outcome.right)


def _auroc(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> float | None:
    if not inside or not outside:
        return None
    known = np.array([outcome.confidence for outcome in inside])[:, None]
    unknown = np.array([outcome.confidence for outcome in outside])
    return float(np.mean((known > unknown) + 0.5 * (known == unknown)))


def _right_at_rejection(inside: Sequence[Outcome], outside: Sequence[Outcome], share: float) -> float | None:
    if not inside or not outside:
        return None
    threshold = np.quantile([outcome.confidence for outcome in outside], share)
    return _mean(_is_hit(outcome) and outcome.confidence > threshold for outcome in inside)
