"""Chinese titles with words left out (学会章程, of 台湾语文学会组织章程), or with a wrong character that sounds alike.

Both in either script; words may be left out of what an organisation calls its own rules: 劳动法 is not 劳动合同法.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from bot.retrieval.terms.pinyin import Pinyin

_KIND = re.compile("办法|细则|准则|守则|规则|制度|手册|规程|规范|规定|规章|章程")
_SET_OFF = re.compile(r"(?:^|[^\u4e00-\u9fff]|请问|[我你咱]们|[说据按依照看查读在和与跟从的给下问把])$")
_LONGEST = 12  # characters before the kind that a title with words left out has
_PIECE = 2  # characters of the shortest word
_GRAM = 4  # characters of which one may be wrong


class TitleSlips:
    """Mends `titles` in texts; `folded` simplifies a text, each character by itself."""

    def __init__(
        self, titles: Iterable[str], folded: Callable[[str], str], pinyin: Callable[[], Pinyin]
    ) -> None:
        self._titles = [title for title in titles if not title.isascii()]
        self._folded = folded
        self._pinyin = pinyin

    def __call__(self, text: str) -> str:
        """The text with the titles as they are written."""
        return text if text.isascii() or not self._titles else self._written_out(self._without_slips(text))

    def _written_out(self, text: str) -> str:
        folded = self._folded(text)
        for match in reversed([*_KIND.finditer(folded)]):
            starts = range(max(0, match.start() - _LONGEST), match.start() - _PIECE + 1)
            for start in starts:
                meant = self._meant(folded[start : match.start()], match[0])
                if meant and _SET_OFF.search(folded, 0, start):
                    written = next(iter(meant)) if len(meant) == 1 else text[start : match.end()]
                    text = f"{text[:start]}{written}{text[match.end() :]}"
                    break
        return text

    def _meant(self, words: str, kind: str) -> set[str]:
        """The titles of a kind that have all these words, in their order."""
        return {
            title
            for folded, title in self._by_folded.items()
            if folded.endswith(kind) and _is_made_of(words, folded.removesuffix(kind))
        }

    def _without_slips(self, text: str) -> str:
        folded = self._folded(text)
        for start in range(len(folded) - _GRAM + 1):
            for key in _with_gaps(folded[start : start + _GRAM]):
                slip = folded[place := start + key.index("_")]
                meant = {sign for sign, _ in self._grams.get(key, ())}
                if meant and slip not in meant and len(written := self._sounding_like(slip, key)) == 1:
                    text = f"{text[:place]}{written.pop()}{text[place + 1 :]}"
        return text

    def _sounding_like(self, slip: str, key: str) -> set[str]:
        sounds = set(self._pinyin().sounds(slip))
        return {
            written
            for sign, written in self._grams[key]
            if not sounds.isdisjoint(self._pinyin().sounds(sign))
        }

    @cached_property
    def _by_folded(self) -> Mapping[str, str]:
        return {self._folded(title): title for title in self._titles}

    @cached_property
    def _grams(self) -> Mapping[str, set[tuple[str, str]]]:
        """Stretches of titles with one character left out, and that character, simplified and as it is written."""
        found = defaultdict[str, set[tuple[str, str]]](set)
        for folded, title in self._by_folded.items():
            for start in range(len(folded) - _GRAM + 1):
                for key in _with_gaps(folded[start : start + _GRAM]):
                    place = start + key.index("_")
                    found[key].add((folded[place], title[place]))
        return dict(found)


def _with_gaps(gram: str) -> Iterator[str]:
    yield from (f"{gram[:place]}_{gram[place + 1 :]}" for place in range(len(gram)))


def _is_made_of(words: str, title: str) -> bool:
    """Whether words are pieces of a title of two characters and more, in their order."""
    if not words:
        return True
    pieces = (words[:end] for end in range(len(words), _PIECE - 1, -1))
    found = next(((piece, at) for piece in pieces if (at := title.find(piece)) >= 0), None)
    return found is not None and _is_made_of(words[len(found[0]) :], title[found[1] + len(found[0]) :])
