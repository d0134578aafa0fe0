"""Finding the words of a list in a text, without a pattern of them all, which takes long to compile and much memory."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from string import ascii_lowercase, digits

_LATIN = frozenset(ascii_lowercase + digits)
_NONE: frozenset[int] = frozenset()


class Phrases:
    """Words, in lower case, by what they begin with and how long they are."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(filter(None, words))
        self._lengths: dict[tuple[str, bool], set[int]] = {}
        for word in self.words:
            self._lengths.setdefault((word[0], word.isascii()), set()).add(len(word))

    def lengths(self, first: str, *, is_latin: bool) -> Collection[int]:
        """How long the words are that begin with a character."""
        return self._lengths.get((first, is_latin), _NONE)


def find(text: str, lists: Sequence[Phrases], counts: Callable[[str], object]) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, from and to: of several that begin at one place the longest that `counts`.

    None overlaps another. A Latin one comes first, and must stand alone (`late`, not `later`).
    """
    place = 0
    while place < len(text):
        if end := _end(text, place, lists, counts):
            yield place, end
        place = end or place + 1


def _end(text: str, place: int, lists: Sequence[Phrases], counts: Callable[[str], object]) -> int:
    """Where the word ends that begins at a place; 0 where none does."""
    first = text[place]
    may_be_latin = first.isascii() and text[place - 1 : place] not in _LATIN
    for is_latin in (True, False) if may_be_latin else (False,):
        lengths = set().union(*[each.lengths(first, is_latin=is_latin) for each in lists])
        for end in sorted((place + length for length in lengths), reverse=True):
            word = text[place:end]
            is_alone = not is_latin or text[end : end + 1] not in _LATIN
            is_listed = word.isascii() is is_latin and any(word in each.words for each in lists)
            if end <= len(text) and is_alone and is_listed and counts(word):
                return end
    return 0


def edges_of(text: str, words: Sequence[str]) -> frozenset[int]:
    """Where the words of a text, in their order, begin and end."""
    ends = [0]
    for word in words:
        start = max(0, text.find(word, ends[-1]))
        ends += [start, start + len(word)]
    return frozenset(ends)


def is_whole(start: int, end: int, edges: Collection[int]) -> bool:
    """Whether a piece of a text is words, or in one of them: 工会 is neither in 旷工会怎么样."""
    return {start, end}.issubset(edges) or not any(start < edge < end for edge in edges)
