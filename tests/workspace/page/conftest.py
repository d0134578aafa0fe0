"""The page of a workspace, as a browser asks for it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from bot.workspace import Person, Workspace

Body = dict[str, Any]


class Browser:
    """Asks the page as a browser does, for one person."""

    def __init__(self, session: ClientSession, slack: Workspace, person: Person) -> None:
        self.session, self.slack, self.person = session, slack, person

    async def sees(self, where: str = "", **query: str) -> str:
        channel = self.slack.state.channels.named(where) if where else None
        found = {"as": self.person.id, "in": channel.id if channel else where} | query
        async with self.session.get(self.slack.page_url, params=found) as response:
            assert response.status == 200
            return await response.text()

    async def does(self, act: str, **sent: object) -> Body:
        url = f"{self.slack.page_url}page/acts/{act}"
        async with self.session.post(url, json={"as": self.person.id, **sent}) as response:
            assert response.status == 200, await response.text()
            answer: Body = await response.json()
            return answer


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice", real_name="Alice", locale="zh-CN")
    slack.channel("#ops", [person])
    return person


@pytest.fixture
def browser(session: ClientSession, slack: Workspace, alice: Person) -> Browser:
    return Browser(session, slack, alice)
