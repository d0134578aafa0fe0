"""Questions that no rulebook answers: what a book scores for them tells what its own scores mean."""

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from bot.answering.deciding.confidence import ENGLISH, Calibration, features
from bot.retrieval import Index
from bot.retrieval.scores.array_cache import Arrays, cached_arrays, digest

# The shares of them that may be answered, and shown as the nearest. The threshold for the latter is the book's own,
# however low: a fixed one refused what was right in other words. Of the shipped book's other silent questions either
# share shows 11 in 100; with vectors .15 would show a right clause to one more in a hundred, and a wrong one to ten.
_ANSWERED = 0.05
_SHOWN = {"lexical": 0.15, "semantic": 0.10}


def thresholds_of(index: Index, shipped: Mapping[str, Calibration]) -> dict[str, Calibration]:
    """The models, in place of the one that judges the book that of its language, with its own thresholds.

    Few of those questions pass them, in the book's own language.
    What the book scores for them is computed once, and kept in the index's cache.
    """
    questions = _questions(english=index.is_english)
    index.prepare(questions)
    kind = "semantic" if index.has_vectors else "lexical"
    model = shipped[kind + ENGLISH if index.is_english else kind]

    def search() -> Arrays:
        return {"features": np.array([features(index.search(q, 1).evidence) for q in questions])}

    code = (path.read_bytes() for path in (Path(__file__), Path(__file__).with_name("confidence.py")))
    key = digest([*code, index.cache_key.encode(), *(question.encode() for question in questions)])
    rows = cached_arrays(index.cache, "unanswerable", key, search)["features"].tolist()
    confidences = sorted(map(model.probability, rows), reverse=True)
    answer, choice = (confidences[int(share * len(confidences))] for share in (_ANSWERED, _SHOWN[kind]))
    return {**shipped, kind: replace(model, answer=max(model.answer, answer), choice=choice)}


def _questions(*, english: bool) -> list[str]:
    lines = files(__package__).joinpath("unanswerable.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.isascii() == english and line and not line.startswith("#")]
