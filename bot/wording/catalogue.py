"""The catalogues of sentences: one .po file a language, beside this module."""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from copy import copy
from enum import StrEnum
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from bot.rulebook import within_title_marks

_HAN = re.compile(r"[\u3400-\u9fff]")
_TITLE = re.compile(r"《\{(\w+)\}》")
_COUNTED = re.compile(r"\{(\w+):([\w ]+)\|([\w ]+)\}")  # {clauses:clause|clauses}: 1 clause, 2 clauses
_STOPS = "。！？.!?"
_LATIN_WORD = re.compile(r"[a-z]{2,}", re.IGNORECASE)


def _escaped(sentences: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, sentence in sentences.items():
        yield name, sentence.replace("{", "{{").replace("}", "}}")


class Language(StrEnum):
    """The languages of the catalogues; Chinese is the default everywhere."""

    CHINESE = "zh"
    ENGLISH = "en"


class Catalogue:
    """The sentences of one language; calling it with a sentence's name and its values gives the text."""

    def __init__(self, language: Language) -> None:
        self.language = language
        with files(__package__).joinpath(f"{language}.po").open("rb") as file:
            messages = read_po(file)
        self._sentences: MutableMapping[str, str] = {
            str(message.id): str(message.string) for message in messages if message.id
        }

    def __call__(self, name: str, /, **values: object) -> str:
        """The sentence `name` with `values` filled in, a tuple as a list of words, an empty one as a dash.

        Raises KeyError for a name or value that is not there.
        """
        sentence = _COUNTED.sub(
            lambda each: f"{{{each[1]}}} {each[2 if values.get(each[1]) == 1 else 3]}", self._sentences[name]
        )
        several = {
            key: self.listed(value) or "–" for key, value in values.items() if isinstance(value, tuple)
        }
        values |= several
        titles = {each: within_title_marks(str(values[each])) for each in _TITLE.findall(sentence)}
        return sentence.format(**values | titles)

    def listed(self, names: Iterable[str]) -> str:
        """The names one after another, with the sign that stands between such in this language."""
        return self("list.separator").join(names)

    def in_a_row(self, sentences: Iterable[str]) -> str:
        """Those that there are as one text, spaced as this language is; somebody's own words end in a stop, too."""
        stop, space = ("。", "") if self.language is Language.CHINESE else (".", " ")
        return space.join(each if each[-1] in _STOPS else f"{each}{stop}" for each in sentences if each)

    def with_sentences(self, sentences: Mapping[str, str]) -> "Catalogue":
        """The catalogue with these sentences in the place of its own."""
        other = copy(self)
        other._sentences = ChainMap(dict(_escaped(sentences)), self._sentences)  # noqa: SLF001  # its own kind
        return other

    @property
    def names(self) -> frozenset[str]:
        """The names of all sentences."""
        return frozenset(self._sentences)


@cache
def catalogue_for(language: Language) -> Catalogue:
    """The catalogue of a language, read once."""
    return Catalogue(language)


def told_language(text: str) -> Language | None:
    """Chinese for a text with a Chinese character, English for one with Latin words; None tells no language (7.1)."""
    if _HAN.search(text):
        return Language.CHINESE
    return Language.ENGLISH if _LATIN_WORD.search(text) else None


def language_of(text: str) -> Language:
    """The language that a text tells; Chinese where it tells none."""
    return told_language(text) or Language.CHINESE
