"""Look-ups wait for nobody until Slack says that there are too many, and then keep to what it promises to take."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from aiohttp import ClientSession
from bot.settings import SlackSettings, read_settings
from bot.slack.transport.connection import looking_up, session_to_slack
from bot.slack.transport.lookup_pace import LookupPace
from bot.workspace import Workspace

_A_MINUTE = 50  # of conversations.info


@pytest.fixture
async def slack(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    async with Workspace(manifest) as workspace:
        workspace.channel("#ops", [workspace.person("alice")])
        yield workspace


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with session_to_slack(10.0) as session:
        yield session


async def _ask(slack: Workspace, session: ClientSession, minute: float, times: int) -> float:
    """The seconds that so many look-ups take, with minutes of such a length."""
    environment = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.base_url}
    pace = LookupPace(lambda: 1, minute, time.monotonic)
    client = looking_up(read_settings(SlackSettings, environment), session, 10.0, pace)
    channel, started = slack.state.channels.named("ops"), time.monotonic()
    assert channel
    for _ in range(times):
        await client.conversations_info(channel=channel.id)
    return time.monotonic() - started


async def test_a_morning_of_first_questions_everywhere_waits_for_no_minute(
    slack: Workspace, session: ClientSession
) -> None:
    async with asyncio.timeout(60):
        await _ask(slack, session, minute=3_600.0, times=2 * _A_MINUTE)


async def test_from_the_first_that_was_too_many_it_keeps_to_what_slack_promises(
    slack: Workspace, session: ClientSession
) -> None:
    slack.faults.rate_limits("conversations.info", times=1, retry_after=0)
    assert await _ask(slack, session, minute=1.0, times=_A_MINUTE + 1) >= 1.0
