"""Reminders: paced, in peace and quiet, three at most; 45 days stepped through in three zones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from bot.onboarding.calendar import Calendar, QuietHours, WorkingDays
from bot.onboarding.deadlines import EscalateToManager, NoticeKind, NoticeSent, ReminderDue, notice_due
from bot.onboarding.path import Assignee, Path
from bot.onboarding.progress import Enrolment, Journey, Pause, Progress
from bot.onboarding.quiz import Attempt
from hypothesis import given
from hypothesis import strategies as st

from .journeys import (
    FIRST,
    MONDAY,
    NOON,
    PATH,
    QUIZ,
    SECOND,
    TASKS,
    after,
    enrolment,
    finished,
    journey,
    later,
    stage,
)

NIGHT = QuietHours(time(20), time(9))
CHINA = Calendar(WorkingDays("CN"), NIGHT)
HALF_HOUR = timedelta(minutes=30)
TUESDAY_NOON = later(24)


def _noted(due: ReminderDue | EscalateToManager, at: datetime) -> NoticeSent:
    word = NoticeKind.REMINDER if isinstance(due, ReminderDue) else NoticeKind.TO_MANAGER
    return NoticeSent(due.stage.id, due.assignee, word, at)


def _all_due(
    who: Journey, sent: Sequence[NoticeSent], now: datetime, calendar: Calendar = CHINA
) -> list[ReminderDue | EscalateToManager]:
    """Everything that is sent at one moment."""
    found: list[ReminderDue | EscalateToManager] = []
    noted = list(sent)
    while due := notice_due(who, noted, now, calendar):
        found.append(due)
        noted.append(_noted(due, now))
    return found


def test_on_the_day_it_is_due_nobody_is_reminded() -> None:
    assert notice_due(journey(), [], NOON, CHINA) is None


def test_a_day_later_each_who_has_something_to_do_is_reminded_once() -> None:
    assert _all_due(journey(), [], TUESDAY_NOON) == [
        ReminderDue("U1", Assignee.NEW_HIRE, FIRST, 1),
        ReminderDue("U2", Assignee.BUDDY, FIRST, 1),
        ReminderDue("U3", Assignee.MANAGER, FIRST, 1),
    ]


def test_who_has_done_their_part_is_left_alone() -> None:
    progress = Progress()
    for step in FIRST.steps:
        if step not in TASKS[1:2]:
            progress = after(progress, FIRST, step)
    assert _all_due(journey(progress), [], TUESDAY_NOON) == [ReminderDue("U2", Assignee.BUDDY, FIRST, 1)]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(later(24 - 3.5), id="before-nine"),
        pytest.param(later(24 + 8), id="at-eight-in-the-evening"),
        pytest.param(later(24 * 5), id="on-a-saturday"),
        pytest.param(datetime(2026, 4, 6, 4, tzinfo=UTC), id="on-a-holiday"),
    ],
)
def test_nobody_is_reminded_in_quiet_hours_or_on_days_off(now: datetime) -> None:
    assert notice_due(journey(), [], now, CHINA) is None


def test_nobody_is_reminded_twice_a_day() -> None:
    sent = [NoticeSent("first", assignee, NoticeKind.REMINDER, later(21)) for assignee in Assignee]
    assert notice_due(journey(), sent, later(24), CHINA) is None
    assert notice_due(journey(), sent, later(48), CHINA) == ReminderDue("U1", Assignee.NEW_HIRE, FIRST, 2)


def test_nobody_is_reminded_in_a_pause() -> None:
    paused = replace(enrolment(), pauses=(Pause(MONDAY),))
    assert notice_due(journey(who=paused), [], later(24 * 8), CHINA) is None


def _reminded(times: int, assignee: Assignee = Assignee.NEW_HIRE) -> list[NoticeSent]:
    return [
        NoticeSent("first", assignee, NoticeKind.REMINDER, later(24 * day)) for day in range(1, times + 1)
    ]


def test_after_three_reminders_the_manager_is_told_once_and_then_nothing_is_sent() -> None:
    alone = replace(journey(), path=Path("p", "p", (stage("first"), SECOND)))
    told = notice_due(alone, _reminded(3), later(24 * 4), CHINA)
    assert told == EscalateToManager("U3", Assignee.NEW_HIRE, stage("first"))
    sent = [*_reminded(3), NoticeSent("first", Assignee.NEW_HIRE, NoticeKind.TO_MANAGER, later(24 * 4))]
    assert not any(notice_due(alone, sent, later(24 * day), CHINA) for day in range(5, 60))


def test_the_next_stage_is_reminded_of_anew() -> None:
    sent = [*_reminded(3), NoticeSent("first", Assignee.NEW_HIRE, NoticeKind.TO_MANAGER, later(24 * 4))]
    moved_on = journey(finished(Progress(), FIRST))
    assert notice_due(moved_on, sent, later(24 * 7), CHINA) == ReminderDue("U1", Assignee.NEW_HIRE, SECOND, 1)


def test_a_manager_who_is_late_is_not_told_about_themselves() -> None:
    progress = Progress()
    for step in FIRST.steps:
        if step is not TASKS[2]:
            progress = after(progress, FIRST, step)
    sent = _reminded(3, Assignee.MANAGER)
    assert _all_due(journey(progress), sent, later(24 * 4)) == [
        EscalateToManager("", Assignee.MANAGER, FIRST)
    ]


def test_where_nobody_is_named_it_is_told_at_once() -> None:
    nobody = replace(enrolment(), buddy="", manager="")
    due = _all_due(journey(who=nobody), [], TUESDAY_NOON)
    assert due[1:] == [
        EscalateToManager("", Assignee.BUDDY, FIRST),
        EscalateToManager("", Assignee.MANAGER, FIRST),
    ]


def test_who_has_no_attempt_left_is_not_reminded_of_the_quiz_but_the_manager_is_told() -> None:
    progress = Progress()
    for step in FIRST.steps[:-2]:  # all but the quiz and the signature
        progress = after(progress, FIRST, step)
    failed = tuple(Attempt("first", n, 0, 3, is_passed=False, at=NOON) for n in range(1, QUIZ.attempts + 1))
    assert _all_due(journey(replace(progress, attempts=failed[:1])), [], TUESDAY_NOON) == [
        ReminderDue("U1", Assignee.NEW_HIRE, FIRST, 1)
    ]
    stuck = journey(replace(progress, attempts=failed))
    assert _all_due(stuck, [], TUESDAY_NOON) == [EscalateToManager("U3", Assignee.NEW_HIRE, FIRST)]
    told = [NoticeSent("first", Assignee.NEW_HIRE, NoticeKind.TO_MANAGER, TUESDAY_NOON)]
    assert _all_due(stuck, told, later(48)) == []


MONTHS = {  # country, start, days due of the two stages, the day on which the first is done; what is sent on which day
    "Asia/Shanghai": (  # Mid-Autumn, National Day, two working weekends
        *("CN", "2026-09-20", 4, 9, "2026-09-30"),
        ["09-24", "09-28", "09-29", "09-30 manager", "10-09", "10-10", "10-12", "10-13 manager"],
    ),
    "America/New_York": (  # Columbus Day, the end of summer time on 1 November
        *("US", "2026-10-05", 4, 18, "2026-10-15"),
        ["10-09", "10-13", "10-14", "10-15 manager", "10-30", "11-02", "11-03", "11-04 manager"],
    ),
    "Europe/Berlin": (  # the beginning of summer time on 29 March, Easter
        *("DE", "2026-03-16", 9, 12, "2026-03-31"),
        ["03-27", "03-30", "03-31", "04-01", "04-02", "04-07", "04-08 manager"],
    ),
}


@pytest.mark.parametrize("zone", MONTHS)
def test_forty_five_days_half_hour_by_half_hour(zone: str) -> None:
    country, start, first_due, second_due, done, expected = MONTHS[zone]
    calendar = Calendar(WorkingDays(country), NIGHT)
    stages = (stage("first", days=(1, first_due)), stage("second", ("2.1",), days=(2, second_due)))
    path = Path("p", "p", stages)
    who = Enrolment("U1", "p", "", date.fromisoformat(start), zone, manager="U3")
    now = datetime.combine(who.start, time(), ZoneInfo(zone)).astimezone(UTC)
    sent: list[NoticeSent] = []
    for _ in range(45 * 48):
        now += HALF_HOUR
        is_done = now.astimezone(ZoneInfo(zone)) > datetime.combine(
            date.fromisoformat(done), time(12), ZoneInfo(zone)
        )
        progress = finished(Progress(), stages[0]) if is_done else Progress()
        due = _all_due(Journey(who, path, progress), sent, now, calendar)
        sent += [_noted(each, now) for each in due]
    there = [each.at.astimezone(ZoneInfo(zone)) for each in sent]
    assert {moment.time() for moment in there} == {time(9)}
    words = [" manager" if each.kind is NoticeKind.TO_MANAGER else "" for each in sent]
    assert [f"{moment:%m-%d}{word}" for moment, word in zip(there, words, strict=True)] == expected


@given(st.lists(st.integers(1, 40), max_size=60).map(sorted), st.sampled_from(list(MONTHS)))
def test_whenever_it_is_looked_at_nobody_gets_more_than_three_reminders_and_one_a_day(
    hours: list[int], zone: str
) -> None:
    who, now = replace(journey(), enrolment=enrolment(zone)), NOON
    sent: list[NoticeSent] = []
    for step in hours:
        now += timedelta(hours=step)
        sent += [_noted(due, now) for due in _all_due(who, sent, now)]
    for assignee in Assignee:
        about = [each for each in sent if each.assignee is assignee]
        days = [each.at.astimezone(ZoneInfo(zone)).date() for each in about]
        assert len(days) == len(set(days))
        for where in PATH.stages:
            words = [each.kind for each in about if each.stage == where.id]
            assert words == [*[NoticeKind.REMINDER] * 3, NoticeKind.TO_MANAGER][: len(words)]
