"""How often the bot is right on the questions of the rule owners: floors that may only rise."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from bot.answering import Answer, Choice, Refusal, Responder, SmallTalk
from bot.evaluation import measures, outcomes
from bot.knowledge import GoldenQuestion, Knowledge, read_golden

from tests.conftest import SHIPPED

SILENT = [
    question["question"]
    for question in yaml.safe_load((SHIPPED / "golden.yaml").read_text("utf-8"))
    if not question["clauses"]
]


@pytest.fixture(scope="module")
def golden(knowledge: Knowledge) -> Sequence[GoldenQuestion]:
    return read_golden(SHIPPED / "golden.yaml", knowledge.library)


@pytest.fixture(scope="module")
def figures(golden: Sequence[GoldenQuestion], responder: Responder) -> Mapping[str, float | None]:
    return measures(list(outcomes(golden, responder)))


def test_there_are_enough_golden_questions_of_both_kinds(golden: Sequence[GoldenQuestion]) -> None:
    assert sum(bool(question.clauses) for question in golden) >= 150
    assert sum(not question.clauses for question in golden) >= 40
    assert len({question.question for question in golden}) == len(golden)


def test_golden_questions_are_not_the_wordings_that_the_clauses_are_found_by(
    golden: Sequence[GoldenQuestion], knowledge: Knowledge
) -> None:
    wordings = {wording for clause in knowledge.library.clauses for wording in clause.questions}
    assert [question.question for question in golden if question.question in wordings] == []


def test_golden_questions_find_their_clause_first_in_93_of_100(
    figures: Mapping[str, float | None],
) -> None:
    assert figures["hit@1"] is not None
    assert figures["hit@1"] >= 0.93


def test_what_the_rulebook_is_silent_on_is_not_answered_in_97_of_100(
    figures: Mapping[str, float | None],
) -> None:
    answered = figures["oos_answered"]
    assert answered is not None
    assert 1 - answered >= 0.97


@pytest.mark.parametrize("question", SILENT)
def test_what_the_book_does_not_say_is_refused_or_shown_as_the_nearest_at_most(
    question: str, responder: Responder
) -> None:
    assert isinstance(responder(question), Choice | Refusal | SmallTalk)


def test_at_least_half_of_the_near_misses_are_refused(knowledge: Knowledge, responder: Responder) -> None:
    near = read_golden(Path(__file__).parents[1] / "near_misses.yaml", knowledge.library)
    assert not any(question.clauses for question in near)
    answered = [question for question in near if isinstance(responder(question.question), Answer)]
    assert len(answered) <= len(near) / 2
