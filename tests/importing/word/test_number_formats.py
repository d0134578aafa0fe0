"""A number in a list is shown as Word shows it, whatever the format, and whatever the number."""

from pathlib import Path

import pytest
import yaml
from bot.importing.readers.word.numbering.number_formats import LARGEST, NUMBER_FORMATS, written_in
from bot.rulebook.designation.numerals import parse_numeral, parse_roman
from hypothesis import given
from hypothesis import strategies as st

CASES = yaml.load((Path(__file__).parent / "number_formats.yaml").read_text("utf-8"), yaml.CSafeLoader)
numbers = st.integers(min_value=1, max_value=LARGEST)


@pytest.mark.parametrize("number_format", CASES)
def test_a_number_is_shown_as_word_shows_it(number_format: str) -> None:
    expected = CASES[number_format]
    assert {number: written_in(number, number_format) for number in expected} == {
        number: (shown, True) for number, shown in expected.items()
    }


def test_every_format_that_is_known_has_a_case() -> None:
    assert set(NUMBER_FORMATS) - {"decimalFullWidth2"} <= set(CASES)


@given(number=st.integers(), number_format=st.sampled_from(NUMBER_FORMATS) | st.text(max_size=20))
def test_every_number_is_shown_in_every_format(number: int, number_format: str) -> None:
    text, _ = written_in(number, number_format)
    assert text or number_format == "none"


@given(
    number=numbers, number_format=st.sampled_from(["chineseCountingThousand", "taiwaneseCountingThousand"])
)
def test_chinese_numbers_are_read_as_they_are_shown(number: int, number_format: str) -> None:
    text, sure = written_in(number, number_format)
    assert sure
    assert parse_numeral(text) == number


@given(number=st.integers(min_value=1, max_value=399))
def test_roman_numbers_are_read_as_they_are_shown(number: int) -> None:
    assert parse_roman(written_in(number, "upperRoman")[0]) == number


@given(number_format=st.sampled_from(sorted(set(NUMBER_FORMATS) - {"none"})), number=st.integers(1, 60))
def test_two_numbers_next_to_each_other_never_look_alike(number_format: str, number: int) -> None:
    assert written_in(number, number_format) != written_in(number + 1, number_format)


@pytest.mark.parametrize(
    ("number", "number_format"),
    [
        (0, "upperLetter"),
        (-1, "decimal"),
        (LARGEST + 1, "upperLetter"),
        (3, "thaiCounting"),
        (1000, "ordinalText"),
    ],
)
def test_what_word_shows_is_not_sure_where_nobody_has_seen_it(number: int, number_format: str) -> None:
    assert written_in(number, number_format)[1] is False
