"""The pages on a workspace of their own, over a port that a test sets, and the shipped rulebook."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from bot.answering import Reply, Responder, Responders, RulesInForce
from bot.inquiries import Escalation
from bot.publishing import PublishedChange, Version
from bot.rulebook import Library
from bot.slack.access.directory import Directory
from bot.slack.access.visibility import AccessResolver, Admission
from bot.slack.blocks.rich_text import Block
from bot.slack.gate import Gate
from bot.slack.home import HomeListeners, show_failure
from bot.slack.home.data import NotAdmittedError, Throttled
from bot.slack.listening import Acts, Listening
from bot.slack.process.work import InFlight
from bot.slack.surface import Screen
from bot.slack.transport.message_client import MessageClient
from bot.store import AsyncStore, Store
from bot.wording import Disclosure, Language, catalogue_for
from bot.workspace import Options, Workspace
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.home.reader import HomeReader
from tests.workspace.connection import connected

TODAY = date(2026, 11, 23)


@dataclass
class FakeHome:
    """The rest of the bot, of which a test says who may see what, when a page is drawn, and what goes wrong."""

    shown: Responder
    directory: Directory
    refused: dict[str, str] = field(default_factory=dict)
    open: list[Escalation] = field(default_factory=list)
    most_asked: list[str] = field(default_factory=list)
    in_flight: InFlight = field(default_factory=lambda: InFlight(0.02))
    held: deque[asyncio.Event] = field(default_factory=deque)
    fault: Exception | None = None
    published: tuple[PublishedChange, ...] = ()
    disclosure: Disclosure = Disclosure(180)  # noqa: RUF009  # frozen

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
        return (await self.directory.reader(user)).language

    async def ask(self, user: str, question: str, responder: Responder) -> tuple[Reply | Throttled, str]:  # noqa: ARG002  # nobody asks too much here
        return await asyncio.to_thread(responder, question), "q1"

    async def asked(self, user: str, question: str) -> str:  # noqa: ARG002  # nothing is kept here
        return ""

    async def pressed(self, user: str, question: str) -> Sequence[str]:  # noqa: ARG002  # nothing is kept here
        return ()

    async def first_weeks(self, user: str) -> Sequence[Block]:  # noqa: ARG002  # nobody is on a path here
        return ()

    async def open_questions(self, user: str) -> Sequence[Escalation]:
        return self.open if user else ()

    async def desk(self, user: str) -> Sequence[Block]:  # noqa: ARG002  # as the port has it
        return ()

    async def asked_most(self, library: Library) -> Sequence[str]:  # noqa: ARG002  # a test says what is asked most
        return self.most_asked

    async def channels_of(self, library: Library) -> Mapping[str, str]:
        return await self.directory.channels.links(each.owner.address for each in library.headings)

    async def has_changes(self) -> bool:
        return bool(self.published)

    async def changes(self, user: str) -> tuple[PublishedChange, ...]:  # noqa: ARG002  # a test says what was published
        return self.published

    async def versions(self, user: str, names: Sequence[str]) -> tuple[Version, ...]:  # noqa: ARG002  # as it is now
        return ()

    async def followed(self, user: str) -> frozenset[str]:  # noqa: ARG002  # nobody follows anything here
        return frozenset()

    async def follow(self, user: str, name: str, *, is_on: bool) -> None:
        pass

    def today(self) -> date:
        return TODAY

    def working(self) -> AbstractAsyncContextManager[None]:
        return self.in_flight.at_work()


@pytest.fixture
async def workspace(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    """A workspace to which nothing is connected."""
    async with Workspace(manifest, Options(ack_timeout=3.0, retry_delays=(0.0, 0.1))) as workspace:
        yield workspace


@pytest.fixture
def client(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(workspace.bot_token, base_url=workspace.base_url)


@pytest.fixture
def fake_home(responder: Responder, client: AsyncWebClient) -> FakeHome:
    return FakeHome(responder, Directory(client, dict, Options().team_id, time.time))


async def failed(error: Exception, body: Mapping[str, Any], client: AsyncWebClient) -> None:  # noqa: ARG001  # Bolt passes arguments by their names
    """The end of every exception, as the bot's own handler is."""
    await show_failure("1a2b3c4d", catalogue_for(Language.CHINESE), body, client)
    await asyncio.sleep(0.05)  # Bolt forgets an ack that was given less than 10 ms before the error


@pytest.fixture
async def slack(
    workspace: Workspace, client: AsyncWebClient, responders: Responders, fake_home: FakeHome, store: Store
) -> AsyncIterator[Workspace]:
    """The workspace with the pages on it; nothing that they sent may have been refused."""
    app = AsyncApp(client=client)
    access = AccessResolver(
        lambda: RulesInForce(responders),
        fake_home.directory,
        Admission(allow_guests=True, allow_shared_channels=True),
    )
    screen, claims = Screen(client, MessageClient(client)), AsyncStore(store, time.time).claims
    listening = Listening(app, Acts(fake_home.in_flight, Gate(access, screen), claims))
    HomeListeners(fake_home, client, patience=0.3).register(listening)
    app.error(failed)

    async def is_busy() -> bool:
        return fake_home.in_flight.count > 0

    async with connected(workspace, app):
        with workspace.waits_for(is_busy):
            yield workspace
    assert not workspace.recording.refused


@pytest.fixture
def alice(slack: Workspace) -> HomeReader:
    return HomeReader(slack.person("alice", locale="zh-CN"), slack)


@pytest.fixture
def emma(slack: Workspace) -> HomeReader:
    """Somebody whose Slack is English."""
    return HomeReader(slack.person("emma", locale="en-US"), slack)
