"""Text -> terms, one pipeline for clauses and questions, over a dictionary of which only the pages needed are read.

Terms are jieba's words (search mode), every Chinese character, every pair of neighbouring characters, and
Latin words and figures, whole and by their stems. Pairs and characters find what a dictionary cuts wrongly; words
carry the synonyms, and what is shown of a search. A term's first letter is its kind, so that the word 迟到 and the
pair 迟到 are counted apart.
"""

import logging
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import jieba
import numpy as np
import opencc
from py_rust_stemmers import SnowballStemmer

from bot.retrieval.scores.array_cache import Arrays, cached_arrays, digest

WORD, CHARACTER, PAIR, LATIN, STEM = "w", "c", "p", "l", "s"

_END = "\n"  # after every entry of the dictionary; jieba's is itself a file of lines, so none holds it
_RUN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\W\u3400-\u9fff_]+(?:[.\-_'][^\W\u3400-\u9fff_]+)*"
)


class Dictionary(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """A tokenizer of jieba that reads its dictionary page by page, a page for each character that words begin with.

    All of jieba's half a million entries take half a second to load at every start; a question or a clause needs those
    of its own characters. The cuts are jieba's own: it looks up nothing but pieces of the text, and before a text is
    cut the pages of all its characters are open.

    The pages are a file in `cache`; `key` is a hash of jieba's version and dictionary.
    """

    def __init__(self, cache: Path) -> None:
        jieba.setLogLevel(logging.CRITICAL)
        super().__init__()
        with self.get_dict_file() as file:
            self.key = digest([b"1", jieba.__version__.encode(), file.read()])
        arrays = cached_arrays(cache, "jieba", self.key, self._pages)
        self._entries, self._numbers = arrays["entries"].tobytes(), arrays["numbers"]
        self._spans = _spans(arrays)
        self.FREQ: dict[str, int] = {}
        self.total = int(arrays["total"])
        self.initialized = True

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus has the word; 0 for one that it lacks."""
        if word not in self.FREQ:
            self._open(word[:1])
        return self.FREQ.get(word, 0)

    def cut(self, sentence: str, *options: bool, **named: bool) -> Iterator[str]:
        """The words of a sentence, as jieba.Tokenizer.cut gives them with the same options."""
        self._open(sentence)
        cuts: Iterator[str] = super().cut(sentence, *options, **named)
        return cuts

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: ARG002, N802  # jieba's name
        """Nothing: `calc` looks for the words and takes the likeliest in one go, in half the time."""
        return {}

    def calc(self, sentence: str, DAG: object, route: dict[int, tuple[float, int]]) -> None:  # noqa: ARG002, N803
        """The likeliest cut, as jieba.Tokenizer.calc makes it: for each place its score and the word's last place."""
        frequencies, total, size = self.FREQ, math.log(self.total), len(sentence)
        best = [0.0] * (size + 1)
        for start in reversed(range(size)):
            score, last = None, start
            for end in range(start + 1, size + 1):
                frequency = frequencies.get(sentence[start:end])
                if frequency is None:  # nor does any longer word begin so
                    break
                if frequency:
                    own = math.log(frequency) - total + best[end]
                    if score is None or own >= score:
                        score, last = own, end - 1
            best[start] = best[start + 1] - total if score is None else score
            route[start] = best[start], last

    def search_words(self, word: str) -> Iterator[str]:
        """A word of a cut in jieba's search mode: the words of two and three characters in it, then itself."""
        for length in range(2, min(len(word), 4)):
            inner = (word[start : start + length] for start in range(len(word) - length + 1))
            yield from (part for part in inner if self.FREQ.get(part))
        yield word

    def _open(self, text: str) -> None:
        for character in self._spans.keys() & set(text):
            # Where another thread has opened it meanwhile there is nothing to do.
            start, end, first, last = self._spans.get(character, (0, 0, 0, 0))
            entries = self._entries[start:end].decode().split(_END)
            self.FREQ.update(zip(entries, self._numbers[first:last].tolist(), strict=False))
            self._spans.pop(character, None)  # after its words are there: another thread may be cutting

    def _pages(self) -> Arrays:
        frequencies, total = self.gen_pfdict(self.get_dict_file())
        entries = sorted(frequencies)
        pages = [(character, list(page)) for character, page in groupby(entries, key=lambda entry: entry[0])]
        written = ["".join(entry + _END for entry in page).encode() for _, page in pages]
        return {
            "entries": np.frombuffer(b"".join(written), np.uint8),
            "numbers": np.array([frequencies[entry] for entry in entries], np.int32),
            "characters": np.array([ord(character) for character, _ in pages], np.int32),
            "bytes": np.cumsum([0, *map(len, written)], dtype=np.int32),
            "counts": np.cumsum([0, *(len(page) for _, page in pages)], dtype=np.int32),
            "total": np.array(total, np.int64),
        }


def _spans(arrays: Arrays) -> dict[str, tuple[int, int, int, int]]:
    """Where each character's page lies: its bytes and its numbers, from and to."""
    ends, counts = arrays["bytes"].tolist(), arrays["counts"].tolist()
    characters = map(chr, arrays["characters"].tolist())
    return dict(zip(characters, zip(ends, ends[1:], counts, counts[1:], strict=False), strict=True))


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
        self._stemmer = SnowballStemmer("english")
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

    def pieces(self, normalised: str) -> list[str]:
        """What a normalised text is made of, in its order: its terms are those of the pieces; punctuation is none."""
        return _RUN.findall(normalised)

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
                terms += [LATIN + run, STEM + self._stemmer.stem_word(run)]
                continue
            parts = list(self._jieba.cut(run))
            words += parts
            terms += [CHARACTER + character for character in run]
            terms += [PAIR + left + right for left, right in pairwise(run)]
            terms += [WORD + inner for part in parts for inner in self._jieba.search_words(part)]
        return Cut(tuple(words), tuple(terms))


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff" or "\uf900" <= run[0] <= "\ufaff"
