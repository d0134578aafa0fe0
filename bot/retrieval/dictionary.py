"""jieba with its dictionary opened page by page: a page holds the words that begin with one character.

All of jieba's half a million entries take half a second to load at every start; a question or a clause needs those
of its own characters. The cuts are jieba's own: it looks up nothing but pieces of the text, and before a text is cut
the pages of all its characters are open.
"""

import logging
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import jieba
import numpy as np

from bot.retrieval.array_cache import Arrays, cached_arrays, digest

_END = "\n"  # after every entry; jieba's dictionary is itself a file of lines, so none holds it


class Dictionary(jieba.Tokenizer):  # type: ignore[misc]  # jieba ships no types
    """A tokenizer of jieba that reads its dictionary page by page from a file in `cache`.

    `key` is a hash of jieba's version and dictionary.
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

    def search_words(self, word: str) -> Iterator[str]:
        """A word of a cut in jieba's search mode: the words of two and three characters in it, then itself."""
        for length in range(2, min(len(word), 4)):
            inner = (word[start : start + length] for start in range(len(word) - length + 1))
            yield from (part for part in inner if self.FREQ.get(part))
        yield word

    def _open(self, text: str) -> None:
        for character in self._spans.keys() & set(text):
            start, end, first, last = self._spans.get(
                character, (0, 0, 0, 0)
            )  # opened meanwhile: nothing to do
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
