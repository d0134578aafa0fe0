"""Where the words of a line stand again: an entry of the contents, and the heading or the clause that it names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, takewhile

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import joined, opening_of

_PAGE = re.compile(
    r"(?<![\s.．。·…‥_])(?:\s?[.．。·…‥_]{2,}+|\s{2,}+|\t|(?<=\D)\s)[\s.．。·…‥_]*+[-－—(（]?\s{0,9}\d{1,4}\s{0,9}[-－—)）]?$"
    r"|(?<=[\u4e00-\u9fff]{3}[\u4e00-\u9fff）)])\d{1,3}$"  # a PDF with a narrow tab between
)
_LEADERS = re.compile(
    r"(?<![\s.．。·…‥_])(?:(?:\s?[.．。·…‥_]){4,}+|\t)[\s.．。·…‥_]*+[-－—]?\s{0,9}(?:\d{1,4}|[ivx]{1,5})\s{0,9}[-－—]?$"
)
_WRAPPED = 4  # lines at most that hold one entry, or one heading
_BEHIND = " .:：。"
_LONGEST = 300  # characters of a line that are looked at


@dataclass(frozen=True)
class _Named:
    """A line: its number, "" where it has none, its words without that, and all of it as printed."""

    number: str
    words: str
    printed: str


@dataclass(frozen=True)
class _Beginning:
    """What a line begins with, without blanks: `words` and `lines` are where one of them ended."""

    at: int
    number: str
    bare: str
    words: frozenset[int]
    lines: tuple[int, ...]

    def has(self, named: _Named, bare: str) -> bool:
        """Whether this is a name of its own here: the title ends, or a word of what has the same number."""
        end = len(bare)
        has_number = bool(named.number) and named.number == self.number
        ends = end in self.lines or (has_number and end in self.words)
        return self.bare.startswith(bare) and (ends or not self.bare[end : end + 1].isalnum())


class Places:
    """The lines of a text, by what they begin with."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._known: dict[_Named, list[int]] = {}  # the same words may stand on thousands of lines
        self._named = named = [_named(line) for line in lines]
        below = [[each.words for each in named[at + 1 : at + _WRAPPED]] for at in range(len(named))]
        self._by_words = _sorted(
            _beginning(at, each, [each.words, *below[at]]) for at, each in enumerate(named)
        )
        self._by_print = _sorted(
            _beginning(at, each, [each.printed, *below[at]]) for at, each in enumerate(named)
        )

    def again(self, first: int, end: int) -> list[int]:
        """Where else, in their order, a heading or a clause begins with what these lines say as one entry.

        Its words must be there, and its number where both have one; the title may be longer, or a text may follow it.
        Where no line has its number, the contents count otherwise, and its words are the whole of a line.
        """
        if any(below.number for below in self._named[first + 1 : end]):
            return []
        named = self._joined(first, end)
        found = self._of(named)
        elsewhere = [at for at in found if not first <= at < end]
        bare = _PAGE.sub("", named.words)
        if not elsewhere and bare != named.words:
            found = self._of(replace(named, words=bare))
            elsewhere = [at for at in found if not first <= at < end]
        return elsewhere

    def _joined(self, first: int, end: int) -> _Named:
        """What lines say as one entry; a number stands on the first."""
        named = self._named[first]
        below = "".join(f" {each.printed}" for each in self._named[first + 1 : end])
        return replace(named, words=named.words + below, printed=named.printed + below)

    def whole(self, entry: Line) -> list[int]:
        """The lines that are an entry as a whole."""
        named = _named(replace(entry, text=without_page(entry.text)))
        bare = _bare(named.words)
        found = self._beginning_with(named)
        return sorted(each.at for each in found if each.number == named.number and len(bare) == each.lines[0])

    def _of(self, named: _Named) -> list[int]:
        if named not in self._known:
            self._known[named] = self._looked_for(named)
        return self._known[named]

    def _looked_for(self, named: _Named) -> list[int]:
        if not named.words and not named.number:
            return []
        found = [*self._beginning_with(named)]
        same = [each.at for each in found if named.number in {each.number, ""} or not each.number]
        return sorted(same or (each.at for each in found if len(_bare(named.words)) == each.lines[0]))

    def _beginning_with(self, named: _Named) -> Iterator[_Beginning]:
        bare = _bare(named.words or named.printed)
        beginnings = self._by_words if named.words else self._by_print
        first = bisect_left(beginnings, bare, key=lambda each: each.bare)
        found = takewhile(lambda each: each.bare.startswith(bare), islice(beginnings, first, None))
        return (each for each in found if each.has(named, bare))


def has_leaders(line: Line) -> bool:
    """Whether it ends with the number of a page, and dots or a tab before that."""
    return bool(_LEADERS.search(line.text))


def without_page(text: str) -> str:
    """An entry without what may be the number of its page."""
    return _PAGE.sub("", _LEADERS.sub("", text.strip()))


def _sorted(beginnings: Iterable[_Beginning]) -> list[_Beginning]:
    return sorted(beginnings, key=lambda each: each.bare)


def _beginning(at: int, named: _Named, texts: Sequence[str]) -> _Beginning:
    pieces = [piece.casefold() for text in texts for piece in text.split()]
    words, lines = accumulate(map(len, pieces)), accumulate(len(_bare(text)) for text in texts)
    return _Beginning(at, named.number, "".join(pieces), frozenset(words), tuple(lines))


def _named(line: Line) -> _Named:
    """Whatever its number counts: Chapter 1. General and 1.0 General are alike."""
    if line.table or line.missing:
        return _Named("", "", "")
    line = replace(line, text=_LEADERS.sub("", line.text.strip())[:_LONGEST])
    printed = joined(line).rstrip(_BEHIND)
    if (heading := heading_of(line)) and heading.number:
        return _Named(heading.number, heading.title.rstrip(_BEHIND), printed)
    if opening := opening_of(line):
        return _Named(".".join(map(str, opening.number)), opening.rest.rstrip(_BEHIND), printed)
    return _Named("", printed, printed)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
