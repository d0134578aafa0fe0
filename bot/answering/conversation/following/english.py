"""What English messages say besides what any question may hold, and those that only add to a question before."""

import re

from bot.retrieval import ENGLISH_OPENERS, is_common, is_generic

_MOST = 4  # words of one that has none but those that any text holds: who decides then

# An English one without a verb says for whom, when or with what: with wine? at midnight too? even over 500
ASIDE = re.compile(
    r"(?:(?:and|but|so|or|ok|even|also|only|not)\b,?\s?){0,2}"
    r"(?:at|on|in|by|for|with|without|within|as|after|before|during|until|till|over|under|above|below|from|since)"
    rf"\s(?!.{{0,40}}\b(?:{'|'.join(ENGLISH_OPENERS[:-1])})\b)[^.,;?!]{{1,40}}[\s?.!]*",
    re.IGNORECASE,
)
# What counts or names a day is never the subject: what about 500, and 300 euros, also on fridays
_COUNTED = re.compile(
    r"\d[\d.,]*(?:st|nd|rd|th|am|pm|k)?|am|pm|(?:hundred|thousand|euro|dollar|pound|minute|hour|day|week|month|year|time|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|midnight|noon|night|morning|evening)s?"
)
_WORD = re.compile(r"[a-z0-9'-]+")


def own_words(said: str) -> tuple[str, ...]:
    """The words that may say what a message is about."""
    spelt = _WORD.findall(said.lower())
    own = tuple(word for word in spelt if not is_generic(word) and not _COUNTED.fullmatch(word))
    return () if len(spelt) <= _MOST and all(map(is_common, own)) else own
