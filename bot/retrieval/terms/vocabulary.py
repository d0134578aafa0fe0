"""Words of staff for what handbooks call otherwise, shipped for every organisation; its own synonyms win."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

Groups = Sequence[Sequence[str]]
Knows = Callable[[str], bool]  # whether a book has a word

_TOPICS = "# ===== topics"  # from this line on


def readings(own: Groups, knows: Knows) -> Mapping[str, tuple[str, ...]]:
    """For each word that a book lacks the words of the book that mean the same, but for an organisation's own words."""
    taken = {word.lower() for group in own for word in group}
    read: dict[str, tuple[str, ...]] = {}
    for group in _read(_text()):
        left = [word for word in group if word not in taken]
        known = tuple(filter(knows, left))
        if known:
            read |= {word: known for word in left if word not in known}
    return read


def unmentioned_topics(knows: Knows) -> Iterator[str]:
    """All names of what handbooks may hold (婚假, 食堂) and a book does not mention by any of them."""
    for group in _read(_text().partition(_TOPICS)[2]):
        if not any(map(knows, group)):
            yield from group


@cache
def _text() -> str:
    return files(__package__).joinpath("vocabulary.txt").read_text("utf-8").lower()


def _read(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        if line and not line.startswith(("#", " ")):
            yield tuple(line.split(", "))
