"""Questions that a book is compared with: what it scores for them tells what its own scores mean.

No rulebook answers the everyday ones (the weather, the printer). Those on work are answered by a handbook, few of them
by a short one; legal ones by a book of law.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from statistics import median

import numpy as np

from bot.answering.deciding.confidence import ENGLISH, Calibration, features
from bot.retrieval import Index
from bot.retrieval.scores.array_cache import Arrays, digest

EVERYDAY, WORK, LAW = "everyday", "work", "law"

# The share of everyday questions that few questions pass: what is said as sure must be clearly ahead of it.
_ANSWERED = 0.05


@dataclass(frozen=True)
class _Rule:
    """How thresholds follow from what a book scores.

    `shown`: the share of everyday questions whose relevance is enough to show a clause as the nearest. It is the
    book's own, however low: a fixed one refused what was right in other words. Questions that are made of a book's own
    words, and that it does not answer, are nearer than these: with vectors, of forty to the shipped book .175, not
    .25, are shown a clause where .09 instead of .14 of these are, and .94 instead of .95 of a hundred that it answers
    (with .06, .125 and .94; as new users have it, .60 instead of .62 of what it answers then). English everyday
    questions are nearer to a handbook than what people ask beside it. `work`: of the questions on work a book of n
    clauses may answer n / (n + this): where it shows a clause for more of them, it shows too much. By words, of ten
    clauses .90 instead of .89 of what they answer are shown, and .26 of what they do not, as before, when that was 40
    and `shown` .14.
    `ahead`: by so many log-odds what is said as sure must be ahead of the everyday questions. With vectors, with 1.4
    instead of 1.2, .102 instead of .119 of the near misses of the shipped book are said as sure, and .73 instead of .76
    of the right clauses; with 1.8, new users had .25 instead of .33 of the right ones. Of two English books, with .8
    instead of 0, .25 instead of .33 of the near misses. What is least for books of law is higher in any case.
    `growth`: the least for which a clause is said as sure is that of a book of 100 clauses, and so many log-odds more
    for each e-fold: the more there are, the likelier one is near by chance. `law`: so many times the log-odds by which
    legal questions are nearer to a book than questions on work: laypeople's legal questions are all alike. With vectors
    the 16 books of law say .454 of the right clauses as sure with 1.2, .465 with 1.0, and .037 instead of .044 of what
    they do not answer; handbooks have no share in it.
    """

    shown: float = 0.12
    work: int = 40
    ahead: float = 0.0
    growth: float = 0.0
    law: float = 0.0


_RULES = {
    "lexical": _Rule(shown=0.11, work=80, ahead=0.6, growth=0.15, law=1.6),
    "semantic": _Rule(shown=0.09, ahead=1.4, growth=0.1, law=1.2),
    "lexical-en": _Rule(shown=0.16, ahead=-0.6),
    "semantic-en": _Rule(shown=0.06, ahead=0.8),
}
_CLAUSES = 100

Probabilities = Mapping[str, Sequence[float]]


def thresholds_of(index: Index, shipped: Mapping[str, Calibration]) -> dict[str, Calibration]:
    """The models, in place of the one that judges the book that of its language, with its own thresholds.

    What the book scores for the questions is computed once, and kept in the index's cache.
    """
    pools = pools_for(english=index.is_english)
    index.prepare(*pools.values())
    kind = "semantic" if index.has_vectors else "lexical"
    name = kind + ENGLISH if index.is_english else kind
    model = shipped[name]
    questions = [question for pool in pools.values() for question in pool]

    def search() -> Arrays:
        return {"features": np.array([features(index.search(q, 1).evidence) for q in questions])}

    code = (path.read_bytes() for path in (Path(__file__), Path(__file__).with_name("confidence.py")))
    key = digest([*code, index.cache_key.encode(), *(question.encode() for question in questions)])
    rows = index.cache.arrays("pools", key, search)["features"]
    ends = list(accumulate(map(len, pools.values()), initial=0))
    confidences, relevances = (
        {pool: scores[start:end] for pool, start, end in zip(pools, ends, ends[1:], strict=False)}
        for scores in (each.probabilities(rows) for each in (model.right, model.related))
    )
    return {**shipped, kind: fitting(name, model, confidences, relevances, len(index.library.clauses))}


def fitting(
    name: str, model: Calibration, confidences: Probabilities, relevances: Probabilities, clauses: int
) -> Calibration:
    """The model of that name with the thresholds of a book of so many clauses.

    `confidences` and `relevances` are those that it has for the questions of each pool.
    """
    rule = _RULES[name]
    least = _log_odds(model.answer) + rule.growth * math.log(max(1, clauses) / _CLAUSES)
    choice = _passed_by(rule.shown, relevances[EVERYDAY])
    if WORK in confidences:
        choice = max(choice, _passed_by(clauses / (clauses + rule.work), relevances[WORK]))
        nearer = median(map(_log_odds, confidences[LAW])) - median(map(_log_odds, confidences[WORK]))
        least += rule.law * max(0.0, nearer)
    answer = max(least, _log_odds(_passed_by(_ANSWERED, confidences[EVERYDAY])) + rule.ahead)
    return replace(model, answer=1 / (1 + math.exp(-answer)), choice=choice)


def _passed_by(share: float, probabilities: Iterable[float]) -> float:
    """The probability that such a share of them passes, and no more."""
    highest = sorted(probabilities, reverse=True)
    return highest[int(share * len(highest))]


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def pools_for(*, english: bool) -> dict[str, list[str]]:
    """The questions of each pool in the language of a book; of English ones there are everyday ones alone."""
    names = (EVERYDAY,) if english else (EVERYDAY, WORK, LAW)
    return {name: [line for line in _lines(name) if line.isascii() == english] for name in names}


def _lines(pool: str) -> list[str]:
    lines = files(__package__).joinpath(f"{pool}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
