"""What is complete of a path, and what may not be closed yet."""

from datetime import UTC, date, datetime

import pytest
from bot.onboarding.calendar import Calendar, QuietHours, WorkingDays
from bot.onboarding.path import Path, Reading, Stage
from bot.onboarding.progress import ClauseRead, Ending, Enrolment, Journey, Progress, StageClosed
from bot.slack.onboarding.enrolments import EnrolledUser
from bot.slack.onboarding.journey.posted_cards import completed
from bot.store import EnrolmentRecord
from bot.wording import Language, catalogue_for

from tests.slack.onboarding.conftest import rules

BOOKS = rules()
CLAUSE = BOOKS.by_name["code/1.1"]
SECOND = 2  # the working day on which the stage opens
MONDAY, TUESDAY = (datetime(2026, 11, day, 2, tzinfo=UTC) for day in (23, 24))


def colleague(stage: Stage, now: datetime, progress: Progress) -> EnrolledUser:
    enrolment = Enrolment("U1", "general", "", date(2026, 11, 23), "Asia/Shanghai")
    journey = Journey(enrolment, Path("general", "路径", (stage,)), progress)
    calendar = Calendar(WorkingDays("CN"), QuietHours())
    record = EnrolmentRecord("e1", enrolment, progress, (), {}, "")
    return EnrolledUser(record, journey, BOOKS, catalogue_for(Language.CHINESE), calendar, now)


@pytest.mark.parametrize(
    ("readings", "read", "now", "is_closed"),
    [
        pytest.param((), (), MONDAY, False, id="nothing in it yet, and its day has not come"),
        pytest.param((), (), TUESDAY, True, id="nothing in it on its day"),
        pytest.param((Reading(CLAUSE),), (), TUESDAY, False, id="something is open"),
        pytest.param((Reading(CLAUSE),), ("code/1.1",), MONDAY, True, id="done before its day"),
    ],
)
def test_a_stage_is_closed_when_all_of_it_is_done_and_an_empty_one_not_before_its_day(
    readings: tuple[Reading, ...], read: tuple[str, ...], now: datetime, *, is_closed: bool
) -> None:
    stage = Stage("s", "阶段", SECOND, SECOND, "", readings)
    progress = Progress(read=tuple(ClauseRead(name, now) for name in read))
    expected = [StageClosed("s", Ending.DONE, now)] if is_closed else []
    assert list(completed(colleague(stage, now, progress))) == expected
