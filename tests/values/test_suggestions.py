"""When owners may read what somebody suggested without their name, and the code by which its writer comes back."""

from datetime import date, timedelta

import pytest
from bot.suggestions import (
    ENOUGH,
    LONGEST_WAIT,
    SHORTEST_WAIT,
    ForWindow,
    WaitingRemark,
    due,
    for_window,
    new_code,
    read_code,
    suggestion_id,
)
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
def test_what_owners_begin_to_read_is_among_three_or_has_waited_for_days_and_is_never_of_today(
    waiting: list[WaitingRemark],
) -> None:
    shown = due(waiting, TODAY)
    assert all(remark.day < TODAY for remark in shown)
    have_waited = all(TODAY - remark.day >= SHORTEST_WAIT for remark in shown)
    assert have_waited or len({remark.suggestion for remark in shown}) >= ENOUGH


@given(REMARKS)
def test_nothing_waits_for_longer_than_the_longest(waiting: list[WaitingRemark]) -> None:
    left = set(waiting) - set(due(waiting, TODAY))
    assert all(TODAY - remark.day < LONGEST_WAIT for remark in left)


def test_how_long_a_single_one_waits_does_not_tell_its_day() -> None:
    alone = [WaitingRemark(str(number), "a", "code", TODAY) for number in range(64)]
    waited = {next(days for days in range(12) if due([remark], TODAY + timedelta(days))) for remark in alone}
    assert waited == set(range(SHORTEST_WAIT.days, LONGEST_WAIT.days + 1))


@given(REMARKS)
def test_what_was_said_first_on_a_suggestion_is_read_first(waiting: list[WaitingRemark]) -> None:
    shown = due(waiting, TODAY)
    for last in shown:
        before = {each for each in waiting if each.suggestion == last.suggestion and each.day <= last.day}
        assert before <= set(shown)


@given(REMARKS, st.integers(0, 8))
def test_what_is_once_to_be_read_stays_so_whatever_is_written_meanwhile(
    waiting: list[WaitingRemark], later: int
) -> None:
    assert set(due(waiting, TODAY)) <= set(due(waiting, TODAY + timedelta(later)))


CODES = st.builds(lambda _: new_code(), st.integers())
CODE = "7K2M-9ABC-3DEF-4GHJ"


@given(CODES)
def test_a_code_is_read_however_it_is_set_out(code: str) -> None:
    groups = [code[start : start + 4] for start in range(0, 16, 4)]
    spaced, dashed = " ".join(groups), "-".join(groups)
    for each in (code, code.lower(), f" {dashed} ", dashed.lower(), spaced, f"*{dashed}*", f"`{code}`"):
        assert read_code(each) == code


@pytest.mark.parametrize(
    "written",
    [
        *("", "食堂太吵", "7.1", "7" * 15, "7" * 17, "食" * 16),
        *("more vacation days", "responsibilities", "sick days 2026 rule", "what does rule 2026"),
        *("6222 0210 0111 2233", "6222021001112233"),  # a bank's card
    ],
)
def test_words_and_numbers_are_no_code_and_may_be_asked(written: str) -> None:
    assert read_code(written) == ""
    assert for_window(written) is None


def test_letters_that_are_misread_stand_for_what_they_look_like() -> None:
    assert read_code("OI2U-oi2u-0200-0002") == "012V012V02000002"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *(("匿名建议：食堂太吵", "食堂太吵"), ("匿名建议食堂太吵", "食堂太吵"), ("匿名建议", "")),
        *(("匿名建议，食堂太吵！", "食堂太吵！"), ("匿名建议\u3000食堂太吵", "食堂太吵")),
        *(("匿名建议\n食堂太吵", "食堂太吵"), ("“匿名建議”", "”"), ("suggest食堂太吵", "食堂太吵")),
        *(("Suggest: more vacation days", "more vacation days"), ("ｓｕｇｇｅｓｔ quiet", "quiet")),
    ],
)
def test_what_begins_as_a_suggestion_is_for_the_window_whatever_follows(typed: str, words: str) -> None:
    assert for_window(typed) == ForWindow("", words)


@pytest.mark.parametrize("asked", ["suggested retail price", "suggestions", "谁看匿名建议", "食堂太吵"])
def test_what_begins_otherwise_is_a_question(asked: str) -> None:
    assert for_window(asked) is None


@pytest.mark.parametrize(
    "typed", [CODE, f"我的代码是{CODE}", f"suggest {CODE}", f"`{CODE.replace('-', '')}`"]
)
def test_a_code_is_for_the_window_wherever_it_stands(typed: str) -> None:
    found = for_window(typed)
    assert found
    assert found.code == read_code(CODE)


def test_what_is_written_beside_a_code_stays() -> None:
    assert for_window(f"suggest {CODE} 几楼？") == ForWindow(read_code(CODE), "几楼？")


def test_two_codes_are_two_suggestions() -> None:
    assert suggestion_id("0" * 16) != suggestion_id("1" * 16)
