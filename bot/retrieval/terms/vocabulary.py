"""Words of staff for what handbooks call otherwise, shipped for every organisation; its own synonyms win."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

Groups = Sequence[Sequence[str]]
Knows = Callable[[str], bool]  # whether a book has a word

_BILINGUAL, _ENGLISH, _COLLOQUIAL = "vocabulary.txt", "english.txt", "colloquial.txt"
_TOPICS = "# ===== topics"  # from this line on


def readings(own: Groups, knows: Knows) -> Mapping[str, tuple[str, ...]]:
    """For each word that a book lacks the words of the book that mean the same, but for an organisation's own words."""
    read = _related(_text(_BILINGUAL) + _text(_ENGLISH), own, knows)
    return {word: words for word, words in read.items() if not knows(word)}


def related(own: Groups, knows: Knows) -> Mapping[str, tuple[str, ...]]:
    """For each word the words of the book that may be meant, but for an organisation's own words.

    English words mean several things: that a handbook has `fired` (of an alarm) does not say what it calls a dismissal.
    A colloquial expression that the book lacks (没人理) says by the way what a rule is about.
    """
    english, colloquial = (_related(_text(name), own, knows) for name in (_ENGLISH, _COLLOQUIAL))
    several = {word: words for word, words in english.items() if words and knows(word)}
    return several | {word: words for word, words in colloquial.items() if not knows(word)}


def _related(text: str, own: Groups, knows: Knows) -> Mapping[str, tuple[str, ...]]:
    """For each word the others that share a group with it and stand in the book."""
    taken = {word.lower() for group in own for word in group}
    read: dict[str, tuple[str, ...]] = {}
    for group in _read(text):
        left = [word for word in group if word not in taken]
        if known := tuple(filter(knows, left)):
            for word in left:
                others = (other for other in known if other != word)
                read[word] = tuple(dict.fromkeys((*read.get(word, ()), *others)))
    return read


def unmentioned_topics(knows: Knows) -> Iterator[str]:
    """All names of what handbooks may hold (婚假, 食堂) and a book does not mention by any of them."""
    for group in _read(_text(_BILINGUAL).partition(_TOPICS)[2]):
        if not any(map(knows, group)):
            yield from group


@cache
def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8").lower()


def _read(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        if line and not line.startswith(("#", " ")):
            yield tuple(line.split(", "))
