"""Words are found in a text as one pattern of them all would find them."""

import re
from collections.abc import Sequence

from bot.retrieval.terms.phrases import Phrases, find
from hypothesis import example, given
from hypothesis import strategies as st

TEXTS = st.text("ab1迟到假 ，.", max_size=12)
WORDS = st.lists(st.text("ab1迟到假 .", min_size=1, max_size=4), max_size=8)


def _by_pattern(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    longest_first = sorted(words, key=len, reverse=True)
    latin, others = (
        "|".join(re.escape(word) for word in longest_first if word.isascii() is is_latin) or r"(?!)"
        for is_latin in (True, False)
    )
    pattern = re.compile(rf"(?<![a-z0-9])(?:{latin})(?![a-z0-9])|(?:{others})")
    return [match.span() for match in pattern.finditer(text)]


@given(TEXTS, WORDS, WORDS)
@example("late, later: 迟到late 迟到假", ["late", "迟到"], ["迟到假", "迟"])
@example("a到", ["a", "a到"], [])
def test_the_longest_word_at_each_place_is_found_and_none_inside_another(
    text: str, words: list[str], more: list[str]
) -> None:
    found = list(find(text, [Phrases(words), Phrases(more)], lambda _: True))
    assert found == _by_pattern(text, [*words, *more])


@given(TEXTS, WORDS)
def test_what_does_not_count_is_as_if_it_were_not_listed(text: str, words: list[str]) -> None:
    counting = [word for word in words if len(word) != 2]
    found = list(find(text, [Phrases(words)], lambda word: len(word) != 2))
    assert found == list(find(text, [Phrases(counting)], lambda _: True))
