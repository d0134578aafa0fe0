"""The page over HTTP: who sees what, what it lets in, and what is said when something does not work."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from bot.wording import Language, catalogue_for
from bot.workspace import Person, Workspace
from bot.workspace.page.acts import ACTS
from bot.workspace.page.screen import Tab
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.page.conftest import Body, Browser
from tests.workspace.page.page_html import mark, tags_in

PAGE = Path("bot/workspace/page")


async def test_a_conversation_shows_its_messages_escaped(browser: Browser, alice: Person) -> None:
    await alice.says("#ops", "早 <script>alert(1)</script>")
    shown = await browser.sees("ops")
    assert "早 &lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert tags_in(shown).names.count("script") == 1


async def test_nothing_is_inline_and_nothing_is_asked_of_another_server(
    browser: Browser, alice: Person, slack: Workspace
) -> None:
    await alice.says("#ops", "早")
    async with browser.session.get(slack.page_url) as response:
        policy = response.headers["Content-Security-Policy"]
        tags = tags_in(await response.text()).found
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, attributes in tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], tag
        assert not str(attributes.get("src", "/")).startswith(("http", "//"))
        assert tag != "link" or str(attributes["href"]).startswith("/page/assets/")
    assert all(attributes.get("src") for tag, attributes in tags if tag == "script")


async def test_every_asset_that_the_page_and_its_scripts_name_is_served(
    browser: Browser, slack: Workspace
) -> None:
    named = set(re.findall(r"/page/assets/([\w.]+)", await browser.sees("ops")))
    for script in (PAGE / "assets").glob("*.js"):
        named |= set(re.findall(r'from "\./([\w.]+)"', script.read_text("utf-8")))
    assert {"main.js", "morph.js", "colours.css"} <= named
    for name in named:
        async with browser.session.get(f"{slack.page_url}page/assets/{name}") as response:
            assert response.status == 200, name
    for name in ("page.py", "..%2fpage.py", "no.js"):
        async with browser.session.get(f"{slack.page_url}page/assets/{name}") as response:
            assert response.status == 404, name


async def test_assets_ask_no_other_server() -> None:
    for asset in (PAGE / "assets").iterdir():
        addresses = re.findall(r"https?://[^\s\"')]+", asset.read_text("utf-8"))
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}, asset


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Host": "evil.example"}, id="a name pointed at this address"),
        pytest.param({"Origin": "http://evil.example"}, id="a page of another site"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="another site, as browsers say it"),
    ],
)
async def test_other_sites_in_the_same_browser_cannot_act(
    browser: Browser, slack: Workspace, alice: Person, headers: dict[str, str]
) -> None:
    url = f"{slack.page_url}page/acts/say"
    said = {"as": alice.id, "channel": "C00000001", "text": "x"}
    async with browser.session.post(url, json=said, headers=headers) as response:
        assert response.status == 403
    assert slack.messages("#ops") == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param({"data": "text=x"}, 415, id="a form"),
        pytest.param({"data": "[", "headers": {"Content-Type": "application/json"}}, 400, id="no JSON"),
        pytest.param({"json": []}, 400, id="no object"),
        pytest.param({"json": {"as": "U99999999"}}, 403, id="nobody"),
    ],
)
async def test_what_no_page_sends_is_refused(
    browser: Browser, slack: Workspace, sent: Body, status: int
) -> None:
    async with browser.session.post(f"{slack.page_url}page/acts/say", **sent) as response:
        assert response.status == status


async def test_an_act_that_does_not_exist_is_not_found(browser: Browser, slack: Workspace) -> None:
    async with browser.session.post(f"{slack.page_url}page/acts/destroy", json={}) as response:
        assert response.status == 404


async def test_a_private_message_is_seen_by_its_reader_alone(
    browser: Browser, slack: Workspace, client: AsyncWebClient, alice: Person
) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    channel = slack.state.channels.named("ops")
    assert channel
    await client.chat_postEphemeral(channel=channel.id, user=alice.id, text="悄悄话")
    shown = await browser.sees("ops")
    assert "悄悄话" in shown
    assert "只有您能看到" in shown
    assert "悄悄话" not in await Browser(browser.session, slack, bob).sees("ops")


async def test_a_private_channel_is_unknown_to_others(browser: Browser, slack: Workspace) -> None:
    bob = slack.person("bob")
    secret = slack.channel("#secret", [bob], private=True)
    await bob.says("#secret", "机密")
    shown = await browser.sees(secret.id, thread=slack.messages("#secret")[0].ts)
    assert "机密" not in shown
    assert "secret" not in shown
    assert not (await browser.does("say", channel=secret.id, text="x"))["ok"]


async def test_a_language_is_chosen_and_the_page_speaks_it(browser: Browser) -> None:
    assert '<html lang="zh-CN">' in await browser.sees("ops")
    await browser.does("speak", locale="en-US")
    shown = await browser.sees("ops")
    assert '<html lang="en">' in shown
    assert "Direct messages" in shown


async def test_times_are_those_of_the_browsers_zone(browser: Browser, slack: Workspace) -> None:
    await browser.person.says("#ops", "早")
    shown = {}
    for zone in ("UTC", "Asia/Tokyo", "No/Such", "../etc"):
        async with browser.session.get(
            slack.page_url, params={"as": browser.person.id}, headers={"Cookie": f"zone={zone}"}
        ) as response:
            shown[zone] = re.findall(r"<time[^>]*>([\d:]+)</time>", await response.text())
    assert shown["UTC"]
    assert shown["UTC"] != shown["Asia/Tokyo"]
    assert shown["No/Such"] == shown["../etc"]


async def test_an_unread_conversation_is_marked_until_it_is_seen(browser: Browser, slack: Workspace) -> None:
    bob = slack.person("bob")
    await bob.joins("#ops")
    slack.channel("#random", [bob, browser.person])
    await bob.says("#random", "早")
    assert "1 条未读" in await browser.sees("ops")
    assert "1 条未读" not in await browser.sees("random")
    assert "1 条未读" not in await browser.sees("ops")


async def test_where_there_are_many_messages_the_old_ones_are_a_click_away(browser: Browser) -> None:
    for number in range(205):
        await browser.person.says("#ops", f"第{number}条")
    shown = await browser.sees("ops")
    assert "第204条" in shown
    assert "第4条" not in shown
    assert "显示更早的 5 条消息" in shown
    assert "第4条" in await browser.sees("ops", all="1")


async def test_what_the_workspace_says_itself_is_in_the_readers_language(
    browser: Browser, slack: Workspace, client: AsyncWebClient
) -> None:
    bob = slack.person("bob", real_name="Bob")
    await bob.joins("#ops")
    gone = await browser.person.says("#ops", "早")
    await client.chat_postMessage(channel=gone.channel, thread_ts=gone.ts, text="7.1")
    await browser.person.deletes(gone)
    await bob.leaves("#ops")
    shown = await browser.sees("ops")
    for said in ("Bob 加入了频道。", "这条消息已被删除。", "Bob 离开了频道。"):
        assert said in shown


async def test_home_and_about_tabs(browser: Browser, client: AsyncWebClient) -> None:
    direct = browser.person.dm.id
    assert "还没有在这里放内容" in await browser.sees(direct, tab="home")
    section = {"type": "section", "text": mark("*待办*")}
    await client.views_publish(user_id=browser.person.id, view={"type": "home", "blocks": [section]})
    assert "<strong>待办</strong>" in await browser.sees(direct, tab="home")
    assert "/rule" in await browser.sees(direct, tab="about")


def test_every_sentence_of_the_page_is_there_and_used() -> None:
    templates = "\n".join(path.read_text("utf-8") for path in (PAGE / "templates").iterdir())
    named = {f"page.{name}" for name in re.findall(r'\bt\("([\w.-]+)"[,)]', templates)}
    named |= {f"page.tab.{tab}" for tab in get_args(Tab)} | {"page.broadcast.here", "page.broadcast.channel"}
    names = {name for name in catalogue_for(Language.CHINESE).names if name.startswith("page.")}
    nodes = [node for path in PAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    in_code = {f"page.{node.value!s}" for node in nodes if isinstance(node, ast.Constant)}
    assert named <= names
    assert names <= named | in_code


def test_every_act_of_the_scripts_is_one_that_the_server_knows() -> None:
    scripts = "\n".join(path.read_text("utf-8") for path in (PAGE / "assets").glob("*.js"))
    named = set(re.findall(r'\bact\("(\w+)"', scripts)) | set(re.findall(r"/page/acts/(\w+)", scripts))
    assert named == set(ACTS)
