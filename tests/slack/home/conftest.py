"""The pages on a workspace of their own, over simple surroundings and the shipped rulebook."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from bot.answering import Reply, Responder
from bot.slack.blocks.rich_text import Block
from bot.slack.home import HomeListeners, NotAdmittedError, OpenQuestion, show_failure
from bot.slack.operations.in_flight import InFlight
from bot.wording import Language, catalogue_for
from bot.workspace import Options, Workspace
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.home.reader import HomeReader
from tests.workspace.connection import connected

TODAY = date(2026, 11, 23)


@dataclass
class Around:
    """Surroundings in which a test says who is who, when a page is drawn, and what goes wrong."""

    shown: Responder
    languages: dict[str, Language] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    open: list[OpenQuestion] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    kept: list[tuple[str, str, Reply]] = field(default_factory=list)
    in_flight: InFlight = field(default_factory=lambda: InFlight(0.02))
    held: deque[asyncio.Event] = field(default_factory=deque)
    fault: Exception | None = None
    is_speechless: bool = False  # nobody's language is ever known

    def holds(self) -> asyncio.Event:
        """The next page is drawn only when this event is set."""
        self.held.append(asyncio.Event())
        return self.held[-1]

    async def responder(self, user: str) -> Responder:
        if self.held:
            await self.held.popleft().wait()
        if self.fault:
            raise self.fault
        if user in self.refused:
            raise NotAdmittedError(self.refused[user])
        return self.shown

    async def language(self, user: str) -> Language:
        if self.is_speechless:
            await asyncio.sleep(60)
        return self.languages.get(user, Language.CHINESE)

    async def answered(self, user: str, question: str, reply: Reply) -> None:
        self.kept.append((user, question, reply))

    async def first_weeks(self, user: str) -> Sequence[Block]:  # noqa: ARG002  # nobody is on a path here
        return ()

    async def open_questions(self, user: str) -> Sequence[OpenQuestion]:
        return self.open if user else ()

    async def asked_most(self) -> Sequence[str]:
        return self.asked

    def today(self) -> date:
        return TODAY

    def working(self) -> AbstractAsyncContextManager[None]:
        return self.in_flight


@pytest.fixture
def around(responder: Responder) -> Around:
    return Around(responder)


async def failed(error: Exception, body: Mapping[str, Any], client: AsyncWebClient) -> None:  # noqa: ARG001  # Bolt passes arguments by their names
    """The end of every exception, as the bot's own handler is."""
    await show_failure("1a2b3c4d", catalogue_for(Language.CHINESE), body, client)
    await asyncio.sleep(0.05)  # Bolt forgets an ack that was given less than 10 ms before the error


@pytest.fixture
async def slack(manifest: Mapping[str, Any], around: Around) -> AsyncIterator[Workspace]:
    """A workspace with the pages; nothing that they sent may have been refused."""
    async with Workspace(manifest, Options(ack_timeout=1.0, retry_delays=(0.0, 0.1))) as workspace:
        app = AsyncApp(client=AsyncWebClient(workspace.bot_token, base_url=workspace.base_url))
        HomeListeners(around, patience=0.3).register(app)
        app.error(failed)
        async with connected(workspace, app):
            yield workspace
        assert not workspace.recording.refused


@pytest.fixture
def alice(slack: Workspace) -> HomeReader:
    return HomeReader(slack.person("alice", locale="zh-CN"), slack)
