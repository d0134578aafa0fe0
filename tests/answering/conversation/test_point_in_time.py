"""Which days are read beside a number, and which are only known to be meant for one."""

from datetime import date

import pytest
from bot.answering.conversation.days.point_in_time import beside_no_day, names_no_day, point_in_time

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("7.1 as of March 5, 2026", date(2026, 3, 5)),
        ("7.1 on september 1st 2026", date(2026, 9, 1)),
        ("7.1 on 1 March 2026", date(2026, 3, 1)),
        ("7.1 on the 1st of March 2026", date(2026, 3, 1)),
    ],
)
def test_a_day_is_read_by_the_english_name_of_its_month(said: str, day: date) -> None:
    point = point_in_time(said, None)
    assert point
    assert (point.rest, point.day) == ("7.1", day)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("7.1 as of March 2026", date(2026, 3, 31)),
        ("7.1 Mar 2026", date(2026, 3, 31)),
        ("7.1 2026年2月的规定", date(2026, 2, 28)),
        ("7.1 @2026-04", date(2026, 4, 30)),
        ("2025年的7.1", date(2025, 12, 31)),
        ("7.1 as of 2025", date(2025, 12, 31)),
        ("7.1 2026年11月的规定", TODAY),
        ("7.1 as of 2026", TODAY),
    ],
)
def test_a_month_or_a_year_is_read_as_its_last_day_or_as_today_while_it_lasts(said: str, day: date) -> None:
    point = point_in_time(said, TODAY)
    assert point
    assert (point.rest, point.day) == ("7.1", day)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("昨天的7.1", date(2026, 11, 28)),
        ("7.1 上周", date(2026, 11, 22)),
        ("7.1 上个月的规定", date(2026, 10, 31)),
        ("7.1 上上个月", date(2026, 9, 30)),
        ("7.1 上月初", date(2026, 10, 1)),
        ("7.1 上个季度", date(2026, 9, 30)),
        ("去年的7.1", date(2025, 12, 31)),
        ("7.1 去年三月的规定", date(2025, 3, 31)),
        ("7.1 今年3月5日", date(2026, 3, 5)),
        ("7.1 明年初", date(2027, 1, 1)),
        ("7.1 三个月前的规定", date(2026, 8, 29)),
        ("7.1 半年前", date(2026, 5, 29)),
        ("7.1 yesterday", date(2026, 11, 28)),
        ("7.1 as of last month", date(2026, 10, 31)),
        ("7.1 in March last year", date(2025, 3, 31)),
        ("7.1 last year", date(2025, 12, 31)),
        ("7.1 two weeks ago", date(2026, 11, 15)),
    ],
)
def test_a_day_that_is_told_from_today_is_read(said: str, day: date) -> None:
    point = point_in_time(said, TODAY)
    assert point
    assert (point.rest, point.day) == ("7.1", day)


@pytest.mark.parametrize("said", ["What did 7.1 say last month?", "上个月7.1是怎么规定的"])
def test_what_the_rules_said_then_is_asked_in_a_sentence_too(said: str) -> None:
    point = point_in_time(said, TODAY)
    assert point
    assert point.is_explicit


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        ("7.1 as of February 30, 2026", "7.1"),
        ("7.1 去年十三月的规定", "7.1"),
        ("7.1 on 1/3/2026", "7.1"),
        ("7.1 1 March 2026", "7.1"),
        ("clause 12 March 2026", "clause 12"),
        ("7.1 @2026-03-01 @2026-04-01", "7.1"),
        ("7.1 上个月 去年", "7.1"),
    ],
)
def test_a_day_that_is_not_understood_is_not_passed_over(said: str, beside: str) -> None:
    assert point_in_time(said, TODAY) is None
    assert beside_no_day(said) == beside


@pytest.mark.parametrize("said", ["7.1 上个月的规定", "去年的7.1", "7.1 last year"])
def test_where_nobody_knows_what_day_it_is_none_is_told_from_it(said: str) -> None:
    assert point_in_time(said, None) is None
    assert beside_no_day(said) == "7.1"


@pytest.mark.parametrize("said", ["今年的7.1", "7.1", "7.1 本月怎么算", "员工手册2026年版第三条"])
def test_what_counts_now_is_no_other_day(said: str) -> None:
    assert point_in_time(said, TODAY) is None
    assert beside_no_day(said) is None


@pytest.mark.parametrize("said", ["7.1 9999年前", f"7.1 {'9' * 20}天前"])
def test_no_day_is_too_long_ago_to_be_refused(said: str) -> None:
    assert point_in_time(said, TODAY) is None


@pytest.mark.parametrize("today", [TODAY, None])
def test_what_is_written_as_a_day_and_is_none_is_known(today: date | None) -> None:
    none = ("2026-13-45 迟到怎么处理", "去年十三月迟到怎么处理", "late on February 30, 2026")
    some = ("2026-03-01 迟到怎么处理", "上个月迟到怎么处理", "迟到三次扣多少")
    assert [said for said in (*none, *some) if names_no_day(said, today)] == list(none)
