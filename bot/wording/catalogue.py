"""The catalogues of sentences: one .po file a language, beside this module."""

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z]{2,}", re.IGNORECASE)


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
        self._sentences = {str(message.id): str(message.string) for message in messages if message.id}

    def __call__(self, name: str, /, **values: object) -> str:
        """The sentence `name` with `values` filled in; raises KeyError for a name or value that is not there."""
        return self._sentences[name].format(**values)

    @property
    def names(self) -> frozenset[str]:
        """The names of all sentences."""
        return frozenset(self._sentences)


@cache
def catalogue_for(language: Language) -> Catalogue:
    """The catalogue of a language, read once."""
    return Catalogue(language)


def language_of(text: str) -> Language:
    """English for a text with Latin words and no Chinese character, else Chinese (7.1, emoji, nothing)."""
    return Language.ENGLISH if _LATIN_WORD.search(text) and not _HAN.search(text) else Language.CHINESE
