"""The paragraphs (款) of a clause, and the items (项) in them."""

import pytest
from bot.rulebook import LAST, Part, part_of
from hypothesis import given
from hypothesis import strategies as st

LIST = "员工须：\n（一）到岗；\n（二）登录。\n例外见附则。\n（一）停电；\n（二）停水。\n"
ITEMS = "(1) 早班；\n(2) 晚班。\n换班须同意。"
PLAIN = "一次。\n\n两次。"


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        pytest.param(LIST, Part(item=2), "（二）登录。", id="item"),
        pytest.param(
            LIST, Part(paragraph=1), "员工须：\n（一）到岗；\n（二）登录。", id="paragraph-with-items"
        ),
        pytest.param(LIST, Part(paragraph=2, item=1), "（一）停电；", id="item-of-a-paragraph"),
        pytest.param(
            LIST, Part(paragraph=LAST), "例外见附则。\n（一）停电；\n（二）停水。", id="last-paragraph"
        ),
        pytest.param(LIST, Part(item=LAST), "（二）停水。", id="last-item"),
        pytest.param(ITEMS, Part(item=2), "(2) 晚班。", id="brackets-and-figures"),
        pytest.param(ITEMS, Part(paragraph=1), "(1) 早班；\n(2) 晚班。", id="clause-that-begins-with-items"),
        pytest.param(ITEMS, Part(paragraph=2), "换班须同意。", id="after-the-items"),
        pytest.param(PLAIN, Part(paragraph=2), "两次。", id="after-an-empty-line"),
        pytest.param(LIST, Part(item=3), "", id="no-such-item"),
        pytest.param(LIST, Part(paragraph=3), "", id="no-such-paragraph"),
        pytest.param(LIST, Part(paragraph=2, item=3), "", id="no-such-item-in-it"),
        pytest.param(PLAIN, Part(item=1), "", id="no-items"),
        pytest.param("", Part(paragraph=1), "", id="empty"),
    ],
)
def test_a_part_is_the_words_that_stand_there(text: str, part: Part, words: str) -> None:
    assert part_of(text, part) == words


@given(
    st.text(alphabet="（一二）(1)甲。\n ", max_size=40),
    st.builds(Part, st.integers(LAST, 4), st.integers(LAST, 4)),
)
def test_a_part_stands_in_its_clause_word_for_word(text: str, part: Part) -> None:
    assert part_of(text, part) in text
