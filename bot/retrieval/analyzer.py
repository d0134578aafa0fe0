"""Text -> terms, one pipeline for clauses and questions.

Terms are jieba's words (search mode), every Chinese character, every pair of neighbouring characters, and
Latin words and figures whole. Pairs and characters find what a dictionary cuts wrongly; words carry the
synonyms, and what is shown of a search. A term's first letter is its kind, so that the word 迟到 and the
pair 迟到 are counted apart.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import opencc

from bot.retrieval.dictionary import Dictionary

WORD, CHARACTER, PAIR, LATIN = "w", "c", "p", "l"

_RUN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\W\u3400-\u9fff_]+(?:[.\-_'][^\W\u3400-\u9fff_]+)*"
)


@dataclass(frozen=True)
class Cut:
    """The words of a text in their order, none inside another, and its terms, repeated as often as they occur."""

    words: tuple[str, ...]
    terms: tuple[str, ...]


class Analyzer:
    """Turns text into terms; `words` are the organisation's own, which jieba then keeps whole.

    `cache` is a private folder for jieba's compiled dictionary and other arrays (see array_cache); jieba's own choice
    would be the shared temporary folder, where anybody could replace it.
    """

    def __init__(self, words: Iterable[str] = (), *, cache: Path) -> None:
        self.cache = cache
        self._converter = opencc.OpenCC("tw2sp")
        self._jieba = Dictionary(cache)
        own = [self.normalise(word) for word in words]
        self.cache_key = (self._jieba.key, *own)  # what its terms depend on, besides its code
        for word in own:
            self._jieba.add_word(word)

    def normalise(self, text: str) -> str:
        """One way of writing: full width folded (NFKC), traditional characters and wording simplified, lower case."""
        simplified: str = self._converter.convert(unicodedata.normalize("NFKC", text))
        return simplified.lower()

    def words(self, normalised: str) -> list[str]:
        """The words of a normalised text in their order, none inside another; punctuation is none."""
        return list(self.cut(normalised).words)

    def information(self, word: str) -> float:
        """How much a word says, in nats: -log of its share of everyday Chinese, by jieba's dictionary.

        A word that the dictionary lacks counts as seen once less than the rarest: about 18; 的 is about 5.
        """
        return math.log(self._jieba.total / (self._jieba.frequency(word) + 1))

    def terms(self, normalised: str) -> list[str]:
        """The terms of a normalised text, repeated as often as they occur; punctuation has none."""
        return list(self.cut(normalised).terms)

    def cut(self, normalised: str) -> Cut:
        """Words and terms at once, for cutting is what a question waits for."""
        words: list[str] = []
        terms: list[str] = []
        for run in _RUN.findall(normalised):
            if not _is_chinese(run):
                words.append(run)
                terms.append(LATIN + run)
                continue
            parts = list(self._jieba.cut(run))
            words += parts
            terms += [CHARACTER + character for character in run]
            terms += [PAIR + left + right for left, right in pairwise(run)]
            terms += [WORD + inner for part in parts for inner in self._jieba.search_words(part)]
        return Cut(tuple(words), tuple(terms))


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff" or "\uf900" <= run[0] <= "\ufaff"
