"""Numerals as people write them."""

import re

import pytest
from bot.rulebook import NUMERAL
from bot.rulebook.designation.numerals import (
    CHINESE_NUMERALS,
    ENGLISH_NUMERAL,
    in_chinese,
    parse_english,
    parse_numeral,
    parse_roman,
)
from hypothesis import given
from hypothesis import strategies as st


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


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("one", 1),
        ("Twelve", 12),
        ("nineteen", 19),
        ("twenty", 20),
        ("twenty-one", 21),
        ("ninety nine", 99),
        ("twenty-eleven", None),
        ("oneone", None),
        ("tenant", None),
        ("", None),
    ],
)
def test_numbers_in_english_words(written: str, number: int | None) -> None:
    assert parse_english(written) == number
    assert bool(re.fullmatch(ENGLISH_NUMERAL, written, re.IGNORECASE)) == (number is not None)


@given(
    st.one_of(
        st.text(max_size=30), st.text(CHINESE_NUMERALS, max_size=30), st.text("0123４５６٣一十", max_size=30)
    )
)
def test_any_text_is_a_numeral_or_none(written: str) -> None:
    number = parse_numeral(written)
    assert number is None or number >= 0
    assert number is None or re.fullmatch(NUMERAL, written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("VIII", 8),
        ("iv", 4),
        ("XL", 40),
        ("XCIX", 99),
        ("CCC", 300),
        ("IIII", None),
        ("VX", None),
        ("", None),
        ("7", None),
    ],
)
def test_roman_numerals(written: str, number: int | None) -> None:
    assert parse_roman(written) == number
