"""Messages that point at a place from where the talk stands."""

import pytest
from bot.answering import Thread
from bot.answering.conversation.pointing.navigation import Target, target_of

from tests.pace import is_steep, of_one_piece
from tests.small_books import book, library

ITEMS = "员工须：\n（一）到岗；\n（二）登录。\n例外见附则。"
BOOKS = library(
    book({"1": {"1.1": "甲", "1.2": ITEMS, "1.3": "丙"}, "2": {"2.1": "丁", "2.2": "戊"}}),
    book({"1": {"1.1": "己"}}, title="另一本", id="other"),
)
FIRST, LISTED, THIRD, FOURTH, LAST_OF_BOOK, OTHER = BOOKS.clauses
AT_LISTED = Thread("", (LISTED,))


@pytest.mark.parametrize(
    "said",
    [
        "下一条",
        "下一條呢？",
        "再下一条",
        "后一条",
        "後一條是什麼",
        "看看后面那条",
        "那接下来那条说什么",
        "next",
        "Next one please",
    ],
)
def test_the_next_clause(said: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) == Target(THIRD)


@pytest.mark.parametrize(
    "said",
    ["上一条", "上一條", "前一条呢", "前面那条是什么", "前条", "previous", "the previous clause", "go back"],
)
def test_the_clause_before(said: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) == Target(FIRST)


@pytest.mark.parametrize("said", ["第〇款", "第零项", "〇項", "第0款", "第一款第〇项", "paragraph 0"])
def test_a_part_without_a_number_that_counts_is_nowhere(said: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) == Target(None)


def test_leafing_goes_on_into_the_next_chapter_but_not_into_the_next_book() -> None:
    assert target_of("下一条", Thread("", (THIRD,)), BOOKS) == Target(FOURTH)
    assert target_of("下下一条", AT_LISTED, BOOKS) == Target(FOURTH)
    assert target_of("下一条", Thread("", (LAST_OF_BOOK,)), BOOKS) == Target(None)
    assert target_of("上一条", Thread("", (OTHER,)), BOOKS) == Target(None)


def test_from_a_clause_that_is_no_longer_in_force_there_is_no_way_on() -> None:
    assert target_of("下一条", AT_LISTED, library(BOOKS.books[1])) == Target(None)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        pytest.param("第二项", "（二）登录。", id="item"),
        pytest.param("第（二）项呢？", "（二）登录。", id="item-in-brackets"),
        pytest.param("(二)", "（二）登录。", id="brackets-alone"),
        pytest.param("第2点", "（二）登录。", id="point"),
        pytest.param("最后一项是什么意思", "（二）登录。", id="last-item"),
        pytest.param("第一款第二项", "（二）登录。", id="item-of-a-paragraph"),
        pytest.param("那第二款怎么说", "例外见附则。", id="paragraph"),
        pytest.param("第二款的内容", "例外见附则。", id="paragraph-text"),
        pytest.param("what about item 2?", "（二）登录。", id="item-in-english"),
        pytest.param("paragraph 2", "例外见附则。", id="paragraph-in-english"),
    ],
)
def test_a_part_of_the_clause_shown(said: str, part: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) == Target(LISTED, part)


@pytest.mark.parametrize("said", ["第三项", "第三款", "(九)", "第二款第一项", "item 7"])
def test_a_part_that_does_not_exist_is_nowhere(said: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) == Target(None)


def test_of_several_clauses_shown_the_first_that_has_the_part_is_meant() -> None:
    assert target_of("第二项", Thread("", (FIRST, LISTED)), BOOKS) == Target(LISTED, "（二）登录。")


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("第二个", LISTED),
        ("第1个呢", FIRST),
        ("the second one", LISTED),
        ("最后一个", LISTED),
        ("第三个", None),
    ],
)
def test_one_of_those_shown(said: str, clause: object) -> None:
    assert target_of(said, Thread("", (FIRST, LISTED)), BOOKS) == Target(clause)  # type: ignore[arg-type]  # a Clause


def test_a_number_without_a_chapter_is_that_of_the_chapter_shown() -> None:
    assert target_of("第二条呢", Thread("", (FOURTH,)), BOOKS) == Target(LAST_OF_BOOK)
    assert target_of("第三条", Thread("", (FOURTH,)), BOOKS) is None  # only chapter 1 has it: no doubt


@pytest.mark.parametrize(
    "said",
    [
        "",
        "下一条生产线",
        "第三项目组在哪",
        "第二款手机",
        "1.2",
        "第一章",
        "下个月",
        "谁批",
        "第一个月工资",
        "nextdoor",
        "第百项",
        "第三十零项",
        "第一百零个零个",
    ],
)
def test_anything_else_does_not_point(said: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) is None


@pytest.mark.parametrize("said", ["下一条", "第二项", "第二个", "第二条"])
def test_where_nothing_was_shown_nothing_is_target_of(said: str) -> None:
    assert target_of(said, Thread(), BOOKS) is None


@pytest.mark.parametrize("said", ["第一百零一项", "第廿五项", "第兩百款", "第一百二十个"])
def test_any_numeral_points_at_a_place_even_where_there_is_none(said: str) -> None:
    assert target_of(said, AT_LISTED, BOOKS) == Target(None)


@pytest.mark.parametrize(
    "piece",
    [
        "看",
        "看看",
        "看一下",
        "我想看",
        "那么",
        "说的内容",
        "的内容",
        "what is ",
        " ",
        "第二款",
        "item 2",
        "1",
        "一",
    ],
)
def test_a_message_of_one_piece_takes_no_long_time(piece: str) -> None:
    def read(said: str) -> None:
        target_of(said, AT_LISTED, BOOKS)

    alone = of_one_piece(piece)
    for text in (alone, lambda length: f"{alone(length // 2)}下一条{alone(length // 2)}x"):
        assert not is_steep(read, text)  # each two 看 more took three times as long


def test_where_a_question_came_to_nothing_it_points_from_what_is_still_shown() -> None:
    assert target_of("下一条", Thread("食堂几点开饭", (), (LISTED,)), BOOKS) == Target(THIRD)
