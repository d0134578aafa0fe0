"""Everything that the bot draws can be read and used by everybody: one of each kind, in both languages."""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from bot.knowledge import Knowledge
from bot.slack.specimens import Specimens, specimens
from bot.wording import Language, catalogue_for
from bot.workspace import Workspace
from playwright.async_api import Browser
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected

from .accessible import barriers
from .conftest import show
from .screen import PageScreen
from .tiny_app import MANIFEST, plain

_MOST = 30  # blocks on one home tab: forms with long lists make a page larger than Slack takes

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium: str) -> AsyncIterator[Workspace]:  # noqa: ARG001  # skips without it
    """A workspace with 王敏, and an app that says nothing by itself."""
    async with Workspace(MANIFEST) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        slack.person("alice", real_name="王敏")
        async with connected(slack, AsyncApp(client=client)):
            yield slack


def pages_of(drawn: Specimens) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The blocks of all modals and home tabs, on pages that begin with their names; each has an id of its own there."""
    blocks = [block for view in drawn.views.values() for block in view["blocks"]]
    for begin in range(0, len(blocks), _MOST):
        name = f"from block {begin} on"
        page = [{"type": "header", "text": plain(name)}, *blocks[begin : begin + _MOST]]
        yield name, [{**block, "block_id": f"{begin}-{place}"} for place, block in enumerate(page)]


@pytest.mark.parametrize("language", Language)
async def test_messages_modals_and_pages(
    browser: Browser, slack: Workspace, opened: list[PageScreen], knowledge: Knowledge, language: Language
) -> None:
    alice = slack.person("alice")
    channel = slack.channel("ops", [alice])
    client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
    drawn = specimens(knowledge.library, knowledge.onboarding, catalogue_for(language))
    for name, blocks in drawn.messages.items():
        await client.chat_postMessage(channel=channel.id, text=name, blocks=list(blocks))
    screen = await show(browser, slack, opened)
    await screen.goes_to("ops")
    found = {"messages": await barriers(screen.page)}
    await screen.page.locator("nav.sidebar a.entry").filter(has_text="小守").click()
    await screen.opens_tab(screen.page.locator(".tabs a").first)
    for name, page in pages_of(drawn):
        await client.views_publish(user_id=alice.id, view={"type": "home", "blocks": page})
        await screen.reads(screen.page.locator(".home-view"), name)
        found[name] = await barriers(screen.page)
    assert {place: each for place, each in found.items() if each} == {}
