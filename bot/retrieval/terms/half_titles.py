"""English titles with words left out: expense policy 5.1, of a book that is called Expense and Travel Policy.

half title = {word of the title | and} kind [beginning of what it is of]      the travel policy, bylaws of South

The kind is the last word of a title before what it is of: Policy, By-Laws of the Club. Hyphens and a plural make no
other word, nor does a slip beside a word that is right.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.retrieval.terms.lexicon import is_function_word
from bot.retrieval.terms.phrases import Phrases, find
from bot.retrieval.terms.spelling import EditNeighbours

_WORD = re.compile(r"[A-Za-z]+(?:['’‐‑–-][A-Za-z]+)*")
_MARKS = re.compile(r"['’‐‑–-]")
_OF = re.compile(r"\s(?:of|for|on|about|governing)\s|\s?[,:;(—]", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:of|for|on)\s+(?!\d)", re.IGNORECASE)  # what is meant is of something else
_GAP = re.compile(r"\s{1,3}|\s?[&/]\s?")
_ASKED = {"see", "check", "show", "read", "open", "per", "under", "what's", "whats"}
_SHORT, _LONG = 3, 5  # letters: a word that ends in s may be a plural, one may be misspelt


_Place = tuple[int, int, str]  # of a word: where it begins and ends, and what it is read as


@dataclass(frozen=True)
class _Title:
    written: str

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

    `knows` tells which words the books have: these are no slips.
    """

    def __init__(self, titles: Sequence[str], names: Sequence[str], knows: Callable[[str], bool]) -> None:
        self._titles = [title for title in map(_Title, titles) if title.words and title.kind >= 0]
        self._names = Phrases(name.lower() for name in names)
        self._knows = knows

    def __call__(self, text: str) -> str:
        """The text with whole titles for half ones."""
        words = [(match.start(), match.end(), self._read(match[0])) for match in _WORD.finditer(text)]
        words = _joined(words, text, self._kinds)
        places = [place for place, (_, _, word) in enumerate(words) if word in self._kinds]
        whole = [*find(text.lower(), [self._names], bool)] if places else []
        for place in reversed(places):
            start, end, _ = words[place]
            if not any(begins < end and start < ends for begins, ends in whole):
                text = self._written_out(text, words, place)
        return text

    def _written_out(self, text: str, words: Sequence[_Place], place: int) -> str:
        first, meant = self._meant(text, words, place)
        if len(meant) != 1:
            return text
        [title] = meant
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
        return f"{text[:start]}{title.written}{text[end:]}"

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

    def _read(self, word: str) -> str:
        folded = _folded(word)
        is_slip = len(folded) >= _LONG and folded not in self._words and not self._knows(word.lower())
        meant = self._near.nearest(folded) if is_slip else None
        return meant if meant and meant[0] == folded[0] else folded

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for title in self._titles for word in title.words)

    @cached_property
    def _near(self) -> EditNeighbours:
        return EditNeighbours(word for word in self._words if len(word) >= _LONG)

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(title.words[title.kind] for title in self._titles)


def _is_asked(text: str, words: Sequence[_Place], place: int) -> bool:
    """Whether the kind alone is meant for the book: the policy, see bylaws 5.7; not insurance policy."""
    if not place or not _GAP.fullmatch(text, words[place - 1][1], words[place][0]):
        return True
    before = text[words[place - 1][0] : words[place - 1][1]].lower()
    return before in _ASKED or is_function_word(before)


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
