"""A question as terms, with the alternatives that the organisation's synonyms open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from bot.retrieval.terms.analyzer import Analyzer
from bot.retrieval.terms.lexicon import is_english, without_asking, without_function_words
from bot.retrieval.terms.phrases import Phrases, find
from bot.retrieval.terms.spelling import Correction, Spelling
from bot.retrieval.terms.vocabulary import Vocabulary, shipped_words

Terms = tuple[str, ...]
_OPENED = 1_000  # words whose groups, and terms, are remembered


@dataclass(frozen=True)
class Query:
    """What to search for.

    `terms` count as they stand; of each group of `alternatives` (the first as asked) only the best counts, and where
    the group's place is among the `loose`, another than the first for less: it may be meant, as the first is.
    `word_groups` are the question's words, each with its synonyms behind it; `corrections` the typing errors found,
    whose readings stand among the alternatives.
    """

    terms: Terms
    alternatives: tuple[tuple[Terms, ...], ...]
    word_groups: tuple[tuple[str, ...], ...]
    corrections: tuple[Correction, ...] = ()
    loose: frozenset[int] = frozenset()

    @property
    def terms_as_asked(self) -> Terms:
        """Each term once, in the order of the question; of alternatives those of the wording as asked."""
        return tuple(
            dict.fromkeys([*self.terms, *(term for group in self.alternatives for term in group[0])])
        )

    @property
    def all_terms(self) -> frozenset[str]:
        """The terms with those of every alternative."""
        alternatives = (term for group in self.alternatives for wording in group for term in wording)
        return frozenset([*self.terms, *alternatives])


class QueryBuilder:
    """Makes queries of questions: normalises them, corrects typing errors, and opens synonyms.

    `groups` are the organisation's words that mean the same, `vocabulary` tells what others are read as in its book;
    they are found by their normalised writing, longest first.
    """

    def __init__(
        self,
        groups: Sequence[Sequence[str]],
        analyzer: Analyzer,
        spelling: Spelling | None = None,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._analyzer = analyzer
        self._spelling = spelling
        self._vocabulary = vocabulary
        self._own: dict[str, Terms] = {}
        for group in groups:
            words = tuple(analyzer.normalise(word) for word in group)
            self._own |= {word: (word, *(other for other in words if other != word)) for word in words}
        self._listed = (Phrases(self._own), *([shipped_words()] if vocabulary else []))
        self._group = lru_cache(_OPENED)(partial(_group_of, self._own, vocabulary))
        self._terms = lru_cache(_OPENED)(lambda word: tuple(analyzer.terms(word)))

    def build(self, question: str) -> Query:
        """The question's terms; a word with synonyms, or mistyped, becomes a group of alternatives."""
        normalised, corrected = self._in_latin(self._analyzer.normalise(question))
        normalised = without_asking(normalised)
        found = list(find(normalised, self._listed, self._group))
        between = _outside(normalised, found)
        if is_english(normalised):
            between = list(map(without_function_words, between))
        parts = [self._between(text) for text in between if text]
        if len(parts) == 1 and not found and not corrected:
            return parts[0]
        groups = [self._group(normalised[start:end]) for start, end in found]
        alternatives = (tuple(map(self._terms, group)) for group in groups)
        return Query(
            tuple(term for part in parts for term in part.terms),
            (*alternatives, *(group for part in parts for group in part.alternatives)),
            (*(group for part in parts for group in part.word_groups), *groups),
            (*corrected, *(correction for part in parts for correction in part.corrections)),
            frozenset(place for place, group in enumerate(groups) if self._is_loose(group[0])),
        )

    def _is_loose(self, word: str) -> bool:
        """Whether a word may only mean the others of its group: the book has it too, or it says them by the way."""
        return self._vocabulary is not None and word not in self._own and not self._vocabulary.readings(word)

    def _in_latin(self, normalised: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with mistyped Latin words put right: as asked they stand nowhere in the book."""
        corrections = self._spelling.latin(normalised) if self._spelling else ()
        for correction in reversed(corrections):
            start, end = correction.span
            normalised = normalised[:start] + correction.read[0] + normalised[end:]
        return normalised, corrections

    def _between(self, text: str) -> Query:
        """The terms of a text without synonyms; mistyped wording becomes a group, with the pairs at its edges."""
        cut = self._analyzer.cut(text)
        corrections = self._spelling.chinese(text, cut.words) if self._spelling else ()
        if not corrections:
            return Query(cut.terms, (), tuple((word,) for word in cut.words))
        outside = _outside(text, [each.span for each in corrections])
        cuts = [self._analyzer.cut(part) for part in outside]
        meant = [
            (each.asked, *(word for read in each.read for word in self._group(read) or (read,)))
            for each in corrections
        ]
        return Query(
            tuple(term for part in cuts for term in part.terms),
            tuple(
                tuple(self._inside(left, word, right) for word in group)
                for left, group, right in zip(outside, meant, outside[1:], strict=False)
            ),
            (*((word,) for part in cuts for word in part.words), *meant),
            corrections,
        )

    def _inside(self, left: str, word: str, right: str) -> Terms:
        """The terms that a word adds between its neighbours."""
        terms = Counter(self._analyzer.terms(left + word + right))
        terms.subtract([*self._analyzer.terms(left), *self._analyzer.terms(right)])
        return tuple(terms.elements())


def _group_of(own: Mapping[str, Terms], vocabulary: Vocabulary | None, word: str) -> tuple[str, ...]:
    """A word with those that it may be read as behind it; () where there are none."""
    if word in own or vocabulary is None:
        return own.get(word, ())
    others = vocabulary.readings(word) or vocabulary.related(word)
    return (word, *others) if others else ()


def _outside(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The pieces of a text before, between and behind spans, which are in order and do not overlap."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
