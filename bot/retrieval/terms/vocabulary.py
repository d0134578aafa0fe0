"""Words of staff for what handbooks call otherwise, shipped for every organisation; its own synonyms win."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from bot.retrieval.terms.phrases import Phrases

Group = tuple[str, ...]
Knows = Callable[[str], bool]  # whether a book has a word

_BILINGUAL, _ENGLISH, _COLLOQUIAL = "vocabulary.txt", "english.txt", "colloquial.txt"
_TOPICS = "# ===== topics"  # from this line on
_WRITTEN = " > "  # what stands before it is read as what stands behind it, and not the other way round


class Vocabulary:
    """What the shipped words mean in one book, which `knows` some; those of an organisation's `own` groups are its own.

    It is looked up word by word: of thousands a question has a few.
    """

    def __init__(self, own: Sequence[Sequence[str]], knows: Knows) -> None:
        self._own = {word.lower() for group in own for word in group}
        self.knows = knows
        """Whether the book has a word (normalised)."""

    def readings(self, word: str) -> Group:
        """The words of the book that mean the same as one that it lacks."""
        return () if self.knows(word) else self._known_beside(word, _BILINGUAL, _ENGLISH)

    def related(self, word: str) -> Group:
        """The words of the book that may be meant.

        That a book has a word does not say that it is what the rule calls the thing: `fired` may be of an alarm, and
        then another of the same language is meant. A colloquial expression that the book lacks (没人理) says by the way
        what a rule is about.
        """
        if not self.knows(word):
            return self._known_beside(word, _COLLOQUIAL)
        others = self._known_beside(word, _BILINGUAL, _ENGLISH)
        return tuple(other for other in others if other.isascii() == word.isascii())

    def is_unmentioned(self, topic: str) -> bool:
        """Whether the book speaks of a topic by none of its names."""
        return not any(map(self.knows, _groups(_TOPICS)[topic][0]))

    def _known_beside(self, word: str, *lists: str) -> Group:
        """The words of the book that share a group with one."""
        groups = (group for name in lists for group in _groups(name).get(word, ()) if word not in self._own)
        others = (other for group in groups for other in group if other != word and other not in self._own)
        return tuple(filter(self.knows, dict.fromkeys(others)))


@cache
def shipped_words() -> Phrases:
    """All words that have others beside them."""
    return Phrases(word for name in (_BILINGUAL, _ENGLISH, _COLLOQUIAL) for word in _groups(name))


@cache
def topics() -> Phrases:
    """All names of what handbooks may hold (婚假, 食堂)."""
    return Phrases(_groups(_TOPICS))


@cache
def _groups(name: str) -> Mapping[str, tuple[Group, ...]]:
    """For each word of a list what books may write for it: the groups in which it stands, or what stands behind it."""
    groups: dict[str, tuple[Group, ...]] = {}
    for line in _read(_text(_BILINGUAL).partition(_TOPICS)[2] if name == _TOPICS else _text(name)):
        halves = [tuple(half.split(", ")) for half in line.split(_WRITTEN)]
        for word in halves[0]:
            groups[word] = (*groups.get(word, ()), halves[-1])
    return groups


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8").lower()


def _read(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line and not line.startswith(("#", " ")))
