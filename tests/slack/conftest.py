"""The shipped bot, connected to a workspace that holds it to its own manifest."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from bot.answering import Responders, RulesInForce
from bot.settings import SlackSettings, read_settings
from bot.slack.app import Bot
from bot.slack.dependencies import AppDependencies
from bot.slack.process.work import Timings
from bot.slack.serving import Announcements, on_slack
from bot.store import Store
from bot.workspace import Message, Options, Person, Workspace

from tests.processes import Shouze, shouze_process

TODAY = date(2026, 11, 23)
SOON = 1.0  # seconds
QUICK = Timings(
    lease=6.0,
    timeout=5.0,
    interval=0.0,
    rest=0.1,
    again=0.05,
    drain=10.0,
    settle=0.02,
    grace=0.1,
    late=0.5,
    beat=0.5,
    minute=0.0,
)


@pytest.fixture(scope="session")
def manifest() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(Path("app.yaml").read_text(encoding="utf-8"))
    read["features"]["unfurl_domains"] = ["rules.example.org"]  # an organisation's own: docs/site.md
    read["features"]["rich_previews"] = {"is_active": True, "entity_types": ["slack#/entities/content_item"]}
    return read


def environment_for(slack: Workspace, **others: str) -> dict[str, str]:
    """The settings by which a bot finds the workspace."""
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.base_url,
        "SHOUZE_QUESTIONS_A_MINUTE": "10000",
        "SHOUZE_PRIVACY_NOTICE": "false",  # people here asked before
    }
    return settings | others


def settings_for(slack: Workspace, **others: str) -> SlackSettings:
    return read_settings(SlackSettings, environment_for(slack, **others))


@contextmanager
def served(slack: Workspace, cache: Path, *options: str, **others: str) -> Iterator[Shouze]:
    """`shouze serve` for the workspace, as a process."""
    with TemporaryDirectory() as folder:
        given = {"SHOUZE_CACHE": str(cache), "SHOUZE_DATABASE_URL": f"sqlite:///{folder}/shouze.db"}
        with shouze_process(("serve", *options), environment_for(slack, **given | others)) as shouze:
            yield shouze


@pytest.fixture
async def empty_slack(manifest: Mapping[str, Any]) -> AsyncIterator[Workspace]:
    """A workspace to which nothing is connected."""
    async with Workspace(manifest, Options(ack_timeout=3.0, retry_delays=(0.0, 0.1))) as workspace:
        yield workspace


@dataclass(frozen=True)
class Surroundings(AppDependencies):
    """What a bot is given, and the workspace that it is on."""

    slack: Workspace = field(kw_only=True)

    @classmethod
    def on(cls, slack: Workspace, given: AppDependencies) -> "Surroundings":
        """What is given to a bot on this workspace."""
        return cls(**vars(given), slack=slack)


def surroundings_for(
    slack: Workspace, responders: Responders, store: Store, timings: Timings = QUICK, **others: str
) -> Surroundings:
    rules = RulesInForce(responders)
    settings = settings_for(slack, **others)
    return Surroundings(settings, lambda: rules, store, lambda: TODAY, timings=timings, slack=slack)


@asynccontextmanager
async def running(surroundings: Surroundings) -> AsyncIterator[Bot]:
    """The bot on Slack as `serve` has it: where Slack is slow to answer the first calls, it waits.

    The workspace is not settled before the bot has done what it has to do, and what is due soon.
    """

    async def is_busy() -> bool:
        now = surroundings.clock()
        await asyncio.sleep(0.001)
        is_passing = surroundings.clock() > now  # where the clock stands, nothing falls due by itself
        due = partial(surroundings.store.at_hand, now + SOON)
        is_due = is_passing and not bot.refused() and await asyncio.to_thread(due) > 0
        return is_due or await bot.has_work()

    async with on_slack(surroundings, None, Announcements()) as bot:
        with surroundings.slack.waits_for(is_busy):
            yield bot


@pytest.fixture
async def slack(empty_slack: Workspace, responders: Responders, store: Store) -> AsyncIterator[Workspace]:
    """A workspace with the bot on it over two sockets; nothing that the bot sent may have been refused."""
    async with running(surroundings_for(empty_slack, responders, store)):
        await empty_slack.connected()
        yield empty_slack
    assert not empty_slack.recording.refused


@pytest.fixture
def alice(slack: Workspace) -> Person:
    person = slack.person("alice", locale="zh-CN")
    slack.channel("#ops", members=[person])
    return person


def standing(slack: Workspace, message: Message) -> Message:
    """A message as it stands now."""
    found = slack.now(message)
    assert found
    return found
