"""jieba's dictionary, of which only the pages needed are read, and tokenizers over it with words of their own."""

import logging
import math
from collections import ChainMap
from collections.abc import Iterable, Iterator
from itertools import groupby, repeat

import jieba
import numpy as np

from bot.retrieval.scores.array_cache import ArrayCache, Arrays, digest

_END = "\n"  # after every entry of the dictionary; jieba's is itself a file of lines, so none holds it


class Dictionary:
    """jieba's dictionary, read page by page, a page for each character that words begin with.

    All of jieba's half a million entries take half a second to load at every start, and 80 MB; a question or a clause
    needs those of its own characters. `frequencies` are those of the pages that are open. Any thread may open one.

    The pages are a file in `cache`; `key` is a hash of jieba's version and dictionary.
    """

    def __init__(self, cache: ArrayCache) -> None:
        jieba.setLogLevel(logging.CRITICAL)
        with jieba.dt.get_dict_file() as file:
            self.key = digest([b"1", jieba.__version__.encode(), file.read()])
        arrays = cache.arrays("jieba", self.key, _pages)
        self._entries, self._numbers = arrays["entries"], arrays["numbers"]
        self._spans = _spans(arrays)
        self.frequencies: dict[str, int] = {}
        self.total = int(arrays["total"])

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus has the word; 0 for one that it lacks."""
        if word[:1] in self._spans:
            self.open(word[:1])
        return self.frequencies.get(word, 0)

    def open(self, text: str) -> None:
        """Read the pages of all characters of a text: its pieces are looked up nowhere else."""
        for character in self._spans.keys() & set(text):
            # Where another thread has opened it meanwhile there is nothing to do.
            start, end, first, last = self._spans.get(character, (0, 0, 0, 0))
            entries = self._entries[start:end].tobytes().decode().split(_END)
            self.frequencies.update(zip(entries, self._numbers[first:last].tolist(), strict=False))
            self._spans.pop(character, None)  # after its words are there: another thread may be cutting


class Tokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """A tokenizer of jieba over a dictionary that others share; it keeps its own `words` whole.

    That takes some cuts for each, unless it is given what came of them before (`frequencies`).

    The cuts are jieba's own: it looks up nothing but pieces of the text, and before a text is cut the pages of all its
    characters are open.
    """

    def __init__(
        self, dictionary: Dictionary, words: Iterable[str] = (), frequencies: Iterable[int] | None = None
    ) -> None:
        super().__init__()
        self._dictionary = dictionary
        self._own: dict[str, int] = {}
        self.FREQ = ChainMap(self._own, dictionary.frequencies)
        self.total = dictionary.total
        self.initialized = True
        known: Iterable[int | None] = repeat(None) if frequencies is None else frequencies
        self.frequencies = [self._add(*each) for each in zip(words, known, strict=False)]
        """How often each own word would have to be in the corpus to stay whole."""

    def _add(self, word: str, frequency: int | None) -> int:
        # Else what it begins with, which may be a word, would be taken for none.
        self._dictionary.open(word[:1])
        if frequency:
            self._add_known(word, frequency)
        else:
            self.add_word(word, frequency)
        return self._own[word]

    def _add_known(self, word: str, frequency: int) -> None:
        """As jieba's `add_word`, in half the time: most of it went into looking through both dictionaries as one."""
        own, shared = self._own, self._dictionary.frequencies
        own[word] = frequency
        self.total += frequency
        for end in range(1, len(word)):
            if (beginning := word[:end]) not in own and beginning not in shared:
                own[beginning] = 0

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus has the word, or what makes an own one stay whole; 0 for no word."""
        own = self._own.get(word)
        return self._dictionary.frequency(word) if own is None else own

    def cut(self, sentence: str, *options: bool, **named: bool) -> Iterator[str]:
        """The words of a sentence, as jieba.Tokenizer.cut gives them with the same options."""
        self._dictionary.open(sentence)
        cuts: Iterator[str] = super().cut(sentence, *options, **named)
        return cuts

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: ARG002, N802  # jieba's name
        """Nothing: `calc` looks for the words and takes the likeliest in one go, in half the time."""
        return {}

    def calc(self, sentence: str, DAG: object, route: dict[int, tuple[float, int]]) -> None:  # noqa: ARG002, N803
        """The likeliest cut, as jieba.Tokenizer.calc makes it: for each place its score and the word's last place."""
        own, shared = self._own, self._dictionary.frequencies
        total, size = math.log(self.total), len(sentence)
        best = [0.0] * (size + 1)
        for start in reversed(range(size)):
            score, last = None, start
            for end in range(start + 1, size + 1):
                piece = sentence[start:end]
                frequency = own[piece] if piece in own else shared.get(piece)
                if frequency is None:  # nor does any longer word begin so
                    break
                if frequency:
                    value = math.log(frequency) - total + best[end]
                    if score is None or value >= score:
                        score, last = value, end - 1
            best[start] = best[start + 1] - total if score is None else score
            route[start] = best[start], last

    def search_words(self, word: str) -> Iterator[str]:
        """A word of a cut in jieba's search mode: the words of two and three characters in it, then itself."""
        for length in range(2, min(len(word), 4)):
            inner = (word[start : start + length] for start in range(len(word) - length + 1))
            yield from (part for part in inner if self.frequency(part))
        yield word


def _pages() -> Arrays:
    frequencies, total = jieba.Tokenizer.gen_pfdict(jieba.dt.get_dict_file())
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
