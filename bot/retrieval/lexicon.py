"""English questions: the words that ask nothing of their own, and that a book in another language never holds."""

import re

_FUNCTION_WORDS = """
    a an the this that these those there here it its i me my mine you your yours he him his she her hers we us our ours
    they them their who whom whose what which when where why how many much long often soon fast far
    is are was were be been being am do does did done have has had having can could may might must shall should will
    would i'm i've i'd you're we're he's she's it's they're what's who's where's that's there's
    don't doesn't didn't can't isn't aren't won't
    of to in on at by for from with without as about into onto over after before during until if or and but so than then
    not no any some all now still also just only too very please yes need want get got let
"""
_WORD = re.compile(
    r"(?<![a-z0-9'])(?:" + "|".join(map(re.escape, _FUNCTION_WORDS.split())) + r")(?![a-z0-9'])"
)
_LETTERS = re.compile(r"[a-z]")


def is_english(normalised: str) -> bool:
    """Whether a normalised text has Latin letters, and otherwise nothing but ASCII and punctuation."""
    return bool(_LETTERS.search(normalised)) and not any(
        character.isalpha() and not character.isascii() for character in normalised
    )


def without_function_words(normalised: str) -> str:
    """The text without them: each would count as something that the book does not know."""
    return _WORD.sub(" ", normalised)
