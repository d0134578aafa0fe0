"""The paragraphs (款) of a clause, and the items (项) in them."""

import pytest
from bot.rulebook import LAST, Part, part_of, read_reference
from bot.rulebook.parts import meant_by
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


NESTED = """\
有下列情形之一的，扣分：
（一）迟到：
1. 十分钟以内；
2. 十分钟以上：
① 初次；
② 再次。
（二）早退。
一、甲类
二、乙类
"""
LETTERS = "The following:\n(a) one;\n(b) two:\n(i) first;\n(ii) second.\n(c) three."
LEVELS = "必须：\n2.5.1 按时归还：\n2.5.1.1 平日；\n2.5.1.2 周末。\n2.5.2 不得转借；\n3.5 小时以上另计。"
IN_LINE = "下列情形记过：（一）迟到；（二）早退；\n（三）旷工。\n依照（一）、（二）项办理：（一）项先办。"
JAPAN = "本会に次の役員を置く。\n一　会長\n二　副会長\n2　前項の者は、総会が選ぶ。"
TAIWAN = "勞工有下列情形者：\n一、傷病：\n（一）住院。\n（二）門診。\n二、事假。\n前項所稱傷病，不含輕傷。"


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        pytest.param(
            NESTED,
            Part(1, 1),
            "（一）迟到：\n1. 十分钟以内；\n2. 十分钟以上：\n① 初次；\n② 再次。",
            id="whole-item",
        ),
        pytest.param(NESTED, Part(1, 1, 2), "2. 十分钟以上：\n① 初次；\n② 再次。", id="subitem"),
        pytest.param(NESTED, Part(1, 2), "（二）早退。\n一、甲类\n二、乙类", id="item-behind-subitems"),
        pytest.param(LETTERS, Part(item=2), "(b) two:\n(i) first;\n(ii) second.", id="letters"),
        pytest.param(LETTERS, Part(item=2, subitem=2), "(ii) second.", id="roman-numerals-below-letters"),
        pytest.param(LETTERS, Part(item=3), "(c) three.", id="letter-behind-roman-numerals"),
        pytest.param("1) 甲\n2) 乙", Part(item=2), "2) 乙", id="figure-and-bracket"),
        pytest.param("1、甲\n2、乙", Part(item=2), "2、乙", id="figure-and-comma"),
        pytest.param("１．甲\n1.5 小时", Part(item=1), "", id="a-quantity-is-no-item"),
        pytest.param("①甲\n②乙", Part(item=2), "②乙", id="circled"),
        pytest.param(LEVELS, Part(item=2), "2.5.2 不得转借；", id="with-the-number-of-the-clause"),
        pytest.param(LEVELS, Part(item=1, subitem=2), "2.5.1.2 周末。", id="with-that-of-the-item"),
        pytest.param("每天：\n3.5 小时", Part(item=5), "", id="no-quantity"),
        pytest.param(
            "\n".join(f"({each}) x" for each in "abcdefghi"), Part(item=9), "(i) x", id="i-behind-h"
        ),
        pytest.param(IN_LINE, Part(item=2), "（二）早退；", id="in-the-line-of-what-stands-above"),
        pytest.param(IN_LINE, Part(item=3), "（三）旷工。", id="in-a-line-that-goes-on"),
        pytest.param(
            IN_LINE, Part(paragraph=2), "依照（一）、（二）项办理：（一）项先办。", id="named-not-counted"
        ),
        pytest.param("You must: (a) pay; and (b) attend.", Part(item=2), "(b) attend.", id="in-a-sentence"),
        pytest.param(JAPAN, Part(1, 2), "二　副会長", id="item-of-japan"),
        pytest.param(JAPAN, Part(paragraph=2), "2　前項の者は、総会が選ぶ。", id="paragraph-of-japan"),
        pytest.param(TAIWAN, Part(paragraph=2), "前項所稱傷病，不含輕傷。", id="second-paragraph"),
        pytest.param(TAIWAN, Part(1, 1, 2), "（二）門診。", id="subitem-of-taiwan"),
    ],
)
def test_items_stand_in_items_in_every_style(text: str, part: Part, words: str) -> None:
    assert part_of(text, part) == words


@pytest.mark.parametrize(
    ("reference", "region", "part"),
    [
        ("第十条第二款第三项", "", Part(2, 3)),
        ("第十條第二項第三款", "tw", Part(2, 3)),
        ("第十條第二項第三款第一目", "", Part(2, 3, 1)),  # in this order it can only be meant so
        ("第十條第三款", "tw", Part(item=3)),
        ("第十條第三項", "tw", Part(paragraph=3)),
        ("第十条第三款", "", Part(paragraph=3)),
        ("第十条（三）", "", Part(item=3)),
        ("第十条第一款（三）(2)", "", Part(1, 3, 2)),
        ("第十条第三项第二目", "", Part(item=3, subitem=2)),
        ("第7条第1項第四号", "", Part(1, 4)),
        ("第7条第2項", "jp", Part(paragraph=2)),
        ("第7条第2号", "jp", Part(item=2)),
    ],
)
def test_what_is_called_a_paragraph_follows_the_book(reference: str, region: str, part: Part) -> None:
    read = read_reference(reference)
    assert read is not None
    assert meant_by(read.parts, region) == part


@pytest.mark.parametrize(
    ("letter", "words"),
    [("b", "（二）乙。"), ("c", "（三）丙。"), ("d", "（四）丁。"), ("iii", "（三）丙。")],
)
def test_items_that_are_numbered_otherwise_are_found_by_letters(letter: str, words: str) -> None:
    read = read_reference(f"7.1({letter})")
    assert read is not None
    assert part_of("（一）甲。\n（二）乙。\n（三）丙。\n（四）丁。", meant_by(read.parts)) == words
