"""Days on which stages open and are due, with weekends, holidays and pauses."""

from dataclasses import replace
from datetime import date

import pytest
from bot.onboarding.calendar import WorkingDays
from bot.onboarding.deadlines import due_day, opening_day, overdue
from bot.onboarding.path import Path
from bot.onboarding.progress import Pause, Progress
from hypothesis import given
from hypothesis import strategies as st

from .journeys import FIRST, SECOND, enrolment, finished, journey, stage

CHINA = WorkingDays("CN")


@pytest.mark.parametrize(
    ("start", "opens", "due"),
    [
        pytest.param("2026-03-02", "2026-03-03", "2026-03-06", id="monday"),
        pytest.param("2026-03-05", "2026-03-06", "2026-03-11", id="over-a-weekend"),
        pytest.param("2026-03-07", "2026-03-10", "2026-03-13", id="joining-on-a-saturday"),
        pytest.param("2026-09-29", "2026-09-30", "2026-10-10", id="national-day-and-a-working-saturday"),
        pytest.param("2026-02-14", "2026-02-24", "2026-02-27", id="spring-festival"),
    ],
)
def test_a_stage_of_the_second_to_the_fifth_working_day(start: str, opens: str, due: str) -> None:
    who = enrolment(start=date.fromisoformat(start))
    assert opening_day(who, SECOND, CHINA) == date.fromisoformat(opens)
    assert due_day(who, SECOND, CHINA) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([("03-03", "03-04")], "03-10", id="two-working-days"),
        pytest.param([("03-02", "03-02")], "03-09", id="the-first-day"),
        pytest.param([("03-07", "03-08")], "03-06", id="a-weekend-behind-it"),
        pytest.param([("03-06", "03-09")], "03-10", id="over-a-weekend"),
        pytest.param([("03-03", "03-03"), ("03-05", "03-05")], "03-10", id="two-pauses"),
        pytest.param([("03-03", "03-04"), ("03-04", "03-05")], "03-11", id="pauses-that-overlap"),
        pytest.param([("03-03", None)], "03-06", id="one-that-goes-on"),
    ],
)
def test_a_pause_that_is_over_moves_what_is_due(pauses: list[tuple[str, str | None]], due: str) -> None:
    def day(written: str) -> date:
        return date.fromisoformat(f"2026-{written}")

    spans = tuple(Pause(day(first), day(last) if last else None) for first, last in pauses)
    assert due_day(replace(enrolment(), pauses=spans), SECOND, CHINA) == day(due)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 60), st.integers(0, 10))
def test_a_stage_is_due_on_a_working_day_and_a_pause_never_makes_it_earlier(
    start: date, due: int, days: int
) -> None:
    where, who = stage("x", days=(1, due)), enrolment(start=start)
    plain = due_day(who, where, CHINA)
    pause = Pause(start, CHINA.after(start, days))
    assert CHINA.is_working(plain)
    assert due_day(replace(who, pauses=(pause,)), where, CHINA) == CHINA.after(plain, days + 1)


def test_a_stage_is_overdue_from_the_day_after_it_was_due_until_it_is_done() -> None:
    assert overdue(journey(), date(2026, 3, 2), CHINA) == ()
    assert overdue(journey(), date(2026, 3, 3), CHINA) == (FIRST,)
    assert overdue(journey(), date(2026, 3, 9), CHINA) == (FIRST, SECOND)
    assert overdue(journey(finished(Progress(), FIRST)), date(2026, 3, 9), CHINA) == (SECOND,)


def test_nothing_is_overdue_in_a_pause() -> None:
    paused = replace(enrolment(), pauses=(Pause(date(2026, 3, 3)),))
    assert overdue(journey(who=paused), date(2026, 6, 1), CHINA) == ()


def test_a_path_of_no_stage_is_never_overdue() -> None:
    empty = replace(journey(), path=Path("empty", "空", ()))
    assert overdue(empty, date(2026, 6, 1), CHINA) == ()
