"""Questions that no rulebook answers: what a book scores for them tells what its own scores mean."""

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files

from bot.answering.deciding.confidence import Calibration, kind_of
from bot.retrieval import Index

# The shares of them that may be answered, and shown as the nearest. The threshold for the latter is the book's own,
# however low: a fixed one refused what was right in other words. Of the shipped book's other silent questions either
# share shows 11 in 100; with vectors .15 would show a right clause to one more in a hundred, and a wrong one to ten.
_ANSWERED = 0.05
_SHOWN = {"lexical": 0.15, "semantic": 0.10}


def thresholds_of(index: Index, shipped: Mapping[str, Calibration]) -> dict[str, Calibration]:
    """The models, with the thresholds that few of those questions pass in the book's own language."""
    questions = _questions(english=index.is_english)
    index.prepare(questions)
    evidence = [index.search(question, 1).evidence for question in questions]
    kind = kind_of(evidence[0])
    model = shipped[kind]
    confidences = sorted(map(model.confidence, evidence), reverse=True)
    answer, choice = (confidences[int(share * len(confidences))] for share in (_ANSWERED, _SHOWN[kind]))
    return {**shipped, kind: replace(model, answer=max(model.answer, answer), choice=choice)}


def _questions(*, english: bool) -> list[str]:
    lines = files(__package__).joinpath("unanswerable.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.isascii() == english and line and not line.startswith("#")]
