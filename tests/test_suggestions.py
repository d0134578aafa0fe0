"""When owners may read what somebody suggested without their name, and the code by which its writer comes back."""

from datetime import date, timedelta

import pytest
from bot.suggestions import ALPHABET, ENOUGH, LONGEST_WAIT, WaitingRemark, due, read_code, suggestion_id
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 11, 24)
REMARKS = st.lists(
    st.builds(
        WaitingRemark,
        id=st.uuids().map(str),
        suggestion=st.sampled_from("abcdef"),
        book=st.just("code"),
        day=st.integers(-12, 0).map(lambda days: TODAY + timedelta(days)),
    ),
    max_size=12,
)


@given(REMARKS)
def test_what_owners_begin_to_read_is_among_three_or_has_waited_a_week_and_is_never_of_today(
    waiting: list[WaitingRemark],
) -> None:
    shown = due(waiting, TODAY)
    assert all(remark.day < TODAY for remark in shown)
    have_waited = all(TODAY - remark.day >= LONGEST_WAIT for remark in shown)
    assert have_waited or len({remark.suggestion for remark in shown}) >= ENOUGH


@given(REMARKS)
def test_nothing_waits_for_more_than_a_week(waiting: list[WaitingRemark]) -> None:
    left = set(waiting) - set(due(waiting, TODAY))
    assert all(TODAY - remark.day < LONGEST_WAIT for remark in left)


@given(REMARKS, st.integers(0, 8))
def test_what_is_once_to_be_read_stays_so_whatever_is_written_meanwhile(
    waiting: list[WaitingRemark], later: int
) -> None:
    assert set(due(waiting, TODAY)) <= set(due(waiting, TODAY + timedelta(later)))


@given(st.text(ALPHABET, min_size=16, max_size=16))
def test_a_code_is_read_however_it_is_set_out(code: str) -> None:
    groups = "-".join(code[start : start + 4] for start in range(0, 16, 4))
    assert {read_code(each) for each in (code, code.lower(), f" {groups} ", groups.lower())} == {code}


@pytest.mark.parametrize("written", ["", "食堂太吵", "7.1", "0" * 15, "0" * 17, "食" * 16])
def test_what_is_no_code_is_read_as_none(written: str) -> None:
    assert read_code(written) == ""


def test_letters_that_are_misread_stand_for_what_they_look_like() -> None:
    assert read_code("OILU-oilu-0000-0000") == "011V011V00000000"


def test_two_codes_are_two_suggestions() -> None:
    assert suggestion_id("0" * 16) != suggestion_id("1" * 16)
