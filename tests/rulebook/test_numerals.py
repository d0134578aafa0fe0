"""Clause numbers: what is one, how it is said, how it sorts."""

import re

import pytest
from bot.rulebook import NUMERAL, ClauseNumber, MalformedNumberError, read_reference
from bot.rulebook.numerals import CHINESE_NUMERALS, in_chinese, parse_numeral
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.builds(
    ClauseNumber,
    chapter=st.integers(0, 999),
    article=st.integers(1, 9999),
    inserted=st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("written", "number", "said"),
    [
        pytest.param("7.1", ClauseNumber(7, 1), "第七章第一条", id="in-a-chapter"),
        pytest.param("7.10", ClauseNumber(7, 10), "第七章第十条", id="ten-is-not-one"),
        pytest.param("39", ClauseNumber(0, 39), "第三十九条", id="numbered-through"),
        pytest.param("39-1", ClauseNumber(0, 39, 1), "第三十九条之一", id="inserted"),
        pytest.param("7.1-2", ClauseNumber(7, 1, 2), "第七章第一条之二", id="inserted-in-a-chapter"),
        pytest.param("1260", ClauseNumber(0, 1260), "第一千二百六十条", id="thousands"),
    ],
)
def test_a_number_is_read_and_said(written: str, number: ClauseNumber, said: str) -> None:
    assert ClauseNumber.parse(written) == number
    assert str(number) == written
    assert number.in_chinese == said


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "7.0",
        "0.1",
        "07.1",
        "7.",
        ".1",
        "7.1.2",
        "7.1-0",
        "-1",
        " 7.1",
        "7.1\n",
        "七",
        "七.一",
        "x",
        "3.1e4",
    ],
)
def test_anything_else_is_no_number(written: str) -> None:
    with pytest.raises(MalformedNumberError) as error:
        ClauseNumber.parse(written)
    assert error.value.written == written


def test_numbers_sort_as_they_stand_in_a_book() -> None:
    written = ["1", "2", "39", "39-1", "39-2", "40", "7.1", "7.2", "7.10", "10.1"]
    assert [str(number) for number in sorted(map(ClauseNumber.parse, reversed(written)))] == written


@given(NUMBERS)
def test_what_is_written_is_read_back(number: ClauseNumber) -> None:
    assert ClauseNumber.parse(str(number)) == number


@given(NUMBERS)
def test_what_is_said_is_understood(number: ClauseNumber) -> None:
    reference = read_reference(number.in_chinese)
    assert reference is not None
    assert (reference.chapter, reference.article, reference.inserted) == (
        number.chapter,
        number.article,
        number.inserted,
    )


@given(st.integers(1, 9999))
def test_a_chinese_numeral_is_read_back(number: int) -> None:
    assert parse_numeral(in_chinese(number)) == number
    assert parse_numeral(str(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("廿五", 25),
        ("卅", 30),
        ("卅一", 31),
        ("一百廿五", 125),
        ("两百", 200),
        ("兩百", 200),
        ("一百零三", 103),
        ("十", 10),
        ("二〇二六", 2026),
        ("两万", 20_000),
        ("兩萬", 20_000),
        ("１２", 12),
        ("012", 12),
        ("百", None),
        ("十十", None),
        ("三十零", None),
        ("一一百", None),
        ("二十元", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("1" * 5_000, None),
        ("一" * 5_000, None),
    ],
)
def test_numerals_as_people_write_them(written: str, number: int | None) -> None:
    assert parse_numeral(written) == number


@given(
    st.one_of(
        st.text(max_size=30), st.text(CHINESE_NUMERALS, max_size=30), st.text("0123４５６٣一十", max_size=30)
    )
)
def test_any_text_is_a_numeral_or_none(written: str) -> None:
    number = parse_numeral(written)
    assert number is None or number >= 0
    assert number is None or re.fullmatch(NUMERAL, written)
