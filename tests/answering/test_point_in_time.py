"""Which days are read beside a number, and which are only known to be meant for one."""

from datetime import date

import pytest
from bot.answering.conversation.point_in_time import beside_no_day, point_in_time


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("7.1 as of March 2026", date(2026, 3, 1)),
        ("7.1 in Mar 2026", date(2026, 3, 1)),
        ("7.1 as of March 5, 2026", date(2026, 3, 5)),
        ("7.1 on september 1st 2026", date(2026, 9, 1)),
    ],
)
def test_a_month_is_read_by_its_english_name(said: str, day: date) -> None:
    point = point_in_time(said)
    assert point
    assert (point.rest, point.day) == ("7.1", day)


@pytest.mark.parametrize(
    "said",
    [
        "7.1 去年三月的规定",
        "去年的7.1",
        "7.1 前年的规定",
        "7.1 上个月的规定",
        "7.1 上周",
        "7.1 今年三月的规定",
        "7.1 last year",
        "7.1 as of February 30, 2026",
    ],
)
def test_a_day_that_is_not_understood_is_not_passed_over(said: str) -> None:
    assert point_in_time(said) is None
    assert beside_no_day(said) == "7.1"


@pytest.mark.parametrize("said", ["今年的7.1", "7.1", "7.1 本月怎么算"])
def test_what_counts_now_is_no_other_day(said: str) -> None:
    assert point_in_time(said) is None
    assert beside_no_day(said) is None
