"""Slips in Latin words: one letter more, less or other, or two neighbours that changed places."""

from collections import defaultdict
from collections.abc import Iterable


class Slips:
    """Words that are found by what one slip makes of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest = defaultdict(list)
        for word in sorted(words):
            for rest in (word, *_without_one(word)):
                self._by_rest[rest].append(word)

    def meant_by(self, asked: str) -> str | None:
        """The word that one slip makes `asked`: with its first letter, or its very letters, before others."""
        words = {word for rest in (asked, *_without_one(asked)) for word in self._by_rest.get(rest, ())}
        near = [word for word in words if is_one_slip(asked, word)]
        return min(
            near, key=lambda word: (word[0] != asked[0], sorted(word) != sorted(asked), word), default=None
        )


def is_one_slip(one: str, other: str) -> bool:
    """Whether one slip tells two different words apart."""
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return shorter in _without_one(longer)
    differ = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differ) != 2:
        return len(differ) == 1
    first, second = differ
    return second == first + 1 and one[first] == other[second] and one[second] == other[first]


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
