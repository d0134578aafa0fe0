"""Questions as staff type them: most are shown the right clause first, hardly any a wrong one as sure."""

from pathlib import Path

import pytest
from bot.answering import Answer, build_responder
from bot.knowledge import Knowledge, read_golden

from tests.benchmarks.answering.decisions import Said, said
from tests.benchmarks.variants import COLLOQUIAL
from tests.resources import resources_in


@pytest.fixture(scope="module")
def all_said(knowledge: Knowledge, cache: Path) -> list[Said]:
    responder = build_responder(knowledge.library, knowledge.synonyms, resources=resources_in(cache))
    return said(read_golden(COLLOQUIAL, knowledge.library), responder)


def test_two_of_three_are_shown_the_right_clause_first(all_said: list[Said]) -> None:
    answerable = [each for each in all_said if each.question.clauses]
    assert sum(each.is_right for each in answerable) / len(answerable) >= 0.65  # .69 measured
    assert (
        sum(each.is_right and each.is_sure for each in answerable) / len(answerable) >= 0.40
    )  # .44 measured
    assert (
        sum(each.is_sure and not each.is_right for each in answerable) / len(answerable) <= 0.04
    )  # .025 measured


def test_what_no_clause_answers_is_hardly_ever_said_as_sure(all_said: list[Said]) -> None:
    silent = [each for each in all_said if not each.question.clauses]
    assert sum(each.is_sure for each in silent) <= 1
    assert sum(bool(each.clauses) for each in silent) / len(silent) <= 0.25


def test_the_story_around_a_question_is_no_question(knowledge: Knowledge, cache: Path) -> None:
    responder = build_responder(knowledge.library, knowledge.synonyms, resources=resources_in(cache))
    story = "客户非要塞给我两百块钱红包，推都推不掉，这种怎么处理比较好"
    assert not isinstance(responder(story), Answer)
    assert isinstance(responder("早班几点下班，晨会要开多久"), Answer)
