"""The sentences of a clause: what is compared with a question, and what is marked as its answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.retrieval.quantity import Quantity, ranges

_IN_RANGE = 1.5  # how much more a sentence counts that gives a range for a quantity of the question
_END = re.compile(r"(?<=[。；;！？!?\n])")


@dataclass(frozen=True)
class SentenceQuery:
    """What a question asks for in a clause: terms, those of every alternative, and quantities."""

    terms: frozenset[str]
    quantities: tuple[Quantity, ...]


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in their order, without the space around them; each stands in `text` word for word."""
    return tuple(stripped for part in _END.split(text) if (stripped := part.strip()))


def best_sentence(
    asked: SentenceQuery, text: str, normalise: Callable[[str], str], worth: Callable[[Sequence[str]], float]
) -> str:
    """The sentence whose terms shared with the question are worth most; "" where none shares any.

    One with a range that holds a quantity of the question (1–30 分钟, for 十分钟) counts for more.
    """
    best, most = "", 0.0
    for sentence in sentences(text):
        normalised = normalise(sentence)
        shared = [term for term in asked.terms if term[1:] in normalised]  # ten times faster than cutting it
        score = worth(sorted(shared))
        if any(held.holds(each) for held in ranges(normalised) for each in asked.quantities):
            score *= _IN_RANGE
        if score > most:
            best, most = sentence, score
    return best
