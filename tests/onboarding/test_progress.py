"""What is open, what is next, and what came to its end."""

from dataclasses import replace
from datetime import date

import pytest
from bot.onboarding.path import Assignee, Reading, Signing, Step, Task
from bot.onboarding.progress import (
    Ending,
    Pause,
    Progress,
    StageClosed,
    current_stage,
    is_complete,
    open_steps,
    own_steps,
    stages_to_close,
)
from bot.onboarding.quiz import Quiz

from .journeys import FIRST, NOON, PATH, SECOND, after, enrolment, finished


def test_at_the_start_all_of_the_first_stage_is_open() -> None:
    assert open_steps(FIRST, Progress()) == FIRST.steps
    assert current_stage(PATH, Progress()) is FIRST
    assert not is_complete(PATH, Progress())


@pytest.mark.parametrize("step", FIRST.steps, ids=lambda step: type(step).__name__)
def test_a_step_that_is_done_is_no_longer_open(step: Step) -> None:
    left = [each for each in FIRST.steps if each != step]
    assert list(open_steps(FIRST, after(Progress(), FIRST, step))) == left


def test_the_new_colleague_waits_for_nobody() -> None:
    progress = Progress()
    for step in own_steps(FIRST, progress):
        progress = after(progress, FIRST, step)
    assert [step.assignee for step in open_steps(FIRST, progress) if isinstance(step, Task)] == [
        Assignee.BUDDY,
        Assignee.MANAGER,
    ]
    assert current_stage(PATH, progress) is SECOND
    assert stages_to_close(PATH, progress) == ()


def test_a_stage_is_to_be_closed_once_everybody_is_done_and_only_once() -> None:
    progress = finished(Progress(), FIRST)
    assert stages_to_close(PATH, replace(progress, closed=())) == (FIRST,)
    assert stages_to_close(PATH, progress) == ()


def test_what_is_closed_does_not_open_again_when_the_path_is_written_anew() -> None:
    progress = finished(Progress(), FIRST)
    longer = replace(FIRST, readings=(*FIRST.readings, *SECOND.readings), tasks=(Task("new", "新的事"),))
    assert open_steps(longer, progress) == ()
    assert open_steps(longer, replace(progress, closed=())) != ()


def test_a_stage_that_was_skipped_asks_for_nothing() -> None:
    progress = Progress(closed=(StageClosed(FIRST.id, Ending.SKIPPED, NOON),))
    assert current_stage(PATH, progress) is SECOND
    assert is_complete(PATH, finished(progress, SECOND))


def test_the_path_is_complete_when_nothing_is_open_for_anybody() -> None:
    progress = finished(finished(Progress(), FIRST), SECOND)
    assert is_complete(PATH, progress)
    assert current_stage(PATH, progress) is None


def test_a_clause_that_was_read_need_not_be_read_again_in_another_stage() -> None:
    twice = replace(SECOND, readings=FIRST.readings)
    assert open_steps(twice, after(Progress(), FIRST, FIRST.readings[0])) == FIRST.readings[1:]


def test_a_quiz_is_done_when_it_is_passed_and_the_signature_when_it_is_given() -> None:
    progress = Progress()
    for step in FIRST.steps:
        progress = after(progress, FIRST, step)
        kinds = {type(each) for each in open_steps(FIRST, progress)}
        assert (Quiz in kinds, Signing in kinds) == (not progress.attempts, not progress.signatures)
    assert Reading not in {type(each) for each in open_steps(FIRST, progress)}


@pytest.mark.parametrize(
    ("buddy", "manager", "people"),
    [
        pytest.param("U2", "U3", ["U1", "U2", "U3"], id="all-named"),
        pytest.param("", "U3", ["U1", "U3", "U3"], id="the-manager-stands-in-for-the-buddy"),
        pytest.param("U2", "", ["U1", "U2", ""], id="no-manager"),
        pytest.param("", "", ["U1", "", ""], id="nobody"),
    ],
)
def test_tasks_are_done_by_the_people_named(buddy: str, manager: str, people: list[str]) -> None:
    who = replace(enrolment(), buddy=buddy, manager=manager)
    assert [who.who(assignee) for assignee in Assignee] == people


def test_somebody_is_paused_as_long_as_a_pause_goes_on() -> None:
    over = Pause(date(2026, 3, 3), date(2026, 3, 4))
    assert not replace(enrolment(), pauses=(over,)).is_paused
    assert replace(enrolment(), pauses=(over, Pause(date(2026, 3, 9)))).is_paused
