"""How Chinese characters sound: their usual readings without tones, and which sounds are easily mixed up."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice, product

import numpy as np

from bot.retrieval.scores.array_cache import ArrayCache, Arrays, digest, version

_FIRST, _LAST = 0x4E00, 0x9FFF
_USUAL = 0.1  # of the phrases with a character: rarer readings would make words alike that nobody mixes up
_WORDS = 2**16  # whose ways to be said are remembered
_MOST = 16  # ways to say one word: its characters' readings are combined no further
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_FINALS = {"ang": "an", "eng": "en", "ing": "in"}

Sounds = tuple[str, ...]


class Pinyin:
    """The readings of each character, from pypinyin's tables; kept in `cache` for the next start."""

    def __init__(self, cache: ArrayCache) -> None:
        key = digest([b"1", version("pypinyin").encode()])
        written = cache.arrays("pinyin", key, _readings)["readings"].tobytes().decode()
        lines = zip(map(chr, range(_FIRST, _LAST + 1)), written.split("\n"), strict=True)
        self._written = dict(lines)
        self._folded: dict[str, Sounds] = {}
        # of any book: most words of one are in others
        self.fuzzy_sounds = lru_cache(_WORDS)(self._fuzzy_sounds)
        """The same with fuzzy sounds (模糊音) made one: zh/z, ch/c, sh/s, n/l, ang/an, eng/en, ing/in."""

    def sounds(self, word: str) -> tuple[Sounds, ...]:
        """Every way to say a word, a syllable a character; none where one is no Chinese character."""
        return _ways(self._written.get(character, "").split() for character in word)

    def _fuzzy_sounds(self, word: str) -> tuple[Sounds, ...]:
        return _ways(map(self._fuzzy, word))

    def _fuzzy(self, character: str) -> Sounds:
        known = self._folded.get(character)
        if known is None:
            readings = self._written.get(character, "").split()
            known = self._folded[character] = tuple(dict.fromkeys(map(_folded, readings)))
        return known


def _ways(readings: Iterable[Iterable[str]]) -> tuple[Sounds, ...]:
    return tuple(islice(product(*readings), _MOST))


def _folded(syllable: str) -> str:
    for initial, plain in _INITIALS.items():
        if syllable.startswith(initial):
            syllable = plain + syllable.removeprefix(initial)
            break
    for final, plain in _FINALS.items():
        if syllable.endswith(final):
            return syllable.removesuffix(final) + plain
    return syllable


def _readings() -> Arrays:
    # A fifth of a second of tables: needed once for each cache folder, and only when a word is unknown.
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415

    said = Counter(
        (character, _toneless(readings[0]))
        for phrase, syllables in PHRASES_DICT.items()
        for character, readings in zip(phrase, syllables, strict=False)
    )
    phrases: Counter[str] = Counter()
    for (character, _), count in said.items():
        phrases[character] += count
    lines = []
    for character in map(chr, range(_FIRST, _LAST + 1)):
        first, *others = [_toneless(reading) for reading in PINYIN_DICT.get(ord(character), "").split(",")]
        usual = [other for other in others if said[character, other] > _USUAL * phrases[character]]
        lines.append(" ".join(dict.fromkeys([first, *usual])))
    return {"readings": np.frombuffer("\n".join(lines).encode(), np.uint8)}


@cache
def _toneless(reading: str) -> str:
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", reading)))
