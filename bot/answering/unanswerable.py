"""Questions that no rulebook answers: what a book scores for them tells what its own scores mean."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files

from bot.answering.confidence import Calibration, pick_model
from bot.retrieval import Index

# The shares of them that may be answered, and shown as the nearest. With .02 and .15 an English handbook answers 3 % of
# the questions on which it is silent, with the shipped thresholds 20 %; a Chinese one keeps the shipped thresholds.
_ANSWERED, _SHOWN = 0.02, 0.15


def thresholds_of(index: Index, shipped: Mapping[str, Calibration]) -> dict[str, Calibration]:
    """The models, their thresholds raised to where few of those questions pass in the book's own language."""
    questions = _questions(english=index.is_english)
    index.prepare(questions)
    evidence = [index.search(question, date.max, 1).evidence for question in questions]
    model = pick_model(evidence[0], shipped)
    confidences = sorted(map(model.confidence, evidence), reverse=True)
    answer, choice = (confidences[int(share * len(confidences))] for share in (_ANSWERED, _SHOWN))
    raised = replace(model, answer=max(model.answer, answer), choice=max(model.choice, choice))
    return {name: raised if each == model else each for name, each in shipped.items()}


def _questions(*, english: bool) -> list[str]:
    lines = files(__package__).joinpath("unanswerable.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.isascii() == english and line and not line.startswith("#")]
