"""How good the answers are, measured on questions whose right clauses are known: each outcome, and the figures of all.

Has never heard of files.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answering import CHOICES, Answer, Reply, Responder
from bot.knowledge import GoldenQuestion
from bot.rulebook import Clause

DEEPEST = 10  # how much of a ranking is kept: no figure looks below
REJECTION = 0.95  # the share of out-of-scope questions refused, at which `right_at_95_rejection` is taken

Sample = NDArray[np.float64]


@dataclass(frozen=True)
class QuestionRun:
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
    def is_answered_right(self) -> bool:
        """Whether it is answered with a right clause, or not answered where the rules are silent."""
        return _is_right(self.answered, self.right)

    @property
    def reciprocal_rank(self) -> float:
        """1 / the rank of the first right clause, from 1; 0 if the ranking holds none."""
        ranks = (rank for rank, clause in enumerate(self.ranking, 1) if clause in self.right)
        return 1 / next(ranks, float("inf"))

    def recall(self, depth: int) -> float:
        """The share of the right clauses that is among the first `depth`."""
        return len(self.right.intersection(self.ranking[:depth])) / len(self.right)

    @property
    def is_choosable(self) -> bool:
        """Whether a right clause is among those that a chooser is shown."""
        return not self.right.isdisjoint(self.ranking[:CHOICES])


def outcomes(questions: Iterable[GoldenQuestion], responder: Responder) -> Iterator[QuestionRun]:
    """Put each question to the responder; the time is that of its reply alone."""
    there = responder.index.library.by_name
    for question in questions:
        started = time.perf_counter()
        reply = responder(question.question)
        elapsed = (time.perf_counter() - started) * 1000
        ranking = responder.index.search(question.question, DEEPEST)
        ranked = tuple(hit.clause for hit in ranking.hits)
        confidence = responder.judge.confidence(ranking)
        yield QuestionRun(_right(question, there), ranked, confidence, _answered(reply), elapsed)


def answered_right(questions: Sequence[GoldenQuestion], responder: Responder) -> frozenset[str]:
    """Those that are answered with a right clause, or not answered where the rules are silent."""
    there = responder.index.library.by_name
    return frozenset(
        each.question
        for each in questions
        if _is_right(_answered(responder(each.question)), _right(each, there))
    )


def _answered(reply: Reply) -> Clause | None:
    return reply.citations[0].clause if isinstance(reply, Answer) else None


def _right(question: GoldenQuestion, there: Mapping[str, Clause]) -> frozenset[Clause]:
    """The right clauses as they are in the library that is asked."""
    return frozenset(there.get(each.name, each) for each in question.clauses)


def _is_right(answered: Clause | None, right: frozenset[Clause]) -> bool:
    return answered in right if right else answered is None


@dataclass(frozen=True, eq=False)
class Figure:
    """A statistic over one sample of questions, or over two that are drawn independently of each other."""

    statistic: Callable[..., float]
    samples: tuple[Sample, ...]

    @property
    def value(self) -> float | None:
        """The figure; None where a sample is empty."""
        return float(self.statistic(*self.samples)) if all(map(len, self.samples)) else None


def figures(outcomes: Sequence[QuestionRun]) -> dict[str, Figure]:
    """The figures of rankings and decisions.

    Ranking figures (hit@1, hit@8, mrr@10, recall@k) are means over in-scope questions; hit@8 is what no chooser can
    exceed. auroc: the chance that an
    in-scope question has a higher confidence than an out-of-scope one. oos_answered: share of out-of-scope
    questions answered; right_answered: share of in-scope questions answered with a right clause, both as
    decided. right_at_95_rejection: the latter at the threshold that refuses 95 % of the out-of-scope ones.
    """
    inside = [outcome for outcome in outcomes if outcome.in_scope]
    outside = [outcome for outcome in outcomes if not outcome.in_scope]

    def mean(column: Callable[[QuestionRun], float], over: Sequence[QuestionRun]) -> Figure:
        return Figure(np.mean, (np.array([column(outcome) for outcome in over], np.float64),))

    known, unknown = (np.array([one.confidence for one in side], np.float64) for side in (inside, outside))
    if_right = np.where([outcome.is_hit for outcome in inside], known, -np.inf)
    return {
        "hit@1": mean(lambda outcome: outcome.is_hit, inside),
        f"hit@{CHOICES}": mean(lambda outcome: outcome.is_choosable, inside),
        "mrr@10": mean(lambda outcome: outcome.reciprocal_rank, inside),
        "recall@1": mean(lambda outcome: outcome.recall(1), inside),
        "recall@5": mean(lambda outcome: outcome.recall(5), inside),
        "recall@10": mean(lambda outcome: outcome.recall(10), inside),
        "auroc": Figure(_auroc, (known, unknown)),
        "oos_answered": mean(lambda outcome: outcome.answered is not None, outside),
        "right_answered": mean(lambda outcome: outcome.answered in outcome.right, inside),
        "right_at_95_rejection": Figure(_share_at_rejection, (if_right, unknown)),
    }


def measures(outcomes: Sequence[QuestionRun]) -> dict[str, float | None]:
    """The values of all figures with the number of questions and their times; None where nothing can be measured."""
    times = [outcome.elapsed_ms for outcome in outcomes]
    return {
        "n": len(outcomes),
        **{name: figure.value for name, figure in figures(outcomes).items()},
        "p50_ms": float(np.quantile(times, 0.5)) if times else None,
        "p99_ms": float(np.quantile(times, 0.99)) if times else None,
    }


def _auroc(known: Sample, unknown: Sample) -> float:
    """The share of pairs in which the known one is higher; of equal ones half counts."""
    ranked = np.sort(unknown)
    lower, not_higher = (np.searchsorted(ranked, known, side) for side in ("left", "right"))
    return float((lower + not_higher).mean() / (2 * len(unknown)))


def _share_at_rejection(known: Sample, unknown: Sample) -> float:
    return float((known > np.quantile(unknown, REJECTION)).mean())
