"""Text -> terms, one pipeline for clauses and questions.

Terms are jieba's words (search mode), every Chinese character, every pair of neighbouring characters, and
Latin words and figures, whole and by their stems. Pairs and characters find what a dictionary cuts wrongly; words
carry the synonyms, and what is shown of a search. A term's first letter is its kind, so that the word 迟到 and the
pair 迟到 are counted apart.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import opencc
from py_rust_stemmers import SnowballStemmer

from bot.retrieval.scores.array_cache import ArrayCache, Arrays, digest
from bot.retrieval.terms.dictionary import Dictionary, Tokenizer
from bot.retrieval.terms.lexicon import COMMON_WORDS
from bot.retrieval.terms.pinyin import Pinyin

WORD, CHARACTER, PAIR, LATIN, STEM, COMMON = "w", "c", "p", "l", "s", "m"
STEMS = (
    STEM,
    COMMON,
)  # of an English word: of one that says what a text is about, or of one that any text holds

_REMEMBERED = 64  # texts: whoever answers a question asks for its simplified writing eight times
_RUN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\W\u3400-\u9fff_]+(?:[.\-_'][^\W\u3400-\u9fff_]+)*"
)


@dataclass(frozen=True)
class Cut:
    """The words of a text in their order, none inside another, and its terms, repeated as often as they occur."""

    words: tuple[str, ...]
    terms: tuple[str, ...]


class LanguageResources:
    """What all analyzers of a process share, whatever book they are of: dictionaries, stems, and how characters sound.

    `cache` keeps what is compiled of them; jieba's own choice would be the shared temporary folder, where anybody could
    replace it.
    """

    def __init__(self, cache: ArrayCache) -> None:
        self.cache = cache
        self.dictionary = Dictionary(cache)
        self.simplified: Callable[[str], str] = lru_cache(_REMEMBERED)(opencc.OpenCC("tw2sp").convert)
        """A text with traditional characters and wording simplified."""
        self._stemmer = SnowballStemmer("english")
        self._common = frozenset(map(self._stemmer.stem_word, COMMON_WORDS))

    def stem(self, word: str) -> str:
        """The term of a Latin word without its ending."""
        stem: str = self._stemmer.stem_word(word)
        return (COMMON if stem in self._common else STEM) + stem

    @cached_property
    def pinyin(self) -> Pinyin:
        """Only where wording is unknown is it asked how it sounds."""
        return Pinyin(self.cache)


class Analyzer:
    """Turns text into terms; `words` are the organisation's own, which are kept whole."""

    def __init__(self, resources: LanguageResources, words: Iterable[str] = ()) -> None:
        self.resources = resources
        own = [self.normalise(word) for word in words]
        self.cache_key = (resources.dictionary.key, *own)  # what its terms depend on, besides its code
        self._jieba = self._tokenizer(own)

    def _tokenizer(self, own: Sequence[str]) -> Tokenizer:
        dictionary, key = self.resources.dictionary, digest(part.encode() for part in self.cache_key)

        def added() -> Arrays:
            return {"frequencies": np.array(Tokenizer(dictionary, own).frequencies, np.int64)}

        kept = self.resources.cache.arrays("words", key, added) if own else {}
        return Tokenizer(dictionary, own, kept["frequencies"].tolist() if own else None)

    def normalise(self, text: str) -> str:
        """One way of writing: full width folded (NFKC), traditional characters and wording simplified, lower case."""
        if text.isascii():
            return text.lower()
        return self.resources.simplified(unicodedata.normalize("NFKC", text)).lower()

    def words(self, normalised: str) -> list[str]:
        """The words of a normalised text in their order, none inside another; punctuation is none."""
        return list(self.cut(normalised).words)

    def information(self, word: str) -> float:
        """How much a word says, in nats: -log of its share of everyday Chinese, by jieba's dictionary.

        A word that the dictionary lacks counts as seen once less than the rarest: about 18; 的 is about 5.
        """
        return math.log(self._jieba.total / (self._jieba.frequency(word) + 1))

    def pieces(self, normalised: str) -> list[str]:
        """What a normalised text is made of, in its order: its terms are those of the pieces; punctuation is none."""
        return _RUN.findall(normalised)

    def stems(self, normalised: str) -> frozenset[str]:
        """The terms without their endings of the Latin words in a normalised text."""
        latin = (run for run in self.pieces(normalised) if not _is_chinese(run))
        return frozenset(map(self.resources.stem, latin))

    def terms(self, normalised: str) -> list[str]:
        """The terms of a normalised text, repeated as often as they occur; punctuation has none."""
        return list(self.cut(normalised).terms)

    def cut(self, normalised: str) -> Cut:
        """Words and terms at once, for cutting is what a question waits for."""
        words: list[str] = []
        terms: list[str] = []
        for run in self.pieces(normalised):
            if not _is_chinese(run):
                words.append(run)
                terms += [LATIN + run, self.resources.stem(run)]
                continue
            parts = list(self._jieba.cut(run))
            words += parts
            terms += [CHARACTER + character for character in run]
            terms += [PAIR + left + right for left, right in pairwise(run)]
            terms += [WORD + inner for part in parts for inner in self._jieba.search_words(part)]
        return Cut(tuple(words), tuple(terms))


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff" or "\uf900" <= run[0] <= "\ufaff"
