"""Clauses whose title, wording, text or place a question is, letter for letter, or whose English title in its words."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from bot.retrieval.scores.array_cache import Arrays, digest, version
from bot.retrieval.terms.analyzer import Analyzer
from bot.retrieval.terms.lexicon import ENGLISH_OPENERS, without_function_words
from bot.rulebook import Clause


class ClauseNames:
    """What clauses can be asked for by; kept as one number a name, so that no text is read again at the next start."""

    def __init__(self, clauses: Sequence[Clause], analyzer: Analyzer) -> None:
        self._clauses, self._analyzer = clauses, analyzer
        written = (repr((clause.title, clause.text, clause.questions, _place(clause))) for clause in clauses)
        key = digest(part.encode() for part in ("3", version("opencc"), *written))
        arrays = analyzer.resources.cache.arrays("names", key, self._numbered)
        self._numbers, self._positions = arrays["numbers"], arrays["positions"]

    def called(self, question: str) -> tuple[Clause, ...]:
        """The clauses that are called so, in their order; case, punctuation and way of writing aside."""
        return self._named(self._letters(question)) or self._named(self._stems(question))

    def _named(self, letters: str) -> tuple[Clause, ...]:
        number = _number(letters)
        first, last = (np.searchsorted(self._numbers, number, side) for side in ("left", "right"))
        alike = (self._clauses[position] for position in dict.fromkeys(self._positions[first:last].tolist()))
        return tuple(clause for clause in alike if letters and letters in self._names(clause))

    def _names(self, clause: Clause) -> Iterator[str]:
        yield from map(self._letters, (clause.title, clause.text, _place(clause), *clause.questions))
        yield self._stems(clause.title)

    def _stems(self, text: str) -> str:
        """What an English name is made of, in whatever order: night work is Working at night. "" of a question."""
        normalised = self._analyzer.normalise(text)
        words = normalised.split()
        if not normalised.isascii() or not {*ENGLISH_OPENERS}.isdisjoint(words[:1]):
            return ""
        stems = sorted(self._analyzer.stems(without_function_words(normalised)))
        return " ".join(stems) if len(stems) > 1 else ""

    def _letters(self, text: str) -> str:
        return "".join(filter(str.isalnum, self._analyzer.normalise(text)))

    def _numbered(self) -> Arrays:
        """The number of each name in ascending order, with the position of its clause."""
        pairs = sorted(
            (_number(name), position)
            for position, clause in enumerate(self._clauses)
            for name in self._names(clause)
            if name
        )
        numbers, positions = zip(*pairs, strict=True) if pairs else ((), ())
        return {"numbers": np.array(numbers, np.uint64), "positions": np.array(positions, np.int32)}


def _place(clause: Clause) -> str:
    """Where it stands, as it is shown, where that is more than a number: Time off › Sick leave, 第一部分 › 一、."""
    return clause.place if " › " in clause.place or clause.printed == "" else ""


def _number(letters: str) -> np.uint64:
    """64 bits of a digest: two names with one number are told apart by their letters."""
    return np.uint64(int.from_bytes(hashlib.sha256(letters.encode()).digest()[:8], "little"))
