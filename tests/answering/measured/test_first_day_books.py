"""Small books without titles and wordings are answered from their first day: the right clause, or an honest refusal."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.answering import build_responder
from bot.knowledge import GoldenQuestion

from tests.benchmarks.answering.decisions import Said, said
from tests.resources import resources_in
from tests.small_books import book, library

BOOKS = Path(__file__).parents[1] / "first_day_books.yaml"


@pytest.fixture(scope="module")
def all_said(cache: Path) -> list[Said]:
    return [
        each
        for written in yaml.load(BOOKS.read_text("utf-8"), yaml.CSafeLoader)
        for each in _said(written, cache)
    ]


def _said(written: Mapping[str, Any], cache: Path) -> Iterator[Said]:
    texts = {f"1.{place}": text for place, text in enumerate(written["clauses"], 1)}
    books = library(book({"1": texts}))
    asked = [
        GoldenQuestion(one["question"], books.clauses[one["clause"] - 1 :][:1] if one["clause"] else ())
        for one in written["questions"]
    ]
    yield from said(asked, build_responder(books, (), resources=resources_in(cache)))


def test_four_of_five_are_shown_the_clause_that_answers_first(all_said: list[Said]) -> None:
    answerable = [each for each in all_said if each.question.clauses]
    assert len(answerable) >= 40
    refused = [each.question.question for each in answerable if not each.is_right]
    assert len(refused) <= len(answerable) / 5, refused


def test_what_is_said_as_sure_is_right(all_said: list[Said]) -> None:
    assert [each.question.question for each in all_said if each.is_sure and not each.is_right] == []
