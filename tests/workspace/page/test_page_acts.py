"""What people do on the page, and what they see of it."""

import asyncio
import html
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession
from bot.workspace import Person, Workspace
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected
from tests.workspace.page.conftest import Body, Browser
from tests.workspace.page.page_html import plain


async def test_a_thread_is_shown_beside_with_its_count(
    browser: Browser, alice: Person, client: AsyncWebClient
) -> None:
    question = await alice.says("#ops", "@Shouze 迟到怎么算")
    await client.chat_postMessage(channel=question.channel, thread_ts=question.ts, text="7.1")
    shown = await browser.sees("ops", thread=question.ts)
    assert "1 条回复" in shown
    assert "<aside" in shown
    assert "<aside" not in await browser.sees("ops")


async def test_changes_are_told_at_once_and_only_to_those_who_see_them(
    browser: Browser, slack: Workspace, alice: Person
) -> None:
    bob = slack.person("bob")
    slack.channel("#secret", [bob], private=True)
    url = f"{slack.page_url}page/changes"
    async with browser.session.get(url, params={"as": alice.id}) as stream:
        assert (await stream.content.readuntil(b"\n\n")).startswith(b"retry")
        await bob.says("#secret", "机密")
        said = await alice.says("#ops", "早")
        told = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 20)
    assert said.ts in told.decode()


async def test_a_page_that_was_closed_is_told_nothing_and_nobody_hears_of_it(
    browser: Browser, slack: Workspace, alice: Person, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"{slack.page_url}page/changes"
    for _ in range(3):
        async with browser.session.get(url, params={"as": alice.id}) as stream:
            await stream.content.readuntil(b"\n\n")
            stream.close()
        for _ in range(3):
            await alice.says("#ops", "早")
            await asyncio.sleep(0.02)
    assert not caplog.records


async def test_typing_says_it_and_a_slash_runs_a_command(
    browser: Browser, slack: Workspace, app: AsyncApp, alice: Person
) -> None:
    @app.command("/rule")
    async def rule(ack: AsyncAck) -> None:
        await ack("第七章")

    channel = slack.state.channels.named("ops")
    assert channel
    said = await browser.does("say", channel=channel.id, text="大家早 #ops @alice")
    assert slack.messages("#ops")[-1].ts == said["ts"]
    unknown = await browser.does("say", channel=channel.id, text="/weather")
    assert "/weather" in unknown["problem"]
    assert "/rule" in unknown["problem"]
    inside = await browser.does("say", channel=channel.id, text="/rule", thread=said["ts"])
    assert "消息列" in inside["problem"]
    async with connected(slack, app):
        assert (await browser.does("say", channel=channel.id, text="/rule 7"))["ok"]
    assert slack.sees(alice, "#ops")[-1].text == "第七章"
    assert await browser.does("say", channel=channel.id, text="  ") == {"ok": True}


async def test_a_message_is_reacted_to_edited_and_deleted(
    browser: Browser, slack: Workspace, alice: Person
) -> None:
    said = await alice.says("#ops", "早 @alice")
    place = {"channel": said.channel, "ts": said.ts}
    await browser.does("react", **place, name="eyes")
    assert 'aria-pressed="true"' in await browser.sees("ops")
    await browser.does("react", **place, name="eyes")
    assert 'aria-pressed="true"' not in await browser.sees("ops")
    assert "早 @Alice</textarea>" in await browser.sees("ops", edit=said.ts)
    await browser.does("edit", **place, text="晚")
    assert "（已编辑）" in await browser.sees("ops")
    await browser.does("delete", **place)
    assert slack.messages("#ops") == []
    assert "已经不在" in (await browser.does("delete", **place))["problem"]


async def test_anothers_message_cannot_be_edited(browser: Browser, slack: Workspace) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    said = await bob.says("#ops", "早")
    assert not (await browser.does("edit", channel=said.channel, ts=said.ts, text="x"))["ok"]


async def test_the_one_of_two_buttons_with_the_same_name_is_used(
    browser: Browser, slack: Workspace, app: AsyncApp, client: AsyncWebClient
) -> None:
    pressed: list[str] = []

    @app.action("go")
    async def go(ack: AsyncAck, body: Body) -> None:
        await ack()
        pressed.append(body["actions"][0]["block_id"])

    button = {"type": "button", "action_id": "go", "text": plain("去")}
    blocks = [{"type": "actions", "block_id": name, "elements": [button]} for name in ("one", "two")]
    channel = slack.state.channels.named("ops")
    assert channel
    async with connected(slack, app):
        posted = await client.chat_postMessage(channel=channel.id, text="去", blocks=blocks)
        place = {"channel": channel.id, "ts": posted["ts"], "block": "two", "action": "go"}
        assert (await browser.does("click", **place))["ok"]
        assert not (await browser.does("click", **place | {"block": "three"}))["ok"]
    assert pressed == ["two"]


@pytest.mark.parametrize("ack_timeout", [0.1])
async def test_an_app_that_does_not_answer_is_said_so(
    browser: Browser, slack: Workspace, silent_app: AsyncApp, client: AsyncWebClient
) -> None:
    channel = slack.state.channels.named("ops")
    assert channel
    button = {"type": "button", "action_id": "go", "text": plain("去")}
    block = {"type": "actions", "block_id": "one", "elements": [button]}
    posted = await client.chat_postMessage(channel=channel.id, text="去", blocks=[block])
    async with connected(slack, silent_app):
        place = {"channel": channel.id, "ts": posted["ts"], "block": "one", "action": "go"}
        answer = await browser.does("click", **place)
    assert "没有及时回应" in answer["problem"]


async def test_a_message_is_edited_as_it_was_typed(browser: Browser) -> None:
    typed = "@Alice 请看 #ops，@here a < b & c"
    said = await browser.person.says("#ops", typed)
    assert html.escape(typed) in await browser.sees("ops", edit=said.ts)


@pytest.mark.parametrize("is_polite", [True, False], ids=["closed", "cut"])
async def test_a_tab_that_is_closed_while_it_sends_leaves_no_error_behind(
    slack: Workspace, alice: Person, caplog: pytest.LogCaptureFixture, *, is_polite: bool
) -> None:
    own = urlsplit(slack.page_url)
    head = f"POST /page/acts/say HTTP/1.1\r\nHost: {own.netloc}\r\nContent-Type: application/json\r\n"
    reader, writer = await asyncio.open_connection(own.hostname, own.port)
    writer.write(f'{head}Content-Length: 500\r\nExpect: 100-continue\r\n\r\n{{"as": "'.encode())
    assert b"100" in await reader.readline()  # it is being read
    if is_polite:
        writer.close()
    else:
        writer.transport.abort()
    async with ClientSession() as session:
        for _ in range(3):  # meanwhile the server hears of it
            assert "Alice" in await Browser(session, slack, alice).sees("ops")
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
