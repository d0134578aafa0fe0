"""A question as terms, with the alternatives that the organisation's synonyms open."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.retrieval.analyzer import Analyzer

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """What to search for.

    `terms` count as they stand; of each group of `alternatives` (the first as asked) only the best counts.
    `words` are the question's words, each with its synonyms.
    """

    terms: Terms
    alternatives: tuple[tuple[Terms, ...], ...]
    words: tuple[tuple[str, ...], ...]


class Synonyms:
    """Groups of words that mean the same, found in questions by their normalised writing, longest first."""

    def __init__(self, groups: Sequence[Sequence[str]], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._groups: dict[str, tuple[str, ...]] = {}
        for group in groups:
            words = tuple(analyzer.normalise(word) for word in group)
            self._groups |= {word: (word, *(other for other in words if other != word)) for word in words}
        self._terms = {word: tuple(analyzer.terms(word)) for word in self._groups}
        self._pattern = _any_of(self._groups)

    def query(self, question: str) -> Query:
        """The question's terms; a word with synonyms becomes a group of alternatives."""
        normalised = self._analyzer.normalise(question)
        found = list(self._pattern.finditer(normalised))
        edges = [0, *(edge for match in found for edge in match.span()), len(normalised)]
        between = [normalised[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        groups = [self._groups[match[0]] for match in found]
        terms = (term for text in between for term in self._analyzer.terms(text))
        words = ((word,) for text in between for word in self._analyzer.words(text))
        alternatives = (tuple(self._terms[word] for word in group) for group in groups)
        return Query(tuple(terms), tuple(alternatives), (*words, *groups))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest where several begin alike; a Latin one must stand alone (`late`, not `later`)."""
    latin = _branches(word for word in words if word.isascii())
    chinese = _branches(word for word in words if not word.isascii())
    return re.compile(rf"(?<![a-z0-9])(?:{latin})(?![a-z0-9])|(?:{chinese})")


def _branches(words: Iterable[str]) -> str:
    """One branch for each first character: the engine then compares one character, not every word."""
    longest_first = sorted(words, key=lambda word: (word[0], -len(word)))
    by_first = groupby(longest_first, key=lambda word: word[0])
    branches = (
        f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in alike)})"
        for first, alike in by_first
    )
    return "|".join(branches) or r"(?!)"
