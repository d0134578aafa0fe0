"""A small book whose owner reads #attendance, and two who ask in #ops."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest
from bot.retrieval import Analyzer
from bot.store import Store
from bot.workspace import Message, Person, Workspace

from tests.slack.owned_book import owned, serving

ASKED = "@守则 4.2"


People = tuple[Person, Person, Person]


Serve = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture
def people(empty_slack: Workspace) -> People:
    """Two who ask, in #ops, and an owner, in #attendance."""
    alice, bob, owner = (empty_slack.person(name) for name in ("alice", "bob", "owner"))
    empty_slack.channel("#ops", [alice, bob])
    empty_slack.channel("#attendance", [owner, bob])
    return alice, bob, owner


@pytest.fixture
def serve(empty_slack: Workspace, store: Store, analyzer: Analyzer) -> Serve:
    """Serves a library for a while."""
    return partial(serving, empty_slack, store, analyzer)


@pytest.fixture
async def slack(
    empty_slack: Workspace,
    serve: Serve,
    people: People,  # noqa: ARG001  # channels are there before the bot looks for them
) -> AsyncIterator[Workspace]:
    """The bot, whose book's owner reads #attendance."""
    async with serve(owned("#attendance")):
        yield empty_slack


async def letter(slack: Workspace, channel: str = "#attendance") -> Message:
    """What the owner got."""
    return await slack.until(lambda: next(iter(posted(slack, channel)), None))


def posted(slack: Workspace, channel: str = "#attendance") -> list[Message]:
    return [one for one in slack.messages(channel) if one.user == slack.bot_user_id and not one.ephemeral_to]


def whispers(slack: Workspace, channel: str) -> list[Message]:
    return [one for one in slack.messages(channel) if one.ephemeral_to]


def buttons(message: Message) -> list[str]:
    blocks = [block for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for block in blocks for element in block["elements"]]
