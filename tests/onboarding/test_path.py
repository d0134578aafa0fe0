"""Paths by role, and what of them is for whom."""

from dataclasses import replace

import pytest
from bot.onboarding.path import Assignee, NoPathError, Onboarding, Path, Reading, Signing, Task
from bot.onboarding.quiz import Quiz
from bot.rulebook import Library

from .journeys import CLAUSES, FIRST, LIBRARY, PATH, SECOND

SERVICE = Path("service", "客服", (FIRST,), ("客服", "Service Desk"))
ONBOARDING = Onboarding((SERVICE, PATH))


@pytest.mark.parametrize(
    ("role", "path"),
    [
        pytest.param("客服", "service", id="named"),
        pytest.param(" service desk ", "service", id="written-otherwise"),
        pytest.param("数据", "general", id="not-named"),
        pytest.param("", "general", id="no-role"),
        pytest.param(None, "general", id="nobody-said"),
    ],
)
def test_a_role_has_the_path_that_names_it_and_every_other_the_default(role: str | None, path: str) -> None:
    assert ONBOARDING.path_for(role).id == path


def test_a_path_is_found_by_its_id_and_an_unknown_id_is_an_error() -> None:
    assert ONBOARDING.path("service") is SERVICE
    with pytest.raises(NoPathError, match="sales"):
        ONBOARDING.path("sales")


def test_the_steps_of_a_stage_end_with_the_quiz_and_the_signature() -> None:
    assert [type(step) for step in FIRST.steps] == [Reading, Reading, Task, Task, Task, Quiz, Signing]


def test_a_path_counts_a_clause_once_that_two_stages_read() -> None:
    twice = replace(PATH, stages=(FIRST, replace(SECOND, readings=FIRST.readings)))
    assert twice.clauses == (CLAUSES["1.1"], CLAUSES["1.2"])


def test_who_does_not_see_a_clause_neither_reads_it_nor_is_asked_nor_signs() -> None:
    book = LIBRARY.books[0]
    seen = Library((replace(book, clauses=book.clauses[:1]),))
    first, second = ONBOARDING.within(seen).path_for("").stages
    assert first.clauses == (CLAUSES["1.1"],)
    assert first.quiz
    assert {question.clause for question in first.quiz.questions} == {CLAUSES["1.1"]}
    assert first.signing == Signing((CLAUSES["1.1"],))
    assert second.steps == ()


def test_a_quiz_of_which_nothing_may_be_seen_is_not_held() -> None:
    book = LIBRARY.books[0]
    assert FIRST.within(Library((replace(book, clauses=(CLAUSES["1.2"],)),))).quiz is None
    assert FIRST.within(Library(())).signing is None


def test_who_sees_all_has_the_paths_as_they_are_written() -> None:
    assert ONBOARDING.within(LIBRARY) == ONBOARDING


def test_a_task_is_done_by_the_new_colleague_unless_it_says_otherwise() -> None:
    assert Task("a", "读").assignee is Assignee.NEW_HIRE
