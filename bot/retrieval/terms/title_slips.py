"""Chinese titles with words left out (学会章程, of 台湾语文学会组织章程), or with a wrong character that sounds alike.

Both in either script; words may be left out of what an organisation calls its own rules: 劳动法 is not 劳动合同法. What
is left must not be the end of another name (书法学会章程). Right before a number that is told by what stands before it:
a word that names are made of has two characters or more, or the beginning of the title is shortened (东大学籍规定).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from bot.retrieval.terms.pinyin import Pinyin
from bot.rulebook.designation.texts.told import looks_before

_KIND = re.compile("办法|细则|准则|守则|规则|制度|手册|规程|规范|规定|规章|章程")
_OWN = "(?:公司|单位|集团|企业|部门|中心|医院|学校)"
_SET_OFF = re.compile(
    rf"(?:(?:^|[^\u4e00-\u9fff]|[我你咱]们|[本该这]){_OWN}?|请问|[那这][边里个]|[说据按依照看查读在和与跟从的给下问把])$"
)
_NUMBER_NEXT = re.compile(
    r"[》」』”]?\s{0,3}(?:[里中]面?)?的?\s{0,3}(?:[第附§]|最后|倒数|\d|[(（]?[一二三四五六七八九十百]+[)）、条章])"
)
_NAMING = set("省市县区州国校院局厅所会社")  # single characters that are a word of a name
_LONGEST_WORD = 4  # characters
_LONGEST = 12  # characters before the kind that a title with words left out has
_PIECE = 2  # characters of the shortest word
_GRAM = 4  # characters of which one may be wrong


class TitleSlips:
    """Mends `titles` in texts; `folded` simplifies a text, each character by itself."""

    def __init__(
        self,
        titles: Iterable[str],
        folded: Callable[[str], str],
        pinyin: Callable[[], Pinyin],
        is_word: Callable[[str], object],
    ) -> None:
        self._titles = [title for title in titles if not title.isascii()]
        self._is_word = is_word
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
                if meant and self._is_set_off(folded, start, match.end(), meant):
                    written = next(iter(meant)) if len(meant) == 1 else text[start : match.end()]
                    text = f"{text[:start]}{written}{text[match.end() :]}"
                    break
        return text

    def _is_set_off(self, folded: str, start: int, end: int, meant: Collection[str]) -> bool:
        """Whether words that name a title are not the end of another name."""
        if _SET_OFF.search(folded, 0, start):
            return True
        if not _NUMBER_NEXT.match(folded, end):
            return False
        before = [folded[first:start] for first in range(max(0, start - _LONGEST_WORD), start - 1)]
        words = [each for each in before if self._is_word(each)]
        if not words or looks_before(folded, start):
            return folded[start - 1] not in _NAMING
        return len(meant) == 1 and _shortens(words[0], self._folded(next(iter(meant))))

    def _meant(self, words: str, kind: str) -> set[str]:
        """The titles of a kind that have all these words, in their order."""
        return {
            title
            for folded, title in self._by_folded.items()
            if folded.endswith(kind)
            and (
                self._is_made_of(words, rest := folded.removesuffix(kind))
                or self._has_short_head(words, rest)
            )
        }

    def _has_short_head(self, words: str, title: str) -> bool:
        """Whether words are a title whose beginning is shortened: 律所员工 of 律师事务所员工."""
        for end in range(_PIECE, min(len(words), _LONGEST_WORD) + 1):
            head, tail = words[:end], words[end:]
            rest = title.removesuffix(tail)
            is_short = title.endswith(tail) and len(rest) > end and _shortens(head, rest)
            if is_short and not self._is_word(head):
                return True
        return False

    def _is_made_of(self, words: str, title: str) -> bool:
        """Whether words are pieces of a title of two characters and more, in their order."""
        if not words:
            return True
        pieces = (words[:end] for end in range(len(words), _PIECE - 1, -1))
        found = next(((piece, at) for piece in pieces if (at := self._place(piece, title)) >= 0), None)
        return found is not None and self._is_made_of(
            words[len(found[0]) :], title[found[1] + len(found[0]) :]
        )

    def _place(self, piece: str, title: str) -> int:
        """Where a piece stands in a title, -1 for nowhere: 员工 is none of 人员工作手册, but across its words."""
        at, end = title.find(piece), title.find(piece) + len(piece)
        is_inside = at > 0 and end < len(title)
        across = (title[at - 1 : at + 1], title[end - 1 : end + 1])
        return -1 if is_inside and all(map(self._is_word, across)) else at

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


def _shortens(word: str, title: str) -> bool:
    """Whether a word is made of characters of a title in their order, the first of which it begins with."""
    signs = iter(title)
    return word[0] == title[0] and all(sign in signs for sign in word)
