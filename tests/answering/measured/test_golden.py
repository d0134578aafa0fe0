"""How often the bot is right on the questions of the rule owners: floors that may only rise."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from _pytest.mark import ParameterSet
from bot.answering import Answer, Choice, Reason, Refusal, Reply, Responder, SmallTalk, SmallTalkKind
from bot.evaluation import measures, outcomes
from bot.knowledge import GoldenQuestion, Knowledge, read_golden

from tests.conftest import SHIPPED

_KIND = re.compile(r"^# .*\((.+)\)：.*\n", re.MULTILINE)
_OTHERS, *_KINDS = _KIND.split((SHIPPED / "golden.yaml").read_text("utf-8"))
SILENT = [
    question["question"] for question in yaml.load(_OTHERS, yaml.CSafeLoader) if not question["clauses"]
]
OF_A_KIND = {
    kind: yaml.load(of_it, yaml.CSafeLoader) for kind, of_it in zip(_KINDS[::2], _KINDS[1::2], strict=True)
}


def _refused(reply: Reply) -> bool:
    return isinstance(reply, Refusal) or reply == SmallTalk(SmallTalkKind.CANNOT)


# What golden.yaml says of each of the six kinds of question that have no answer in a book.
SAID: Mapping[str, Callable[[Reply], bool]] = {
    "underspecified": lambda reply: isinstance(reply, Refusal) and reply.reason is Reason.VAGUE,
    "false premise": lambda reply: isinstance(reply, Choice | Refusal),
    "nonsense": _refused,
    "wrong modality": _refused,
    "safety": _refused,
    "out of the book": lambda reply: (
        isinstance(reply, Refusal) or (isinstance(reply, Choice) and bool(reply.lacks))
    ),
}
# What these get instead is to be mended; whatever is said as it should be leaves the list, or the test fails.
SAID_OTHERWISE = {
    "把星期五放进冰箱多久能转正": "10.3 as the nearest, for one of its words",
    "怎么把年休假种在阳台上": "4.3 as the nearest",
    "我的密码什么时候转正": "8.3 as the nearest",
    "螺丝钉的心情归谁审批": "3.4 as the nearest",
}


def _asked(kind: str, question: str) -> ParameterSet:
    otherwise = SAID_OTHERWISE.get(question, "")
    marks = [pytest.mark.xfail(reason=otherwise)] if otherwise else []
    return pytest.param(kind, question, marks=marks)


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


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        _asked(kind, each["question"])
        for kind, of_it in OF_A_KIND.items()
        for each in of_it
        if not each["clauses"]
    ],
)
def test_each_kind_of_question_without_an_answer_is_met_as_the_golden_questions_say(
    kind: str, question: str, responder: Responder
) -> None:
    assert SAID[kind](responder(question))


def test_there_are_ten_of_each_kind_at_least() -> None:
    assert [*OF_A_KIND] == [*SAID]
    assert min(map(len, OF_A_KIND.values())) >= 10


def test_at_least_half_of_the_near_misses_are_refused(knowledge: Knowledge, responder: Responder) -> None:
    near = read_golden(Path(__file__).parents[1] / "near_misses.yaml", knowledge.library)
    assert not any(question.clauses for question in near)
    answered = [question for question in near if isinstance(responder(question.question), Answer)]
    assert len(answered) <= len(near) / 2
