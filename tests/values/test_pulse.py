"""When a round of questions to staff is open, and what may be shown of its answers."""

from datetime import date, timedelta

from bot.onboarding.calendar import WorkingDays
from bot.pulse import Every, Pulse, PulseQuestion, counted
from bot.tallies import ENOUGH_PEOPLE
from hypothesis import given
from hypothesis import strategies as st

ASKED = (PulseQuestion("find", "我需要的规则找得到。"),)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PULSES = st.builds(
    Pulse,
    questions=st.just(ASKED),
    every=st.sampled_from(Every),
    day=st.integers(1, 28),
    days=st.integers(1, 27),
)


def first_working(day: date) -> date:
    return WorkingDays().after(day, 0)


@given(PULSES, DAYS)
def test_a_round_is_open_for_its_days_from_a_working_day_on(pulse: Pulse, day: date) -> None:
    found = pulse.round_on(day, first_working)
    if found:
        assert found.opens <= day < found.closes == found.opens + timedelta(pulse.days)
        assert WorkingDays().is_working(found.opens)
        assert pulse.round_on(found.opens, first_working) == found


@given(PULSES)
def test_in_a_year_there_are_as_many_rounds_as_the_file_says(pulse: Pulse) -> None:
    days = (date(2026, 1, 1) + timedelta(number) for number in range(365))
    rounds = {found.id for day in days if (found := pulse.round_on(day, first_working))}
    assert len(rounds) == 12 // pulse.every.months


@given(st.lists(st.integers(1, 5), max_size=12))
def test_of_fewer_than_five_answers_nothing_is_counted(scores: list[int]) -> None:
    counts = counted(scores)
    assert sum(counts.values()) == (len(scores) if len(scores) >= ENOUGH_PEOPLE else 0)
