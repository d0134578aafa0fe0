"""No click gets lost while the page is drawn anew, and what is drawn is what the person chose last."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import pytest
import pytest_asyncio
from bot.workspace import Person, Workspace
from playwright.async_api import Browser, Locator, Page, Response, Route, expect
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected

from .conftest import show
from .screen import PageScreen
from .tiny_app import MANIFEST, Body, plain, tiny_app

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOTE = {"type": "section", "text": plain("多了一行")}
ORDERS = [[NOTE, {"type": "header", "text": plain("题")}], [{"type": "header", "text": plain("题")}, NOTE]]
COUNTING = {
    "type": "actions",
    "block_id": "counting",
    "elements": [{"type": "button", "action_id": "count", "text": plain("记一次")}],
}


@dataclass
class Room:
    """A channel before 王敏, with a message of the app at its end whose button notes every click."""

    screen: PageScreen
    client: AsyncWebClient
    alice: Person
    bob: Person
    channel: str
    ts: str = ""
    clicks: list[str] = field(default_factory=list)

    @property
    def button(self) -> Locator:
        return self.screen.page.get_by_role("button", name="记一次")

    async def fill(self) -> None:
        """More messages than the screen shows, so that the end of the list stays where it is."""
        for number in range(30):
            await self.alice.says("ops", f"第 {number} 句")
        posted = await self.client.chat_postMessage(channel=self.channel, text="请记", blocks=[COUNTING])
        self.ts = posted["ts"]
        await expect(self.button).to_be_visible()

    async def change(self, above: Sequence[Body]) -> None:
        """Other blocks above the button."""
        blocks = [*above, COUNTING]
        await self.client.chat_update(channel=self.channel, ts=self.ts, text="请记", blocks=blocks)


@pytest_asyncio.fixture(loop_scope="session")
async def room(browser: Browser, opened: list[PageScreen]) -> AsyncIterator[Room]:
    async with Workspace(MANIFEST) as slack:
        alice = slack.person("alice", real_name="王敏")
        bob = slack.person("bob", real_name="李雷")
        channel = slack.channel("ops", [alice, bob])
        client = AsyncWebClient(slack.bot_token, base_url=slack.base_url)
        app = tiny_app(client)
        async with connected(slack, app):
            shown = await show(browser, slack, opened)
            there = Room(shown, client, alice, bob, channel.id)
            _note_clicks(app, there.clicks)
            yield there
            await shown.page.context.close()
        assert not slack.recording.refused


def _note_clicks(app: AsyncApp, clicks: list[str]) -> None:
    @app.action("count")
    async def clicked(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        clicks.append(body["user"]["id"])


async def press(page: Page, where: Locator) -> None:
    """Put the pointer on it and press, without letting go."""
    await where.hover()
    await page.mouse.down()


def is_drawing(response: Response) -> bool:
    """Whether this is the page, fetched to be drawn again."""
    return "text/html" in response.headers.get("content-type", "")


@asynccontextmanager
async def changing(room: Room) -> AsyncIterator[None]:
    """While the message changes, and changes again: its button is another each time, and always in the same place."""
    ended = asyncio.Event()

    async def always() -> None:
        for order in cycle(ORDERS):
            if ended.is_set():
                return
            await room.change(order)
            await asyncio.sleep(0.05)  # the test runs in the same loop

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(always())
        try:
            yield
        finally:
            ended.set()


async def settled(page: Page) -> None:
    """What the page does with an answer that it has got is done."""
    await page.evaluate("() => new Promise((done) => { setTimeout(done, 150); })")


async def test_what_is_pressed_stays_until_it_was_clicked_and_the_change_is_drawn_then(room: Room) -> None:
    await room.fill()
    page = room.screen.page
    await press(page, room.button)
    async with page.expect_response(is_drawing):
        await room.change([NOTE, NOTE])
    await settled(page)
    await page.mouse.up()
    await room.screen.slack.until(lambda: room.clicks or None)
    await expect(room.screen.last.get_by_text("多了一行")).to_have_count(2)


async def test_every_click_counts_while_the_page_is_drawn_without_end(room: Room) -> None:
    await room.fill()
    page = room.screen.page
    await room.change(ORDERS[0])
    await expect(room.screen.last.get_by_text("多了一行")).to_have_count(1)
    await room.button.hover()
    async with changing(room):
        for _ in range(5):
            await page.mouse.down()
            await settled(page)
            await page.mouse.up()
            await settled(page)
    await room.screen.slack.until(lambda: len(room.clicks) == 5 or None)


async def test_a_press_that_ends_elsewhere_holds_nothing_back(room: Room) -> None:
    await room.fill()
    await press(room.screen.page, room.button)
    await room.change([NOTE])
    await room.screen.page.mouse.move(5, 5)
    await room.screen.page.mouse.up()
    await room.screen.reads(room.screen.last, "多了一行")
    assert not room.clicks


@asynccontextmanager
async def a_drawing_under_way(room: Room, change: Callable[[], Any]) -> AsyncIterator[None]:
    """While a drawing that was asked for before waits for its answer."""
    asked, going_on = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        asked.set()
        await going_on.wait()
        await route.continue_()

    page = room.screen.page
    await page.route(lambda address: "/page/" not in address, hold)
    await change()
    await asked.wait()
    yield
    going_on.set()


async def test_whoever_is_chosen_during_a_drawing_is_followed_from_then_on(room: Room) -> None:
    async with a_drawing_under_way(room, lambda: room.alice.says("ops", "大家早")):
        await room.screen.page.locator("nav.sidebar a").filter(has_text="李雷").click()
    chosen = room.screen.page.locator("nav.sidebar a[aria-current]").filter(has_text="李雷")
    await expect(chosen).to_have_count(1)
    await room.client.chat_postEphemeral(channel=room.channel, user=room.bob.id, text="只给李雷看")
    await room.screen.reads(room.screen.last, "只给李雷看")


async def test_the_app_hears_of_a_home_tab_that_is_opened_during_a_drawing(room: Room) -> None:
    await room.screen.goes_to("小守")
    posted = lambda: room.client.chat_postMessage(channel=room.alice.dm.id, text="早")  # noqa: E731  # one call, later
    async with a_drawing_under_way(room, posted):
        await room.screen.page.get_by_role("link", name="主页").click()
    await room.screen.reads(room.screen.page.locator(".home-view"), "首次回复")
