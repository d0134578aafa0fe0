"""The prompts that the pane suggests."""

from dataclasses import replace
from itertools import pairwise

import pytest
from bot.answering import Answer, Responder
from bot.retrieval import Analyzer
from bot.slack.home.prompts import spread, suggested
from bot.wording import Language, catalogue_for, language_of
from bot.workspace import Workspace

from tests.responders import indexed
from tests.slack.home.conftest import FakeHome
from tests.slack.home.reader import HomeReader
from tests.small_books import book, library

LATE = "迟到怎么处理？"
SICK = (
    "how do I ask for leave or call in sick"  # one of the book's own: sick leave alone may mean two clauses
)


async def prompts(alice: HomeReader) -> list[str]:
    await alice.person.opens_pane()
    shown = await alice.slack.until(lambda: alice.person.pane.prompts or None)
    return [str(prompt["message"]) for prompt in shown]


async def test_the_pane_suggests_four_questions_that_get_an_answer(
    alice: HomeReader, responder: Responder
) -> None:
    questions = await prompts(alice)
    assert alice.person.pane.prompts_title == "可以这样问"
    assert len(set(questions)) == 4
    for question in questions:
        reply = responder(question)
        assert isinstance(reply, Answer), question


async def test_the_prompts_come_from_chapters_far_apart(alice: HomeReader, responder: Responder) -> None:
    questions = await prompts(alice)
    chapters = [
        int(clause.heading.number)
        for question in questions
        for clause in responder.index.library.clauses
        if question in clause.questions
    ]
    assert all(after - before >= 3 for before, after in pairwise(chapters))


async def test_what_is_asked_most_comes_first_if_it_gets_an_answer(
    alice: HomeReader, fake_home: FakeHome
) -> None:
    fake_home.most_asked = ["食堂几点开饭？", LATE]
    questions = await prompts(alice)
    assert questions[0] == LATE
    assert len(questions) == 4
    assert "食堂几点开饭？" not in questions


async def test_somebody_who_is_not_admitted_gets_no_prompts(
    alice: HomeReader, fake_home: FakeHome, slack: Workspace
) -> None:
    fake_home.refused[alice.person.id] = "clause.gone"
    await alice.person.opens_pane()
    await slack.settled()
    assert not slack.recording.calls_to("assistant.threads.setSuggestedPrompts")
    assert not slack.recording.calls_to("views.publish")


def test_the_readers_language_comes_first(responder: Responder) -> None:
    asked = [LATE, SICK]
    english = suggested(asked, responder, catalogue_for(Language.ENGLISH))
    chinese = suggested(asked, responder, catalogue_for(Language.CHINESE))
    assert chinese[0]["message"] == LATE
    assert english[0]["message"] == SICK
    assert {language_of(prompt["message"]) for prompt in english} == {Language.ENGLISH}


@pytest.mark.parametrize("asked", [["规" * 200], []], ids=["a long one", "none"])
def test_titles_fit_on_a_button(responder: Responder, asked: list[str]) -> None:
    shown = suggested(asked, responder, catalogue_for(Language.CHINESE))
    assert 1 <= len(shown) <= 4
    assert all(len(prompt["title"]) <= 75 for prompt in shown)


@pytest.mark.parametrize(
    ("title", "asked"), [("午休", "“午休”是怎么规定的？"), ("", "“第一章 章1”是怎么规定的？")]
)
def test_of_a_book_without_questions_its_titles_are_asked_for(
    title: str, asked: str, analyzer: Analyzer
) -> None:
    small = book({"1": {"1.1": "午休一小时，从十二点开始。"}, "2": {"2.1": "离座须锁屏。"}})
    clauses = tuple(replace(clause, title=title and clause.text[:2]) for clause in small.clauses)
    responder = indexed(library(replace(small, clauses=clauses)), analyzer)
    say = catalogue_for(Language.CHINESE)
    assert asked in [prompt["message"] for prompt in suggested([], responder, say)]


def test_an_empty_library_suggests_nothing() -> None:
    assert list(spread(library(), catalogue_for(Language.CHINESE))) == []
