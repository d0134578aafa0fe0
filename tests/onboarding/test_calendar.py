"""Working days with China's holidays and working weekends, and quiet hours over changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from bot.onboarding.calendar import Calendar, QuietHours, UnknownCountryError, WorkingDays
from hypothesis import given
from hypothesis import strategies as st

CHINA = WorkingDays("CN")
NIGHT = QuietHours(time(20), time(9))
ZONES = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"]
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))

# The State Council's notice for 2026: each holiday from its first day off to its last, and the weekends worked for it.
HOLIDAYS = {
    "New Year": ("01-01", "01-03", ["01-04"]),
    "Spring Festival": ("02-15", "02-23", ["02-14", "02-28"]),
    "Qingming": ("04-04", "04-06", []),
    "Labour Day": ("05-01", "05-05", ["05-09"]),
    "Dragon Boat": ("06-19", "06-21", []),
    "Mid-Autumn": ("09-25", "09-27", []),
    "National Day": ("10-01", "10-07", ["09-20", "10-10"]),
}


def _in_2026(written: str) -> date:
    return date.fromisoformat(f"2026-{written}")


@pytest.mark.parametrize(("first", "last", "worked"), HOLIDAYS.values(), ids=list(HOLIDAYS))
def test_chinas_holidays_of_2026_are_off_and_their_weekends_are_worked(
    first: str, last: str, worked: list[str]
) -> None:
    start, end = _in_2026(first), _in_2026(last)
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days + 1)]
    assert not any(map(CHINA.is_working, days))
    assert all(CHINA.is_working(_in_2026(day)) for day in worked)


def test_every_other_day_of_2026_is_as_its_place_in_the_week() -> None:
    special = {_in_2026(day) for *_, worked in HOLIDAYS.values() for day in worked}
    for first, last, _ in HOLIDAYS.values():
        start, end = _in_2026(first), _in_2026(last)
        special |= {start + timedelta(days=ahead) for ahead in range((end - start).days + 1)}
    year = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(365)]
    others = [day for day in year if day not in special]
    assert [day for day in others if CHINA.is_working(day) != (day.weekday() < 5)] == []


def test_a_year_whose_weekends_are_not_known_yet_has_them_off() -> None:
    year = [date(2034, 1, 1) + timedelta(days=ahead) for ahead in range(365)]
    assert not any(CHINA.is_working(day) for day in year if day.weekday() >= 5)
    assert not CHINA.is_working(date(2034, 10, 2))
    assert CHINA.is_working(date(2150, 10, 1))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-07", 0, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-10"),
        ("2026-03-02", 4, "2026-03-06"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-10-10", 1, "2026-10-12"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
    ],
)
def test_counting_working_days(day: str, count: int, expected: str) -> None:
    assert CHINA.after(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(DAYS, st.integers(0, 70))
def test_counting_leads_to_a_working_day_and_one_more_leads_further(day: date, count: int) -> None:
    there = CHINA.after(day, count)
    assert CHINA.is_working(there)
    assert there >= day
    assert CHINA.after(day, count + 1) > there
    assert CHINA.after(there, 1) == CHINA.after(day, count + 1)
    assert CHINA.between(CHINA.after(day, 0), there) == count


@given(DAYS, DAYS)
def test_who_starts_later_is_never_due_earlier(one: date, other: date) -> None:
    assert CHINA.after(min(one, other), 10) <= CHINA.after(max(one, other), 10)
    assert CHINA.between(max(one, other), min(one, other)) == 0


@pytest.mark.parametrize(
    ("country", "day", "is_working"),
    [
        ("US", "2026-11-26", False),
        ("DE", "2026-11-26", True),
        ("DE-BY", "2026-01-06", False),
        ("DE", "2026-01-06", True),
        ("AE", "2026-03-15", False),  # the weekend of another country: Saturday and Sunday since 2022
    ],
)
def test_another_country_has_its_own_days(country: str, day: str, *, is_working: bool) -> None:
    assert WorkingDays(country).is_working(date.fromisoformat(day)) is is_working


@pytest.mark.parametrize("country", ["XX", "", "China!", "DE-XX"])
def test_an_unknown_country_is_told_at_once(country: str) -> None:
    with pytest.raises(UnknownCountryError) as error:
        WorkingDays(country)
    assert error.value.country == country


def _there(written: str, zone: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("hours", "now", "zone", "allowed"),
    [
        pytest.param((20, 9), "2026-03-02 12:00", "Asia/Shanghai", "2026-03-02T04:00Z", id="not-quiet"),
        pytest.param((20, 9), "2026-03-02 20:00", "Asia/Shanghai", "2026-03-03T01:00Z", id="evening"),
        pytest.param((20, 9), "2026-03-02 08:59", "Asia/Shanghai", "2026-03-02T01:00Z", id="morning"),
        pytest.param((20, 9), "2026-03-02 09:00", "Asia/Shanghai", "2026-03-02T01:00Z", id="its-end"),
        pytest.param((12, 14), "2026-03-02 13:00", "Asia/Shanghai", "2026-03-02T06:00Z", id="at-noon"),
        pytest.param((9, 9), "2026-03-02 09:00", "Asia/Shanghai", "2026-03-02T01:00Z", id="none"),
        pytest.param((20, 9), "2026-03-07 22:00", "America/New_York", "2026-03-08T13:00Z", id="spring-night"),
        pytest.param((20, 9), "2026-10-31 22:00", "America/New_York", "2026-11-01T14:00Z", id="autumn-night"),
        pytest.param((20, 9), "2026-03-28 22:00", "Europe/Berlin", "2026-03-29T07:00Z", id="berlin-spring"),
        pytest.param((20, 2), "2026-03-07 22:00", "America/New_York", "2026-03-08T07:00Z", id="skipped-hour"),
    ],
)
def test_what_is_quiet_waits_until_the_clock_there_says_so(
    hours: tuple[int, int], now: str, zone: str, allowed: str
) -> None:
    quiet = QuietHours(*map(time, hours))
    assert quiet.next_allowed(_there(now, zone), zone) == datetime.fromisoformat(allowed)


def test_a_quiet_hour_that_comes_twice_is_quiet_twice() -> None:
    quiet, zone = QuietHours(time(20), time(1, 30)), "America/New_York"
    first, second = (_there("2026-11-01 01:15", zone, fold) for fold in (0, 1))
    assert quiet.next_allowed(first, zone) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert quiet.next_allowed(second, zone) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # hypothesis wants its limits without a zone
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(MINUTES, MINUTES, MOMENTS, st.sampled_from(ZONES))
def test_the_next_moment_is_never_quiet_never_earlier_and_no_later_than_a_day_and_two_hours(
    start: time, end: time, now: datetime, zone: str
) -> None:
    quiet = QuietHours(start, end)
    allowed = quiet.next_allowed(now, zone)
    assert not quiet.is_quiet(allowed, zone)
    assert now <= allowed <= now + timedelta(hours=26)
    assert quiet.next_allowed(allowed, zone) == allowed
    assert allowed == now or quiet.is_quiet(now, zone)


def test_people_are_written_to_on_working_days_outside_the_quiet_hours() -> None:
    calendar, zone = Calendar(CHINA, NIGHT), "Asia/Shanghai"
    assert calendar.allows(_there("2026-10-10 09:00", zone), zone)
    assert not calendar.allows(_there("2026-10-10 08:00", zone), zone)
    assert not calendar.allows(_there("2026-10-07 12:00", zone), zone)
    assert not calendar.allows(_there("2026-10-10 09:00", zone), "America/New_York")


@pytest.mark.parametrize(
    ("begun", "hours", "ends"),
    [
        pytest.param("2026-11-24T02:00", 24, "2026-11-25T02:00", id="a day in the week"),
        pytest.param("2026-11-27T02:00", 24, "2026-11-30T02:00", id="over a weekend"),
        pytest.param("2026-11-28T02:00", 24, "2026-11-30T16:00", id="on a Saturday: from Monday on"),
        pytest.param("2026-09-30T02:00", 20, "2026-10-07T22:00", id="over the holidays of October"),
        pytest.param("2026-10-09T15:00", 24, "2026-10-10T15:00", id="into a Saturday that is worked"),
        pytest.param("2026-11-24T02:00", 0, "2026-11-24T02:00", id="no hour"),
    ],
)
def test_only_the_hours_of_working_days_count(begun: str, hours: int, ends: str) -> None:
    first = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    assert CHINA.later(first, hours, "Asia/Shanghai") == datetime.fromisoformat(ends).replace(tzinfo=UTC)


@given(
    day=DAYS,
    minute=st.integers(0, 1_439),
    hours=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    zone=st.sampled_from(ZONES),
)
def test_hours_one_after_the_other_are_as_long_as_both_at_once(
    day: date, minute: int, hours: tuple[int, int], zone: str
) -> None:
    moment = datetime.combine(day, time(), UTC) + timedelta(minutes=minute)
    first, second = hours
    at_once = CHINA.later(moment, first + second, zone)
    assert CHINA.later(CHINA.later(moment, first, zone), second, zone) == at_once
    assert at_once - moment >= timedelta(hours=first + second)
