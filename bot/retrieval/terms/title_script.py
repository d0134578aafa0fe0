"""Titles in the other script: 工作规则第十二条, asked of a book that is called 工作規則."""

from collections.abc import Callable, Iterable
from functools import cached_property

_BETWEEN = "\x1f"  # keeps characters apart, so that each is simplified by itself and texts keep their lengths


class TitleScript:
    """Writes what a text has of `titles` as they do; `simplified` converts a text."""

    def __init__(self, titles: Iterable[str], simplified: Callable[[str], str]) -> None:
        self._titles = sorted({each for each in titles if len(each) > 1}, key=lambda each: (-len(each), each))
        self._simplified = simplified

    def __call__(self, text: str) -> str:
        """The text with the titles in it as they are written, and with all characters that titles write in one way."""
        if text.isascii():
            return text
        folded = self.folded(text)
        text = "".join(self._written.get(sign, own) for sign, own in zip(folded, text, strict=True))
        for title, written in self._by_folded.items():
            if (start := folded.find(title)) >= 0:
                end = start + len(title)
                text = f"{text[:start]}{written}{text[end:]}"
                folded = f"{folded[:start]}{_BETWEEN * len(title)}{folded[end:]}"  # a shorter one inside is not meant
        return text

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        """Titles by how they are simplified, the longest first; of two that are simplified alike neither is meant."""
        folded = [(self.folded(title), title) for title in self._titles if not title.isascii()]
        ways = _ways(folded)
        return {title: written for title, written in folded if len(ways[title]) == 1}

    @cached_property
    def _written(self) -> dict[str, str]:
        """Simplified characters, as all titles write them."""
        ways = _ways(pair for title in self._titles for pair in zip(self.folded(title), title, strict=True))
        return {sign: next(iter(written)) for sign, written in ways.items() if len(written) == 1}

    def folded(self, text: str) -> str:
        """The text in simplified characters, each by itself, so that all keep their places."""
        signs = self._simplified(_BETWEEN.join(text)).split(_BETWEEN)
        return "".join(signs) if [*map(len, signs)] == [1] * len(text) else text


def _ways(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    ways = dict[str, set[str]]()
    for folded, written in pairs:
        ways.setdefault(folded, set()).add(written)
    return ways
