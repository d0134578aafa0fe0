"""Clause numbers: what is one, and how it is said."""

import pytest
from bot.rulebook import ClauseNumber, MalformedNumberError, read_reference
from hypothesis import given
from hypothesis import strategies as st

LEVELS = st.builds(
    lambda number, inserted: f"{number}-{inserted}" if inserted else str(number),
    st.integers(1, 9999),
    st.integers(0, 999),
)
SPOKEN = st.one_of(LEVELS.map(lambda level: (level,)), st.tuples(st.integers(1, 999).map(str), LEVELS))


@pytest.mark.parametrize(
    ("written", "said", "counted"),
    [
        pytest.param("7.1", "第七章第一条", (1, 0), id="in-a-chapter"),
        pytest.param("7.10", "第七章第十条", (10, 0), id="ten-is-not-one"),
        pytest.param("39", "第三十九条", (39, 0), id="numbered-through"),
        pytest.param("39-1", "第三十九条之一", (39, 1), id="inserted"),
        pytest.param("7.1-2", "第七章第一条之二", (1, 2), id="inserted-in-a-chapter"),
        pytest.param("1260", "第一千二百六十条", (1260, 0), id="thousands"),
        pytest.param("4.1.1.2", "4.1.1.2", (2, 0), id="four-levels"),
        pytest.param("0.1.4", "0.1.4", (4, 0), id="from-nought"),
        pytest.param("A.1", "A.1", (1, 0), id="letter"),
        pytest.param("B", "B", None, id="letter-alone"),
        pytest.param("8.03", "8.03", None, id="leading-nought"),
        pytest.param("5b", "5b", None, id="the-second-of-its-number"),
    ],
)
def test_a_number_is_read_and_said(written: str, said: str, counted: tuple[int, int] | None) -> None:
    number = ClauseNumber.parse(written)
    assert str(number) == written
    assert number.in_chinese == said
    assert number.counted == counted


@pytest.mark.parametrize(
    "written",
    ["", "7.", ".1", "7.1-0", "-1", " 7.1", "7.1\n", "七", "七.一", "x", "3.1e4", "7..1", "７.1", "附件"],
)
def test_anything_else_is_no_number(written: str) -> None:
    with pytest.raises(MalformedNumberError) as error:
        ClauseNumber.parse(written)
    assert error.value.written == written


@given(SPOKEN)
def test_what_is_said_is_understood(levels: tuple[str, ...]) -> None:
    number = ClauseNumber(levels)
    assert ClauseNumber.parse(str(number)) == number
    reference = read_reference(number.in_chinese)
    assert reference is not None
    assert (*(step.number for step in reference.headings), *reference.number) == levels
