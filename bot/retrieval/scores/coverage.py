"""How much of a question stands together in a clause: in one sentence or wording, read under the clause's title."""

from collections.abc import Iterator, Sequence
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
    """A normalised text, and the stems of its Latin words."""

    text: str
    stems: frozenset[str]


@dataclass(frozen=True)
class _Word:
    """A word of a question, normalised; the stems of a Latin one."""

    text: str
    stems: frozenset[str]

    def is_in(self, passage: _Passage) -> bool:
        """Whether a passage has it; `ring` is none of `during`."""
        if self.stems:
            return not self.stems.isdisjoint(passage.stems)
        return self.text in passage.text


class _Passages:
    """Several passages, and which of them have a character: of most words a question waits for none."""

    def __init__(self, passages: Sequence[_Passage]) -> None:
        self.all = tuple(passages)
        self._having: dict[str, list[int]] = {}
        for place, passage in enumerate(passages):
            for character in set(passage.text):
                self._having.setdefault(character, []).append(place)

    def most_held(self, asked: Sequence[tuple[float, Sequence[_Word]]]) -> float:
        """The most that one of them holds of words with what each group of them says."""
        held = [0.0] * len(self.all)
        for information, words in asked:
            shares: dict[int, float] = {}
            for word in words:
                for place, share in self._shares(word):
                    shares[place] = max(shares.get(place, 0.0), share)
            for place, share in shares.items():
                held[place] += information * share
        return max(held)

    def _shares(self, word: _Word) -> Iterator[tuple[int, float]]:
        """How much of a word the passages have: all, or some of its characters; of a Latin one all or none."""
        found: dict[int, int] = {}
        for character in word.text:
            for place in self._having.get(character, ()):
                found[place] = found.get(place, 0) + 1
        size, is_latin = len(word.text), word.text.isascii()
        for place, count in found.items():
            if (is_latin or count == size) and word.is_in(self.all[place]):
                yield place, 1.0
            elif not is_latin:
                yield place, _PIECES * (count / size)


class Coverage:
    """The sentences and wordings of clauses, each under its title; cut when a clause is first asked about.

    Of a clause of an English book all is one.
    """

    def __init__(self, clauses: Sequence[Clause], analyzer: Analyzer, lexical: LexicalIndex) -> None:
        self._clauses, self._analyzer, self._lexical = clauses, analyzer, lexical
        self._passages: dict[int, _Passages] = {}

    def shares(
        self, parts: Sequence[tuple[Query, float]], positions: Sequence[int], asked_before: str = ""
    ) -> Scores:
        """The largest share of a question's information that stands in one sentence of each clause at the positions.

        `parts` are the question and, with their weights, those that it leans on; `asked_before` counts as a sentence.
        Where the words of a question stand apart, a clause speaks of each of them and seldom of the question.
        """
        asked = [
            (weight * self._lexical.information(group), list(map(self._word, group)))
            for query, weight in parts
            for group in query.word_groups
        ]
        before = [_Passages([self._passage(asked_before)])] if asked_before else []
        shares = [
            max(passages.most_held(asked) for passages in (self._of(position), *before))
            for position in positions
        ]
        return np.array(shares) / (sum(information for information, _ in asked) or 1)

    def held(self, query: Query, position: int) -> tuple[tuple[str, str], ...]:
        """Each word of a question that says what it is about, with how the clause writes it ("": it does not)."""
        passages, held = self._of(position).all, []
        for group in query.word_groups:
            words = [self._word(word) for word in group if not is_generic(word)]
            written = (word.text for word in words if any(map(word.is_in, passages)))
            held += [(group[0], next(written, ""))] if words else []
        return tuple(dict.fromkeys(held))

    def _of(self, position: int) -> _Passages:
        if position not in self._passages:
            clause = self._clauses[position]
            texts: Sequence[str] = (*(sentences(clause.text) or (clause.text,)), *clause.questions)
            if self._lexical.is_english:  # whose models are fitted on clauses as a whole
                texts = ["\n".join(texts)]
            self._passages[position] = _Passages([self._passage(f"{clause.title}\n{text}") for text in texts])
        return self._passages[position]

    def _passage(self, text: str) -> _Passage:
        normalised = self._analyzer.normalise(text)
        return _Passage(normalised, self._stems(normalised))

    def _word(self, word: str) -> _Word:
        is_one = word.isascii() and " " not in word  # of several the stems say nothing
        return _Word(word, self._stems(word) if is_one else frozenset())

    def _stems(self, normalised: str) -> frozenset[str]:
        return self._analyzer.stems(normalised)
