"""How much of a question stands together in a clause: in one sentence or wording, read under the clause's title."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.query import Query
from bot.retrieval.scores.bm25 import Scores
from bot.retrieval.scores.lexical_index import LexicalIndex
from bot.retrieval.sentence import sentences
from bot.retrieval.terms.analyzer import Analyzer
from bot.retrieval.terms.lexicon import is_generic
from bot.rulebook import Clause

# What a word counts at most of which only characters are there: 批准 is near to 批. Each fitted anew, and eleven kinds
# of books judged by the others: at the shares of wrong ones that are asked for .443 of the right clauses are said as
# sure by words (with vectors .553), with whole words only .428 (.554), with words anywhere in the clause .423 (.543).
_PIECES = 0.5


@dataclass(frozen=True)
class _Passage:
    """A normalised text, its characters, and the stems of its Latin words."""

    text: str
    characters: frozenset[str]
    stems: frozenset[str]


class Coverage:
    """The sentences and wordings of clauses, each under its title; cut when a clause is first asked about.

    Of a clause of an English book all is one.
    """

    def __init__(self, clauses: Sequence[Clause], analyzer: Analyzer, lexical: LexicalIndex) -> None:
        self._clauses, self._analyzer, self._lexical = clauses, analyzer, lexical
        self._passages: dict[int, tuple[_Passage, ...]] = {}

    def shares(
        self, parts: Sequence[tuple[Query, float]], positions: Sequence[int], asked_before: str = ""
    ) -> Scores:
        """The largest share of a question's information that stands in one sentence of each clause at the positions.

        `parts` are the question and, with their weights, those that it leans on; `asked_before` counts as a sentence.
        Where the words of a question stand apart, a clause speaks of each of them and seldom of the question.
        """
        groups = [(group, weight) for query, weight in parts for group in query.word_groups]
        information = [weight * self._lexical.information(group) for group, weight in groups]
        words = [[(word, self._stems_of(word)) for word in group] for group, _ in groups]
        before = (self._passage(asked_before),) if asked_before else ()

        def held(passage: _Passage) -> float:
            near = ([way for way in group if not passage.characters.isdisjoint(way[0])] for group in words)
            found = zip(near, information, strict=True)
            return sum(most * max(_found(*way, passage) for way in ways) for ways, most in found if ways)

        shares = [max(map(held, (*self._of(position), *before))) for position in positions]
        return np.array(shares) / (sum(information) or 1)

    def held(self, query: Query, position: int) -> tuple[tuple[str, str], ...]:
        """Each word of a question that says what it is about, with how the clause writes it ("": it does not)."""
        passages, held = self._of(position), []
        for group in query.word_groups:
            ways = [(word, self._stems_of(word)) for word in group if not is_generic(word)]
            written = (
                word for word, stems in ways if any(_found(word, stems, each) == 1 for each in passages)
            )
            held += [(group[0], next(written, ""))] if ways else []
        return tuple(dict.fromkeys(held))

    def _of(self, position: int) -> tuple[_Passage, ...]:
        if position not in self._passages:
            clause = self._clauses[position]
            texts: Sequence[str] = (*(sentences(clause.text) or (clause.text,)), *clause.questions)
            if self._lexical.is_english:  # whose models are fitted on clauses as a whole
                texts = ["\n".join(texts)]
            self._passages[position] = tuple(self._passage(f"{clause.title}\n{text}") for text in texts)
        return self._passages[position]

    def _passage(self, text: str) -> _Passage:
        normalised = self._analyzer.normalise(text)
        return _Passage(normalised, frozenset(normalised), self._stems(normalised))

    def _stems_of(self, word: str) -> frozenset[str]:
        """The stems of a Latin word; of any other, and of several, none."""
        return self._stems(word) if word.isascii() and " " not in word else frozenset()

    def _stems(self, normalised: str) -> frozenset[str]:
        return self._analyzer.stems(normalised)


def _found(word: str, stems: frozenset[str], passage: _Passage) -> float:
    """How much of a word a passage has: all, none, or some of its characters; `ring` is none of `during`."""
    if stems:
        return float(not stems.isdisjoint(passage.stems))
    if word in passage.text:
        return 1.0
    return 0.0 if word.isascii() else _PIECES * (sum(map(passage.text.__contains__, word)) / len(word))
