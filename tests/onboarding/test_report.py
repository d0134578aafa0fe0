"""The rows of the report."""

from dataclasses import replace
from datetime import date

from bot.onboarding.calendar import WorkingDays
from bot.onboarding.progress import Ending, Pause, Progress, StageClosed
from bot.onboarding.quiz import Attempt, QuizOutcome
from bot.onboarding.report import report

from .journeys import FIRST, MONDAY, NOON, SECOND, enrolment, finished, journey, later

CHINA = WorkingDays("CN")


def test_a_row_a_stage_says_what_was_due_done_tried_and_signed() -> None:
    first, second = report([journey(finished(Progress(), FIRST, later(1)))], later(24 * 8), CHINA)
    assert (first.person, first.path, first.stage, first.due) == ("U1", "通用", FIRST.title, MONDAY)
    assert (first.ended, first.ending, first.overdue_days) == (MONDAY, Ending.DONE, 0)
    assert (first.tries, first.quiz, first.right, first.asked) == (1, QuizOutcome.PASSED, 3, 3)
    assert first.signed_at == later(1)
    assert (second.due, second.ended, second.overdue_days) == (date(2026, 3, 6), None, 2)
    assert (second.tries, second.quiz, second.right, second.signed_at) == (0, None, None, None)


def test_the_result_of_the_last_attempt_counts() -> None:
    failed = Attempt("first", 1, 1, 3, is_passed=False, at=NOON)
    first, _ = report([journey(Progress(attempts=(failed,)))], NOON, CHINA)
    assert (first.tries, first.quiz, first.right, first.asked) == (1, QuizOutcome.FAILED, 1, 3)


def test_what_was_done_late_stays_late_by_that_many_working_days() -> None:
    late = journey(finished(Progress(), FIRST, later(24 * 7)))
    first, _ = report([late], later(24 * 30), CHINA)
    assert (first.ended, first.overdue_days) == (date(2026, 3, 9), 5)


def test_the_day_is_that_of_where_the_person_lives() -> None:
    done = finished(Progress(), FIRST, later(13))  # one in the morning in Shanghai, noon in New York
    days = [
        report([journey(done, enrolment(zone))], later(48), CHINA)[0].ended
        for zone in ("Asia/Shanghai", "America/New_York")
    ]
    assert days == [date(2026, 3, 3), date(2026, 3, 2)]


def test_nobody_is_late_with_what_was_skipped_or_during_a_pause() -> None:
    skipped = journey(Progress(closed=(StageClosed("first", Ending.SKIPPED, later(24 * 20)),)))
    paused = journey(who=replace(enrolment(), pauses=(Pause(MONDAY),)))
    rows = report([skipped, paused], later(24 * 30), CHINA)
    assert [(row.stage, row.overdue_days) for row in rows] == [
        (FIRST.title, 0),
        (SECOND.title, CHINA.between(date(2026, 3, 6), later(24 * 30).date())),
        (FIRST.title, 0),
        (SECOND.title, 0),
    ]
    assert rows[0].ending is Ending.SKIPPED


def test_people_come_in_the_order_given() -> None:
    other = replace(enrolment(), person="U9")
    rows = report([journey(), journey(who=other)], NOON, CHINA)
    assert [(row.person, row.stage) for row in rows] == [
        *(("U1", each.title) for each in (FIRST, SECOND)),
        *(("U9", each.title) for each in (FIRST, SECOND)),
    ]
