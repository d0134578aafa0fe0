"""The store is looked at when there is something to find, and not between."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from bot.answering import Responders
from bot.store import Store
from bot.workspace import Person, Workspace
from sqlalchemy import event

from tests.slack.conftest import QUICK, running, surroundings_for
from tests.slack.delivery.conftest import ASKED

NEVER = 3_600.0  # seconds: what nothing wakes the bot for stays where it is


@pytest.fixture
async def resting(empty_slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Workspace]:
    """A workspace with a bot that looks for nothing by itself."""
    async with running(surroundings_for(empty_slack, responders, store, replace(QUICK, rest=NEVER))):
        await empty_slack.connected()
        yield empty_slack


@pytest.fixture
def looks(store: Store) -> Iterator[list[str]]:
    """The looks for questions that wait, and for parcels that are due."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(("WITH oldest", "WITH waiting")):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(store.engine, "before_cursor_execute", note)


async def test_neither_a_question_nor_its_answer_is_looked_for(
    resting: Workspace, asker: Person, looks: list[str]
) -> None:
    await resting.reply_to(await asker.says("#ops", ASKED))
    await resting.settled()
    looks.clear()
    await resting.reply_to(await asker.says("#hr", ASKED))
    await resting.settled()
    assert not looks


async def test_what_waits_behind_another_answer_is_posted_when_that_is(
    resting: Workspace, asker: Person
) -> None:
    asked = [await asker.says("#ops", ASKED) for _ in range(4)]
    for question in asked:
        await resting.reply_to(question)


async def test_who_waits_for_an_answer_that_slack_never_takes_hears_of_it_at_once(
    resting: Workspace, asker: Person
) -> None:
    resting.faults.refuses("chat.postMessage", "msg_blocks_too_long")
    sorry = await resting.reply_to(await asker.says("#ops", ASKED))
    assert "系统出错了" in sorry.reads


async def test_what_waited_while_slack_refused_the_app_is_posted_as_soon_as_it_takes_something(
    empty_slack: Workspace, responders: Responders, store: Store, asker: Person
) -> None:
    timings = replace(QUICK, rest=NEVER, again=0.0)
    async with running(surroundings_for(empty_slack, responders, store, timings)) as bot:
        await empty_slack.connected()
        empty_slack.faults.refuses("chat.postMessage", "token_revoked")
        first = await asker.says("#ops", ASKED)
        await empty_slack.until(lambda: (bot.refused() and not bot.workers.delivering.is_busy) or None)
        second = await asker.says("#hr", ASKED)
        for question in (first, second):
            await empty_slack.reply_to(question)
