"""A bot that tries again after moments, and what stands in its database."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest
from bot.answering import Responders
from bot.slack.app import Bot
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.databases import rows
from tests.slack.conftest import QUICK, running, surroundings_for

ASKED = "@守则 客户提的请求最晚多久要回？"
CLAUSE = "第七章第一条"
SORRY = "请再问一次"
BRISK = replace(QUICK, rest=0.02, again=0.01, longest=0.05, drain=0.3)
Starting = Callable[..., AbstractAsyncContextManager[Bot]]


@pytest.fixture
def starting(empty_slack: Workspace, responders: Responders, store: Store) -> Starting:
    """Starts a bot with such settings on the workspace; several, one after another, are restarts."""

    def start(**settings: str) -> AbstractAsyncContextManager[Bot]:
        return running(surroundings_for(empty_slack, responders, store, BRISK, **settings))

    return start


@pytest.fixture
async def brisk(empty_slack: Workspace, starting: Starting) -> AsyncIterator[Bot]:
    async with starting() as bot:
        await empty_slack.connected()
        yield bot


@pytest.fixture
def asker(empty_slack: Workspace) -> Person:
    person = empty_slack.person("bob", locale="zh-CN")
    for name in ("#ops", "#hr", "#cs"):
        empty_slack.channel(name, members=[person])
    return person


def outbox(store: Store) -> list[Mapping[str, Any]]:
    """The rows of the outbox."""
    return list(rows(store, "outbox"))


def is_answered_once(slack: Workspace, question: Message) -> bool:
    """Whether the clause, and nothing else, answers it."""
    return [CLAUSE in one.reads for one in slack.replies_to(question)] == [True]
