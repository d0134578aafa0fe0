"""The bot over HTTP, where Slack's requests come to an address of ours."""

import io
import json
import secrets
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from bot.answering import Responders
from bot.settings import ListenAddress
from bot.slack.serving import on_slack
from bot.store import Store
from bot.workspace import Message, Options, Person, Workspace

from tests.slack.conftest import settings_for, surroundings_for


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives to whoever names none: it stays free."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@pytest.fixture
def address() -> ListenAddress:
    return ListenAddress("127.0.0.1", free_port())


@pytest.fixture
async def http_slack(manifest: Mapping[str, Any], address: ListenAddress) -> AsyncIterator[Workspace]:
    """A workspace that posts its events to an address where nobody listens yet."""
    url = f"http://{address}/slack/events"
    options = Options(ack_timeout=3.0, retry_delays=(0.1, 0.2, 0.4, 0.8, 1.6, 3.0), events_url=url)
    async with Workspace(manifest, options) as workspace:
        yield workspace


@asynccontextmanager
async def answering(
    slack: Workspace, responders: Responders, store: Store, address: ListenAddress, **others: str
) -> AsyncIterator[None]:
    environment = {"SLACK_APP_TOKEN": ""} | others
    dependencies = surroundings_for(slack, responders, store)
    async with on_slack(replace(dependencies, settings=settings_for(slack, **environment)), address) as bot:
        with slack.waits_for(bot.has_work):
            yield


@pytest.fixture
async def asker(
    http_slack: Workspace, responders: Responders, store: Store, address: ListenAddress
) -> AsyncIterator[Person]:
    """Somebody in a channel where the bot answers over HTTP."""
    async with answering(http_slack, responders, store, address):
        person = http_slack.person("alice", locale="zh-CN")
        http_slack.channel("#ops", members=[person])
        yield person
    assert not http_slack.recording.refused


async def post(
    address: ListenAddress, body: str | bytes, headers: Mapping[str, str], path: str = "/slack/events"
) -> tuple[int, str]:
    sent = io.BytesIO(body if isinstance(body, bytes) else body.encode())
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://{address}{path}", data=sent, headers=headers) as response,
    ):
        return response.status, await response.text()


def mention(slack: Workspace, asked: Message, event: str = "Ev-replay") -> str:
    """The event that tells of a message, as Slack writes it."""
    told = {
        "type": "app_mention",
        "user": asked.user,
        "text": asked.text,
        "ts": asked.ts,
        "channel": asked.channel,
    }
    own = {
        "team_id": slack.state.team_id,
        "event_id": event,
        "authorizations": [{"user_id": slack.state.bot.id, "is_bot": True}],
    }
    return json.dumps({"type": "event_callback", **own, "event": told})
