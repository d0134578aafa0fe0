"""Which questions of staff ask the same: how those of a file come together by their words alone."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from bot.answering import Responder
from bot.desk import Gap, grouped
from bot.inquiries import Outcome
from bot.slack.desk.sorting import ENOUGH

GROUPS: list[list[str]] = yaml.safe_load((Path(__file__).parent / "alike.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def likeness(responder: Responder) -> dict[tuple[str, str], float]:
    questions = [question for group in GROUPS for question in group]
    alike = responder.index.alike(questions)
    return {
        (one, other): float(value)
        for one in questions
        for other, value in zip(questions, alike.to(one), strict=True)
    }


def test_a_question_is_most_like_itself(
    likeness: dict[tuple[str, str], float],
) -> None:
    for (one, other), value in likeness.items():
        assert 0 <= value <= 1
        assert value <= likeness[one, one] + 1e-9, other


def test_most_that_ask_the_same_are_found_and_hardly_any_others(
    likeness: dict[tuple[str, str], float],
) -> None:
    group_of = {question: place for place, group in enumerate(GROUPS) for question in group}
    pairs = [
        (group_of[one] == group_of[other], likeness[one, other]) for one, other in combinations(group_of, 2)
    ]
    same = [value >= ENOUGH for is_same, value in pairs if is_same]
    others = [value >= ENOUGH for is_same, value in pairs if not is_same]
    assert sum(same) / len(same) >= 0.78  # .786 measured, with none of the others
    assert sum(others) / len(others) <= 0.005


def test_a_group_stays_about_what_it_was_begun_with() -> None:
    gaps = [Gap(each, each, Outcome.REFUSAL, (), 0.0) for each in ("a", "ab", "abc", "x", "abcd")]

    def alike(question: str, others: Sequence[str]) -> Sequence[float]:
        return [len(set(question) & set(other)) / len(set(question) | set(other)) for other in others]

    found = grouped(gaps, [], alike, 0.5)
    assert [key for _, key in found] == ["a", "a", "abc", "x", "abc"]
    assert [key for _, key in grouped(gaps[1:2], [("old", "a")], alike, 0.5)] == ["old"]
