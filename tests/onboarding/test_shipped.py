"""The shipped paths: as long as promised, answered by the bot, and true to the clauses they are about."""

from collections import Counter

import pytest
from bot.answering import Answer, Responder
from bot.knowledge import Knowledge
from bot.onboarding.path import Assignee, Onboarding, Path, Stage
from bot.onboarding.quiz import OneOf, SeveralOf, TrueFalse

PATHS = ["general", "customer-service", "data"]


@pytest.fixture
def paths(knowledge: Knowledge) -> Onboarding:
    assert knowledge.onboarding
    return knowledge.onboarding


def _stages(paths: Onboarding) -> dict[str, Stage]:
    return {stage.id: stage for path in paths.paths for stage in path.stages}


@pytest.mark.parametrize(
    ("role", "path"),
    [("客服", "customer-service"), ("数据", "data"), ("质检", "general"), ("", "general")],
)
def test_customer_service_and_data_have_their_own_paths(role: str, path: str, paths: Onboarding) -> None:
    assert paths.path_for(role).id == path


@pytest.mark.parametrize("name", PATHS)
def test_a_path_is_complete(name: str, paths: Onboarding) -> None:
    path = paths.path(name)
    questions = [question for stage in path.stages if stage.quiz for question in stage.quiz.questions]
    forms = Counter(type(question) for question in questions)
    assert len(path.stages) >= 4
    assert len(path.clauses) >= 30
    assert len(questions) >= 25
    assert all(forms[form] >= 5 for form in (OneOf, SeveralOf, TrueFalse))
    assert {task.assignee for stage in path.stages for task in stage.tasks} == set(Assignee)
    assert all(stage.greeting and stage.questions and stage.tasks for stage in path.stages)
    assert [bool(stage.signing) for stage in path.stages] == [*[True] * (len(path.stages) - 1), False]


@pytest.mark.parametrize("name", PATHS)
def test_true_or_false_is_not_to_be_guessed(name: str, paths: Onboarding) -> None:
    right = Counter(
        question.right
        for stage in paths.path(name).stages
        if stage.quiz
        for question in stage.quiz.questions
        if isinstance(question, TrueFalse)
    )
    assert len(right) == 2
    assert min(right.values()) >= 3


def test_the_paths_of_roles_differ_where_their_work_does(paths: Onboarding) -> None:
    def own(path: Path) -> set[str]:
        shared = {clause for other in paths.paths if other is not path for clause in other.clauses}
        return {str(clause.number) for clause in path.clauses if clause not in shared}

    assert {"3.5", "5.3", "7.1"} <= own(paths.path("customer-service"))
    assert {"5.7", "8.5", "8.7"} <= own(paths.path("data"))


def test_a_quiz_asks_only_about_what_its_stage_reads(paths: Onboarding) -> None:
    for stage in _stages(paths).values():
        assert stage.quiz
        asked = {question.clause for question in stage.quiz.questions}
        assert asked <= set(stage.clauses), stage.id


def test_every_suggested_question_is_answered_with_a_clause_of_its_stage(
    paths: Onboarding, responder: Responder
) -> None:
    for stage in _stages(paths).values():
        for question in stage.questions:
            match responder(question):
                case Answer((first, *_)):
                    assert first.clause in stage.clauses, question
                case reply:
                    pytest.fail(f"{question}: {reply}")


PROMISES = {  # what a clause says, and the stage with its days in which it is kept
    ("1.6", "第 5 个工作日结束前读完守则并签署"): ("first-week", 2, 5),
    ("10.1", "先参加 5 个工作日的入职培训"): ("first-week", 2, 5),
    ("10.1", "可在 5 个工作日内补考 1 次"): ("second-week", 6, 10),
    ("2.7", "第 10 个工作日前，主管与其单独谈话"): ("second-week", 6, 10),
    ("10.2", "入职培训结束后，组长为每名新员工指定一名导师"): ("second-week", 6, 10),
    ("10.3", "在第 30 天、第 60 天、第 90 天各考核一次"): ("probation", 23, 65),
}


@pytest.mark.parametrize("said", PROMISES, ids=lambda said: said[0])
def test_the_days_are_those_that_the_clauses_promise(
    said: tuple[str, str], paths: Onboarding, knowledge: Knowledge
) -> None:
    number, words = said
    (clause,) = (each for each in knowledge.library.clauses if str(each.number) == number)
    name, opens, due = PROMISES[said]
    stage = _stages(paths)[name]
    assert words in clause.text
    assert (stage.opens, stage.due) == (opens, due)
    assert any(clause.place in task.text for task in stage.tasks) or number == "10.1"
