"""Which words a book has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.retrieval.terms.analyzer import CHARACTER, PAIR, STEMS, Analyzer
from bot.retrieval.terms.lexicon import is_english


@dataclass(frozen=True, eq=False)
class KnownWords:
    """Tells it of each word, by the `terms` of the book and what stands side by side in its `texts`."""

    terms: Collection[str]
    texts: Sequence[str]
    analyzer: Analyzer

    def __call__(self, word: str) -> bool:
        """Whether the book has a word, by its stems, side by side, or its pairs of characters."""
        if word.isascii():
            terms = [term for term in self.analyzer.terms(word) if term[0] in STEMS]
            if len(terms) > 1 and not self._neighbours.issuperset(pairwise(terms)):
                return False
        else:
            terms = [PAIR + left + right for left, right in pairwise(word)] or [CHARACTER + word]
        return all(term in self.terms for term in terms)

    @cached_property
    def _neighbours(self) -> frozenset[tuple[str, str]]:
        """The stems that stand side by side in English clauses."""
        english = filter(is_english, map(self.analyzer.normalise, self.texts))
        stems = ([term for term in self.analyzer.terms(text) if term[0] in STEMS] for text in english)
        return frozenset(pair for each in stems for pair in pairwise(each))
