"""The parts of searching, and each with what is done otherwise: left out, or something else in its place."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import ModuleType
from typing import Any, TypeVar
from unittest.mock import patch

from bot.retrieval import Analyzer, query
from bot.retrieval import index as searching
from bot.retrieval.scores import coverage, lexical_index
from bot.retrieval.terms import spelling, vocabulary
from bot.retrieval.terms.analyzer import CHARACTER, COMMON, LATIN, PAIR, STEM, WORD
from bot.retrieval.terms.phrases import edges_of

from tests.benchmarks.books import CACHE
from tests.benchmarks.fitting.fields import ByField, Weights
from tests.resources import resources_in

AS_IT_IS = "as it is"

Found = TypeVar("Found")


@dataclass(frozen=True)
class Part:
    """What is done otherwise: attributes of modules or classes in place of the shipped ones."""

    patches: Sequence[tuple[ModuleType | type, Mapping[str, Any]]] = ()
    kinds: Mapping[str, float] = field(default_factory=dict)
    has_synonyms: bool = True

    def measured(self, measure: Callable[[], Found]) -> Found:
        """What is measured with it instead of the shipped parts."""
        with ExitStack() as stack:
            for where, values in self.patches:
                stack.enter_context(patch.multiple(where, **values))
            stack.enter_context(patch.dict(lexical_index.KIND_WEIGHTS, self.kinds))
            return measure()


def _without_list(name: str) -> Part:
    groups = vocabulary._groups  # the one place that reads the lists
    return Part([(vocabulary, {"_groups": lambda of: {} if of == name else groups(of)})])


def _unread(vocabulary_: vocabulary.Vocabulary, word: str) -> vocabulary.Group:
    """Of words that the book has no others are meant."""
    return () if vocabulary_.knows(word) else _RELATED(vocabulary_, word)  # in its place


_RELATED = vocabulary.Vocabulary.related
_IS_IN = coverage._Word.is_in  # what is done otherwise


def _whole_words() -> Part:
    """坏 in 损坏 counts as a piece of a word."""
    analyzer = Analyzer(resources_in(CACHE))
    edges = lru_cache(None)(lambda text: edges_of(text, analyzer.words(text)))

    def is_in(word: coverage._Word, passage: coverage._Passage) -> bool:
        found = _IS_IN(word, passage)
        if not found or word.text.isascii():
            return found
        starts = (at for at in range(len(passage.text)) if passage.text.startswith(word.text, at))
        return any({at, at + len(word.text)} <= edges(passage.text) for at in starts)

    return Part([(coverage._Word, {"is_in": is_in})])


def _by_field(*weights: *Weights) -> Part:
    return Part([(searching, {"LexicalIndex": partial(ByField, weights=weights)})])


def parts() -> Mapping[str, Part]:
    """Each by what is done otherwise."""
    nothing: Callable[..., tuple[()]] = lambda *_: ()  # noqa: E731
    return {
        AS_IT_IS: Part(),
        "without the organisation's synonyms": Part(has_synonyms=False),
        "without the general vocabulary": _without_list(vocabulary._BILINGUAL),
        "without everyday English": _without_list(vocabulary._ENGLISH),
        "without colloquial phrases": _without_list(vocabulary._COLLOQUIAL),
        "without other words for one that the book has": Part(
            [(vocabulary.Vocabulary, {"related": _unread})]
        ),
        "without correcting typing errors": Part(
            [(spelling.Spelling, {"chinese": nothing, "latin": nothing})]
        ),
        "with question words and courtesy": Part([(query, {"without_asking": str})]),
        "with English function words": Part([(query, {"without_function_words": str})]),
        "without stems": Part(kinds={LATIN: 1.0, STEM: 0.0, COMMON: 0.0}),
        "without words": Part(kinds={WORD: 0.0}),
        "without pairs of characters": Part(kinds={PAIR: 0.0}),
        "without single characters": Part(kinds={CHARACTER: 0.0}),
        "without reading sentences": Part([(searching, {"_TOGETHER": 0.0})]),
        "pieces of longer words count as pieces": _whole_words(),
        "pieces of words count nothing": Part([(coverage, {"_PIECES": 0.0})]),
        "one index a field, all alike": _by_field(1, 1, 1),
        "one index a field, titles half": _by_field(0.5, 1, 1),
    }
