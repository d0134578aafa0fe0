"""The sentences of a clause: what is compared with a question, and what is marked as its answer.

A sentence whose range (1–30 分钟, 3 次以内) holds the quantity that a question names (十分钟) answers it best.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.rulebook import NUMERAL, parse_numeral

_IN_RANGE = 1.5  # how much more a sentence counts that gives a range for a quantity of the question
_SENTENCE_END = re.compile(r"(?<=[。；;！？!?\n])")

_NUMBER = rf"(\d{{1,3}}(?:,\d{{3}}){{1,4}}|{NUMERAL})"
_UNIT = r"\s*个?(分钟|小时|工作日|月|天|日|周|年|次|元|块|人|件)"
_NAMED = re.compile(_NUMBER + _UNIT)
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|—|~|至|到)\s*{_NUMBER}{_UNIT}")
_ABOVE = re.compile(rf"(?<![不未])(?:超过|满)\s*{_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}以上")
_BELOW = re.compile(rf"(?:不超过|不满|未满)\s*{_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:以内|以下|之内)")


@dataclass(frozen=True)
class Quantity:
    """From least to most of a unit; one number is both."""

    least: float
    most: float
    unit: str

    def holds(self, other: "Quantity") -> bool:
        """Whether the other lies in it."""
        return self.unit == other.unit and self.least <= other.least and other.most <= self.most


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in their order, without the space around them; each stands in `text` word for word."""
    return tuple(stripped for part in _SENTENCE_END.split(text) if (stripped := part.strip()))


def best_sentences(
    text: str,
    terms: Collection[str],
    asked: Sequence[Quantity],
    normalise: Callable[[str], str],
    worth: Callable[[Sequence[str]], float],
) -> tuple[str, ...]:
    """The sentences of `text` that share with a question terms of its own, those first whose terms are worth most.

    One with a range that holds a quantity that is `asked` counts for more. `normalise` is the analyzer's, `worth` what
    terms are worth together.
    """
    scores: dict[str, float] = {}
    for sentence in sentences(text):
        normalised = normalise(sentence)
        shared = [term for term in terms if term[1:] in normalised]  # ten times faster than cutting it
        score = worth(sorted(shared))
        if any(held.holds(each) for held in ranges(normalised) for each in asked):
            score *= _IN_RANGE
        if score > 0:
            scores[sentence] = score
    return tuple(sorted(scores, key=lambda sentence: -scores[sentence]))


def quantities(text: str) -> tuple[Quantity, ...]:
    """The ranges in a normalised text, or where it has none the single quantities."""
    return ranges(text) or tuple(Quantity(number, number, unit) for number, unit in _read(_NAMED, text))


def ranges(text: str) -> tuple[Quantity, ...]:
    """The ranges in a normalised text; what is open on one side has no least or no most."""
    between = (
        Quantity(least, most, match[3])
        for match in _BETWEEN.finditer(text)
        if (least := _number(match[1])) is not None and (most := _number(match[2])) is not None
    )
    above = (Quantity(number, math.inf, unit) for number, unit in _read(_ABOVE, text))
    below = (Quantity(0, number, unit) for number, unit in _read(_BELOW, text))
    return (*between, *above, *below)


def _read(pattern: re.Pattern[str], text: str) -> Iterator[tuple[float, str]]:
    for match in pattern.finditer(text):
        number, unit = (group for group in match.groups() if group)
        value = _number(number)
        if value is not None:
            yield value, unit


def _number(written: str) -> float | None:
    return parse_numeral(written.replace(",", ""))
