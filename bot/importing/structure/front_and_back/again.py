"""Where the words of a line stand again: an entry of the contents, and the heading or the clause that it names."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile

from bot.importing.source import Line
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import joined, opening_of

_WRAPPED = 3  # lines at most that hold one entry, or one heading
_LONGEST = 300  # characters of a line that are looked at


@dataclass(frozen=True)
class _Beginning:
    """What a line begins with, without blanks: `ends` are the places at which a word or a line ended."""

    at: int
    number: str
    bare: str
    ends: frozenset[int]
    whole: int  # characters of the line itself, those that are joined to it left out

    def goes_on_behind(self, words: str) -> bool:
        """Whether the last of these words has more letters here."""
        return len(words) not in self.ends and self.bare[len(words) : len(words) + 1].isalnum()


class Places:
    """The lines of a text, by what they begin with."""

    def __init__(self, lines: Sequence[Line]) -> None:
        named = [_named(line) for line in lines]
        below = [[words for _, words in named[at + 1 : at + _WRAPPED]] for at in range(len(named))]
        self._words = _sorted(
            _beginning(at, number, [words, *below[at]]) for at, (number, words) in enumerate(named)
        )
        self._printed = _sorted(
            _beginning(at, number, [_text(lines[at]), *below[at]]) for at, (number, _) in enumerate(named)
        )

    def of(self, entry: Line) -> list[int]:
        """Where a heading or a clause begins with what an entry says, in their order.

        Its words must be there, and its number where both have one; the title may be longer, or a text may follow it.
        Where no line has its number, the contents count otherwise, and its words are the whole of a line.
        """
        number, words = _named(entry)
        bare = _bare(words)
        if not bare and not number:
            return []
        found = [*_beginning_with(self._words if bare else self._printed, bare or _bare(_text(entry)))]
        same = [each.at for each in found if number == each.number or not (number and each.number)]
        return sorted(same or (each.at for each in found if len(bare) == each.whole))


def _beginning_with(beginnings: Sequence[_Beginning], bare: str) -> Iterator[_Beginning]:
    first = bisect_left(beginnings, bare, key=lambda each: each.bare)
    for each in takewhile(lambda each: each.bare.startswith(bare), islice(beginnings, first, None)):
        if not each.goes_on_behind(bare):
            yield each


def _sorted(beginnings: Iterable[_Beginning]) -> list[_Beginning]:
    return sorted(beginnings, key=lambda each: each.bare)


def _beginning(at: int, number: str, texts: Sequence[str]) -> _Beginning:
    pieces = [piece.casefold() for text in texts for piece in text.split()]
    whole = sum(len(piece.casefold()) for piece in texts[0].split())
    return _Beginning(at, number, "".join(pieces), frozenset(accumulate(map(len, pieces))), whole)


def _named(line: Line) -> tuple[str, str]:
    """The number of a line, whatever it counts, and its words: Chapter 1. General and 1.0 General are alike."""
    if line.table or line.missing:
        return "", ""
    if (heading := heading_of(line)) and heading.number:
        return heading.number, heading.title
    if opening := opening_of(line):
        return ".".join(map(str, opening.number)), opening.rest[:_LONGEST]
    return "", _text(line)


def _text(line: Line) -> str:
    return joined(line)[:_LONGEST].rstrip(" .:：。")


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
