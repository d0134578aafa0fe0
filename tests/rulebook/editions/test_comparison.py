"""Which clause of a newer edition is which of the older one's: how much work that is."""

from collections.abc import Sequence

from bot.rulebook import Clause
from bot.rulebook.editions.comparison import changes_between

from tests.counted_calls import calls
from tests.small_books import book, library

LETTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往"


def test_a_long_text_is_looked_through_once_and_not_once_for_each_other_clause() -> None:
    old, new = clauses(1, of=20), clauses(2, of=2_000)
    letters = sum(len(clause.text) for clause in new)
    assert (
        calls(lambda: list(changes_between(old, new))) < 6 * letters
    )  # 4; 114 where each pair was looked through


def clauses(chapter: int, of: int) -> Sequence[Clause]:
    texts = {f"{chapter}.{place}": (LETTERS[place % 20] + str(place)) * of for place in range(1, 31)}
    return library(book({str(chapter): texts})).clauses
