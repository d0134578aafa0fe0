"""A model that reads doubtful questions: one that hangs delays nobody else, and people's talk is not shown to it."""

import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from bot.answering import Abstention, Responder, Responders, Verdict
from bot.rulebook import Clause
from bot.store import Store
from bot.workspace import Person, Workspace

from tests.slack.conftest import running, surroundings_for

DOUBTFUL = "组长安排不公平"


class _Hanging:
    """Says nothing until it may; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_go_on = threading.Event()

    def choose(self, question: str, _: Sequence[Clause]) -> Verdict:
        self.asked.append(question)
        self.may_go_on.wait(30)
        return Abstention.UNDECIDED


@pytest.fixture
def model() -> _Hanging:
    return _Hanging()


@pytest.fixture
async def slack(
    empty_slack: Workspace, responder: Responder, store: Store, model: _Hanging
) -> AsyncIterator[Workspace]:
    """The shipped bot with that model."""
    own = replace(responder, chooser=model)
    responders = Responders(responder.index.library, lambda _: own)
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        yield empty_slack
    model.may_go_on.set()


async def test_while_the_model_hangs_others_are_answered_and_its_question_is_answered_in_the_end(
    slack: Workspace, alice: Person, model: _Hanging
) -> None:
    doubtful = await alice.says("#ops", f"@守则 {DOUBTFUL}")
    await slack.until(lambda: model.asked or None)
    clear = await alice.says("#ops", "@守则 7.1")
    assert "第七章第一条" in (await slack.reply_to(clear)).reads
    assert slack.replies_to(doubtful) == []
    model.may_go_on.set()
    assert "最接近的是" in (await slack.reply_to(doubtful)).reads
    await slack.settled()
    assert len(slack.replies_to(doubtful)) == 1


async def test_what_is_said_in_a_thread_without_naming_the_bot_is_not_shown_to_the_model(
    slack: Workspace, alice: Person, model: _Hanging
) -> None:
    model.may_go_on.set()
    question = await alice.says("#ops", "@守则 7.1")
    await slack.reply_to(question)
    await alice.says("#ops", DOUBTFUL, thread=question)
    await slack.settled()
    assert model.asked == []
