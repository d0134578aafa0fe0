"""English titles with words left out: expense policy 5.1, of a book that is called Expense and Travel Policy.

half title = {word of the title | and} kind [beginning of what it is of]      the travel policy, bylaws of South
           | {word of the title} Chinese word for a kind                      Travel 制度

The kind is the last word of a title before what it is of: Policy, By-Laws of the Club. Hyphens and a plural make no
other word, nor does a slip beside a word that is right.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.retrieval.terms.lexicon import COMMON_WORDS, is_function_word
from bot.retrieval.terms.phrases import Phrases, find
from bot.retrieval.terms.spelling import EditNeighbours

_WORD = re.compile(r"[A-Za-z]+(?:['’‐‑–-][A-Za-z]+)*")
_MARKS = re.compile(r"['’‐‑–-]")
_OF = re.compile(r"\s(?:of|for|on|about|governing)\s|\s?[,:;(—]", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:of|for|on)\s+(?!\d)", re.IGNORECASE)  # what is meant is of something else
_GAP = re.compile(r"\s{1,3}|\s?[&/]\s?")
_ASKED = {"see", "check", "show", "read", "open", "per", "under", "what's", "whats"}
_LONGEST_KNOWN = 10  # letters: a longer word that is nearly one of a title is hardly another one
_IN_CHINESE = re.compile(
    r"(?<![A-Za-z])(?P<words>[A-Za-z]{2,20}(?: [A-Za-z]{2,20}){0,4}) ?(?:员工|員工)?"
    r"(?:手册|手冊|政策|制度|规定|規定|规则|規則|章程|守则|守則|办法|辦法|指南)"
)
_ASKERS = {"you", "u", "someone", "anyone", "somebody", "anybody", "please", "pls"}
_SHORT, _LONG = 3, 5  # letters: a word that ends in s may be a plural, one may be misspelt


_Place = tuple[int, int, str]  # of a word: where it begins and ends, and what it is read as


@dataclass(frozen=True)
class _Title:
    written: str
    book: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_folded(match[0]) for match in _WORD.finditer(self.written))

    @cached_property
    def kind(self) -> int:
        """Where among the words the kind stands."""
        end = of.start() if (of := _OF.search(self.written)) else len(self.written)
        return sum(match.start() < end for match in _WORD.finditer(self.written)) - 1


class HalfTitles:
    """Writes out half titles that only one of the books can mean; `names` are whole ones, which are left.

    `titles` are what books are called, each with the title that it is written out as. `knows` tells which words the
    books have: these are no slips.
    """

    def __init__(self, titles: Mapping[str, str], names: Sequence[str], knows: Callable[[str], bool]) -> None:
        read = (_Title(called, book) for called, book in titles.items())
        self._titles = [title for title in read if title.words and title.kind >= 0]
        self._names = Phrases(name.lower() for name in names)
        self._knows = knows

    def __call__(self, text: str) -> str:
        """The text with whole titles for half ones."""
        text = _IN_CHINESE.sub(self._in_english, self._without_slips(text))
        words = [(match.start(), match.end(), self._read(match[0])) for match in _WORD.finditer(text)]
        words = _joined(words, text, self._kinds)
        places = [place for place, (_, _, word) in enumerate(words) if word in self._kinds]
        whole = [*find(text.lower(), [self._names], bool)] if places else []
        for place in reversed(places):
            start, end, _ = words[place]
            if not any(begins < end and start < ends for begins, ends in whole):
                text = self._written_out(text, words, place)
        return text

    def _in_english(self, match: re.Match[str]) -> str:
        words = {_folded(word[0]) for word in _WORD.finditer(match["words"])}
        books = {title.book for title in self._titles if words <= {*title.words}}
        is_telling = not all(map(is_function_word, words))
        return f"{books.pop()} " if is_telling and len(books) == 1 else match[0]

    def _written_out(self, text: str, words: Sequence[_Place], place: int) -> str:
        first, meant = self._meant(text, words, place)
        if len({title.book for title in meant}) != 1:
            return text
        title = meant[0]
        last = place
        for own in title.words[title.kind + 1 :]:
            if last + 1 == len(words) or words[last + 1][2] != own:
                break
            last += 1
        while last > place and is_function_word(words[last][2]):
            last -= 1
        start, end = words[first][0], words[last][1]
        if first == place and (not _is_asked(text, words, first) or _GOES_ON.match(text, end)):
            return text
        return f"{text[:start]}{title.book}{text[end:]}"

    def _meant(self, text: str, words: Sequence[_Place], place: int) -> tuple[int, Sequence[_Title]]:
        """Where a half title begins that ends at a kind, and the titles that have all its words."""
        meant = [title for title in self._titles if title.words[title.kind] == words[place][2]]
        first = place
        for before in reversed(range(place)):
            is_next = _GAP.fullmatch(text, words[before][1], words[before + 1][0])
            if not is_next:
                break
            if words[before][2] == "and":
                continue
            fitting = [title for title in meant if words[before][2] in title.words[: title.kind]]
            if not fitting:
                break
            first, meant = before, fitting
        return first, meant

    def _without_slips(self, text: str) -> str:
        """A text whose words beside another word of a title, and nearly one of it, are that: harbour mil lofts."""
        places = list(_WORD.finditer(text))
        for match, beside in [*pairwise(places), *pairwise(reversed(places))]:
            word, other = _folded(match[0]), _folded(beside[0])
            is_slip = len(word) >= _SHORT and not self._is_word(word, match[0].lower())
            meant = self._all_near.nearest(word) if is_slip and other in self._words else None
            if not meant or meant[0] != word[0] or is_function_word(other):
                continue
            if any({meant, other} <= {*title.words} for title in self._titles):
                return self._without_slips(f"{text[: match.start()]}{meant}{text[match.end() :]}")
        return text

    def _is_word(self, folded: str, written: str) -> bool:
        is_known = len(folded) < _LONGEST_KNOWN and self._knows(written)  # by its stem: reimbursment
        return folded in self._words or written in COMMON_WORDS or is_known

    def _read(self, word: str) -> str:
        folded = _folded(word)
        is_slip = len(folded) >= _LONG and not self._is_word(folded, word.lower())
        meant = self._near.nearest(folded) if is_slip else None
        return meant if meant and meant[0] == folded[0] else folded

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for title in self._titles for word in title.words)

    @cached_property
    def _near(self) -> EditNeighbours:
        return EditNeighbours(word for word in self._words if len(word) >= _LONG)

    @cached_property
    def _all_near(self) -> EditNeighbours:
        return EditNeighbours(word for word in self._words if not is_function_word(word))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(title.words[title.kind] for title in self._titles)


def _is_asked(text: str, words: Sequence[_Place], place: int) -> bool:
    """Whether the kind alone is meant for the book: the policy, see bylaws 5.7; not insurance policy."""
    if not place or not _GAP.fullmatch(text, words[place - 1][1], words[place][0]):
        return True
    before = text[words[place - 1][0] : words[place - 1][1]].lower()
    is_verb = place > 1 and words[place - 2][2] in _ASKERS  # can you forward declaration 6.03
    return before in _ASKED or is_verb or is_function_word(before)


def _joined(words: Sequence[_Place], text: str, kinds: Collection[str]) -> list[_Place]:
    """The words, two that are a kind with a hyphen as one: by laws."""
    found = list[_Place]()
    for start, end, word in words:
        whole = _folded(text[found[-1][0] : end].replace(" ", "-")) if found else ""
        if whole in kinds and text[found[-1][1] : start] == " ":
            found[-1] = (found[-1][0], end, whole)
        else:
            found.append((start, end, word))
    return found


def _folded(word: str) -> str:
    word = _MARKS.sub("", word).lower()
    return word[:-1] if len(word) > _SHORT and word.endswith("s") and not word.endswith("ss") else word
