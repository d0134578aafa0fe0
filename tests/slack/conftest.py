"""The shipped bot, connected to a workspace that holds it to its own manifest."""

from collections.abc import AsyncIterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from bot.answering import Responder
from bot.settings import SlackSettings, read_settings
from bot.slack.serving import on_slack
from bot.workspace import Options, Person, Workspace

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def manifest() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("app.yaml").read_text(encoding="utf-8"))
    return read


def settings_for(slack: Workspace, **others: str) -> SlackSettings:
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.base_url,
    }
    return read_settings(SlackSettings, environment | others)


@pytest.fixture
async def empty_slack(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    """A workspace to which nothing is connected."""
    async with Workspace(manifest, Options(ack_timeout=1.0, retry_delays=(0.0, 0.1))) as workspace:
        yield workspace


@pytest.fixture
async def slack(empty_slack: Workspace, responder: Responder) -> AsyncIterator[Workspace]:
    """A workspace with the bot on it over two sockets; nothing that the bot sent may have been refused."""
    async with on_slack(settings_for(empty_slack), responder, lambda: TODAY):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice", locale="zh-CN")
    slack.channel("#ops", members=[person])
    return person
