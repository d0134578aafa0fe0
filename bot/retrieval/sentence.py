"""The sentences of a clause, and how near each is to a question: by words, by quantities, by meaning.

A sentence whose range (1–30 分钟, 3 次以内) holds the quantity that a question names (十分钟) answers it best.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query import Query
from bot.rulebook import NUMERAL, parse_numeral

_IN_TITLE = 0.05  # what a word counts that the title has too: every sentence of the clause is about it
_SMOOTHING = 0.5  # of how rare a word is among the sentences, as in BM25

# A full stop ends an English sentence before a capital, but not behind an initial, Mr. or No.
_SENTENCE_END = re.compile(
    r"(?<=[。；;！？!?\n])|(?<=[a-z0-9)%”\"]\.)(?<!\b[A-Z][a-z]\.)(?<!\bMrs\.)\s+(?=[“\"(]?[A-Z])"
)

_NUMBER = rf"(\d{{1,3}}(?:,\d{{3}}){{1,4}}|{NUMERAL})"
_UNIT = (
    r"\s*个?(分钟|小时|工作日|月|天|日|周|年|次|回|趟|元|块|人|名|位|件|条|分|岁"
    r"|(?:minute|hour|day|week|month|year|time|euro|dollar|pound|person|people)(?=s?\b))"
)
_SAME_UNIT = {"块": "元", "回": "次", "趟": "次", "名": "人", "位": "人"}
_NAMED = re.compile(_NUMBER + _UNIT)
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|—|~|至|到)\s*{_NUMBER}{_UNIT}")
_ABOVE = re.compile(
    rf"(?<![不未])(?:超过|满)\s*{_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:以上|起)"
    rf"|\b(?:above|over|more than|exceed(?:s|ing)?)\s+{_NUMBER}{_UNIT}"
)
_BELOW = re.compile(
    rf"(?:不超过|不满|不足|未满)\s*{_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}(?:以内|以下|之内)"
    rf"|\b(?:up to|under|below|less than|at most)\s+{_NUMBER}{_UNIT}"
)


@dataclass(frozen=True)
class Quantity:
    """From least to most of a unit; one number is both."""

    least: float
    most: float
    unit: str

    @property
    def span(self) -> float:
        """From the least to the most."""
        return self.most - self.least

    def holds(self, other: "Quantity") -> bool:
        """Whether the other lies in it."""
        return self.unit == other.unit and self.least <= other.least and other.most <= self.most


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in their order, without the space around them; each stands in `text` word for word."""
    return tuple(stripped for part in _SENTENCE_END.split(text) if (stripped := part.strip()))


@dataclass(frozen=True)
class RatedSentence:
    """A sentence of a clause beside a question.

    `words`: what it shares with the question, as a share of what the question could share (0 to 1). `cosine`: of their
    vectors, None without the semantic extra. `holds_quantity`: it gives a range for a quantity that the question names.
    """

    text: str
    normalised: str
    words: float
    holds_quantity: bool
    cosine: float | None = None


def shared_words(
    sentences: Sequence[str], title: str, query: Query, worth: Callable[[str], float]
) -> NDArray[np.float64]:
    """What the terms are worth that each sentence shares with a question, all normalised.

    A term counts the less the more of the sentences have it, and of alternatives the best counts. `worth` is what one
    is worth in the whole book.
    """
    whole = "\n".join(sentences)  # most terms of a question stand in none of them

    def shared(terms: Collection[str]) -> NDArray[np.float64]:
        total = [0.0] * len(sentences)
        for term in dict.fromkeys(terms):
            has = _finding(term)
            if has(whole):
                having = [place for place, sentence in enumerate(sentences) if has(sentence)]
                in_title = _IN_TITLE if has(title) else 1.0
                worth_here = worth(term) * in_title * _rarity(len(having), len(sentences))
                for place in having:
                    total[place] += worth_here
        return np.array(total)

    best = [
        np.max([shared(terms) / (len(terms) or 1) for terms in alternatives], axis=0)
        for alternatives in query.alternatives
    ]
    return sum(best, shared(query.terms))


def _finding(term: str) -> Callable[[str], bool]:
    """Whether a text has a term, ten times faster than by cutting it into its own; a Latin one begins a word there."""
    spelt = term[1:]
    if not spelt.isascii():
        return lambda text: spelt in text
    begun = re.compile(rf"(?<![a-z0-9]){re.escape(spelt)}")
    return lambda text: begun.search(text) is not None


def _rarity(having: float, size: int) -> float:
    """How much a term says that so many of the sentences have: 1 where one has it, 0 < for all."""

    def idf(count: float) -> float:
        return math.log(1 + (size - count + _SMOOTHING) / (count + _SMOOTHING))

    return idf(having) / idf(1)


def held_quantities(sentences: Sequence[str], asked: Sequence[Quantity]) -> list[bool]:
    """Whether each normalised sentence gives a range for one of the quantities asked about, none a narrower one.

    800 lies within 2,000 and within 10,000: who may grant up to 2,000 is asked for.
    """
    if not asked:
        return [False] * len(sentences)
    given = [ranges(sentence) for sentence in sentences]
    spans = [
        [min((held.span for held in own if held.holds(each)), default=math.inf) for own in given]
        for each in asked
    ]
    holding = [[any(held.holds(each) for held in own) for own in given] for each in asked]
    return [
        any(holds[place] and own[place] == min(own) for holds, own in zip(holding, spans, strict=True))
        for place in range(len(sentences))
    ]


def quantities(text: str) -> tuple[Quantity, ...]:
    """The ranges in a normalised text, or where it has none the single quantities."""
    return ranges(text) or tuple(Quantity(number, number, unit) for number, unit in _read(_NAMED, text))


def ranges(text: str) -> tuple[Quantity, ...]:
    """The ranges in a normalised text; what is open on one side has no least or no most."""
    between = (
        Quantity(least, most, _SAME_UNIT.get(match[3], match[3]))
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
            yield value, _SAME_UNIT.get(unit, unit)


def _number(written: str) -> float | None:
    return parse_numeral(written.replace(",", ""))
