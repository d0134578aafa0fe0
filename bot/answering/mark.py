"""Which sentence of a clause answers a question, so that it is marked: one clearly ahead of the others, or none.

Chosen on the questions in marks.yaml of the tests that are named `tuned`; `make marks` prints how often it is right.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answering.deciding.fact import unstated_fact
from bot.retrieval import RatedSentence

# All in leads. One lead is so much of a cosine, or, without vectors, of the words that a question could share.
_COSINE, _WORDS = 0.009, 0.04
# By so many leads a sentence must be ahead of the next to be marked, by words and by meaning. Of two near each other
# that share the lead it is enough that they are ahead of the third by a little: so of 211 questions .58 instead of .46
# are marked rightly by words, .04 wrongly, and with vectors .73 instead of .65, .05 wrongly. Of 279 questions 1.0 and
# 1.6 leads mark .62 rightly by words and .039 wrongly, .76 and .054 with vectors; these .61 and .032, .73 and .039.
_AHEAD, _AHEAD_IN_MEANING, _TWO_AHEAD = 1.3, 2.2, 0.1
_APART, _MANY = 2, 5  # in a clause of many sentences the two may have one between them
_WORDS_BESIDE_COSINE = 4.0  # what a sentence that shares all words is ahead by, beside vectors
_LEAST_WORDS = 0.012  # without vectors, of the words that the question could share
_STATES_FACT, _HOLDS_QUANTITY, _IS_NAMED = 1.4, 4.0, 5.0
LEADS_IN = ("：", ":")  # what such a sentence speaks of stands in the items below it
# An item or a row of a table by its name: （三）月度例会：… 职级：经理 ｜ …
_NAME = re.compile(
    r"(?:[（(][^）)]{1,4}[)）])?\s{0,3}([^：:，,。；;、]{2,10})[：:](?:([^｜|\n]{1,20}?)\s{0,3}[｜|])?."
)
_EXCEPTION = re.compile(r"^(?:但|不过|然而|however|but|except|unless)|不[在受]此[列限]", re.IGNORECASE)


def nearest_first(sentences: Sequence[RatedSentence]) -> list[RatedSentence]:
    """The sentences that have anything to do with a question, the nearest by words or meaning first."""
    return sorted(filter(_is_related, sentences), key=lambda sentence: -_nearness(sentence))


def mark(question: str, text: str, sentences: Sequence[RatedSentence]) -> str:
    """The words of `text` that answer a question (normalised); "" where no sentence, or pair, is clearly ahead.

    Two that stand near each other are marked together where both are ahead of the rest, and an exception with its rule.
    """
    related = filter(_is_related, sentences)
    order = sorted(related, key=lambda sentence: -_lead(question, sentence))
    if not order or order[0].text.endswith(LEADS_IN) or _says_little(question, order[0]):
        return ""
    leads = [_lead(question, sentence) for sentence in order]
    ahead = [nearer - further for nearer, further in pairwise([*leads, -math.inf])]
    first = sentences.index(order[0])
    if ahead[0] >= (_AHEAD if order[0].cosine is None else _AHEAD_IN_MEANING):
        return _with_exception(first, text, sentences)
    second = sentences.index(order[1])
    apart = _APART if len(sentences) >= _MANY else 1
    if ahead[1] >= _TWO_AHEAD and abs(first - second) <= apart and len(sentences) > 2:
        return _span(text, sentences[min(first, second) : max(first, second) + 1])
    return ""


def _with_exception(place: int, text: str, sentences: Sequence[RatedSentence]) -> str:
    """A sentence with the exception from it that follows, or with the rule from which it is one, in the same line."""
    start, end = place, place + 1
    if _EXCEPTION.search(sentences[place].text):
        start = max(0, start - 1)
    elif end < len(sentences) and _EXCEPTION.search(sentences[end].text):
        end += 1
    span = _span(text, sentences[start:end])
    return sentences[place].text if "\n" in span else span


def _span(text: str, sentences: Sequence[RatedSentence]) -> str:
    """The words of a text from the first to the last of sentences that follow each other."""
    start = text.index(sentences[0].text)
    return text[start : text.index(sentences[-1].text, start) + len(sentences[-1].text)]


def _is_related(sentence: RatedSentence) -> bool:
    return sentence.cosine is not None or sentence.words > 0


def _nearness(sentence: RatedSentence) -> float:
    """By words or meaning, in leads."""
    if sentence.cosine is None:
        return sentence.words / _WORDS
    return sentence.cosine / _COSINE + sentence.words * _WORDS_BESIDE_COSINE


def _lead(question: str, sentence: RatedSentence) -> float:
    """How near a sentence is as an answer, in leads."""
    states = unstated_fact(question, sentence.normalised) is None
    is_named = _is_named(question, sentence)
    more = states * _STATES_FACT + sentence.holds_quantity * _HOLDS_QUANTITY + is_named * _IS_NAMED
    return _nearness(sentence) + more


def _is_named(question: str, sentence: RatedSentence) -> bool:
    """Whether an item or a row is asked for by its name."""
    named = _NAME.match(sentence.normalised)
    names = named.groups() if named else ()
    return any(name and name.strip() in question for name in names)


def _says_little(question: str, sentence: RatedSentence) -> bool:
    """Whether the words alone are known, and too few of them are shared to tell."""
    says = sentence.words >= _LEAST_WORDS or sentence.holds_quantity or _is_named(question, sentence)
    return sentence.cosine is None and not says
