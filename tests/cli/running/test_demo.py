"""`shouze demo`: where it listens, what it opens, how it ends; and that nothing of a real workspace gets into it."""

import asyncio
import re
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from socket import gethostname

import pytest
from aiohttp import ClientResponse, ClientSession
from bot.answering import CurrentRules, Responders
from bot.cli.context import shipped_manifest
from bot.cli.errors import NoManifestError
from bot.cli.running.demo import GUEST, HR, NEWCOMER, PORTS, checked_host, demo_workspace, has_screen
from bot.cli.user_messages import user_message
from bot.knowledge import Knowledge
from bot.retrieval import Analyzer
from bot.rulebook import Owner
from bot.store import Store
from bot.wording import Language, catalogue_for, with_examples
from bot.workspace import Options, Workspace

from tests.cli.conftest import Shouze
from tests.cli.running.shown_demo import printed, shown
from tests.responders import indexed
from tests.small_books import TODAY, book, library, owned_by

SAY = catalogue_for(Language.CHINESE)
CHANNEL = SAY("demo.channel")


async def seen(session: ClientSession, url: str) -> tuple[str, ClientResponse]:
    """The page, and the stream of its changes, open."""
    async with session.get(url) as page:
        html = await page.text()
    viewer = re.search(r'data-as="(\w+)"', html)
    assert viewer
    stream = await session.get(f"{url}page/changes?as={viewer[1]}")
    await stream.content.readline()
    return html, stream


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
async def test_it_opens_the_browser_shows_the_page_and_ends_cleanly_while_it_is_open(
    cache: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n', "utf-8")
    browser.chmod(0o755)
    environment = {
        "SLACK_BOT_TOKEN": "xoxb-real",
        "SLACK_APP_TOKEN": "xapp-real",
        "SLACK_API_URL": "http://127.0.0.1:9/",
        "BROWSER": f"{browser} %s",
    }
    async with shown(cache, **environment) as (demo, url), ClientSession() as session:
        assert url.startswith("http://127.0.0.1:")
        html, stream = await seen(session, url)
        assert "大家好，我把规章制度机器人" in html
        assert "xoxb" not in html
        async with asyncio.timeout(60):
            while not opened.exists():
                await asyncio.sleep(0.05)
        assert opened.read_text("utf-8").strip() == url
        demo.sends(stop)
        assert await demo.status() == 0, demo.err
        stream.close()
        assert "演示结束了" in demo.out
        assert not demo.err


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
    ],
)
def test_without_a_screen_no_browser_is_opened(
    environment: dict[str, str], platform: str, *, expected: bool
) -> None:
    assert has_screen(environment, platform) is expected


@pytest.fixture
async def empty_demo() -> AsyncIterator[str]:
    """The address of a workspace that listens on all addresses, with nobody in it."""
    async with Workspace(shipped_manifest(), Options(host="0.0.0.0")) as slack:  # noqa: S104  # that is what is tested
        yield slack.page_url


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.com"])  # noqa: S104  # refused
def test_an_address_that_others_can_reach_is_refused_in_one_message(shouze: Shouze, host: str) -> None:
    done = shouze("demo", "--host", host)
    assert done.status == 2
    assert host in done.err
    assert "--allow-remote" in done.err
    assert "Traceback" not in done.err
    assert not done.out


def test_what_is_meant_is_allowed() -> None:
    assert checked_host("0.0.0.0", allow_remote=True) == "0.0.0.0"  # noqa: S104  # that is what is tested
    for own in ("127.0.0.1", "localhost", "::1", "127.0.0.2"):
        assert checked_host(own, allow_remote=False) == own


async def test_on_all_addresses_the_bot_still_finds_its_workspace(rules: CurrentRules, store: Store) -> None:
    everywhere = "0.0.0.0"  # noqa: S104  # that is what is tested
    async with demo_workspace(shipped_manifest(), rules, store, SAY, host=everywhere) as slack:
        question = await slack.person("emma").says(CHANNEL, f"@{slack.state.bot.real_name} 7.1")
        assert "第七章第一条" in (await slack.reply_to(question)).reads


@pytest.mark.parametrize(
    ("name", "status"),
    [("192.168.1.7:8000", 200), ("[fd00::1]", 200), (gethostname(), 200), ("evil.example", 403), ("", 403)],
)
async def test_who_may_let_others_in_still_answers_to_no_name_that_another_site_points_here(
    empty_demo: str, name: str, status: int
) -> None:
    async with ClientSession() as session, session.get(empty_demo, headers={"Host": name}) as page:
        assert page.status == status


async def test_others_may_be_let_in_but_not_without_a_word_of_what_they_can_do(cache: Path) -> None:
    options = ("--host", "0.0.0.0", "--allow-remote", "--no-browser")  # noqa: S104  # that is what is tested
    async with shown(cache, *options) as (demo, _):
        said = await printed(demo, r"(?s).*扮演其中任何一个人")
    assert "0.0.0.0" in said  # noqa: S104  # the same


async def test_where_a_port_is_taken_the_next_one_is(rules: CurrentRules, store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = (taken.getsockname()[1], 0)
        async with demo_workspace(shipped_manifest(), rules, store, SAY, ports=ports) as slack:
            assert str(ports[0]) not in slack.page_url
    assert PORTS[-1] == 0  # whatever is taken, one is free


def test_a_port_that_is_taken_is_said(shouze: Shouze) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = shouze("demo", "--no-browser", "--port", str(port))
    assert done.status == 2
    assert str(port) in done.err
    assert "--port" in done.err
    assert "Traceback" not in done.err


def test_without_the_manifest_it_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(NoManifestError) as missing:
        shipped_manifest([tmp_path / "app.yaml"])
    assert str(tmp_path / "app.yaml") in user_message(missing.value, SAY)


async def test_the_first_messages_ask_the_bot_nothing(rules: CurrentRules, store: Store) -> None:
    async with demo_workspace(shipped_manifest(), rules, store, SAY) as slack:
        await slack.settled()
        assert not [one for name in ("客服", "random", CHANNEL) for one in slack.messages(name) if one.bot_id]
        assert slack.state.team_name == "运营中心守则"
        english = catalogue_for(Language.ENGLISH)
    async with demo_workspace(shipped_manifest(), rules, store, english) as slack:
        assert {person.user.locale for person in slack.people} == {"en-US"}


async def test_people_and_channels_are_called_as_in_the_language_of_the_demo(
    rules: CurrentRules, store: Store
) -> None:
    for language in Language:
        async with demo_workspace(shipped_manifest(), rules, store, catalogue_for(language)) as slack:
            names = [person.user.real_name for person in slack.people]
            names += [one.name for one in slack.state.channels.values() if one.kind == "channel"]
            chinese = [name for name in names if any(sign > "\u3000" for sign in name)]
            assert bool(chinese) is (language is Language.CHINESE)


async def test_a_pinned_message_tells_six_things_to_try_with_examples_of_the_book(
    rules: CurrentRules, store: Store
) -> None:
    async with demo_workspace(shipped_manifest(), rules, store, SAY) as slack:
        english, pinned = (one for one in slack.messages(CHANNEL) if one.pinned_by)
        assert "Six things to try" in english.reads
        question = with_examples(SAY, rules().library)("help.example")
        words = {"README.md": catalogue_for(Language.ENGLISH), "README.zh-CN.md": SAY}
        for (readme, say), message in zip(words.items(), (english, pinned), strict=True):
            told, own = Path(readme).read_text("utf-8"), with_examples(say, rules().library)
            for before, example in (("@守则", own("help.example")), ("/rule", own("help.number"))):
                assert f"`{before} {example}`" in told
                assert f" {example}" in message.reads
        for number in range(1, 7):
            assert f"\n{number}. " in pinned.reads
        onboarding = rules().onboarding
        assert onboarding
        quoted = {
            each.clause.name
            for path in onboarding.paths
            for stage in path.stages
            if stage.quiz
            for each in stage.quiz.questions
        }
        shown = rules().library.by_name[f"operations-code/{example}"]
        assert shown.name not in quoted  # a change of it that is tried takes effect: no quiz quotes its words
        asked = await slack.person("wang.min").messages_bot(question)
        assert question in {q for one in rules().library.clauses for q in one.questions}
        assert "守则没有" not in (await slack.reply_to(asked)).reads


@pytest.mark.parametrize(
    ("contact", "of_chapter", "is_passed_on"),
    [("#hr", "#hr", True), (None, None, False), ("#hr", None, True)],
)
async def test_that_questions_wait_for_an_owner_is_said_only_where_they_can_be_passed_on(
    store: Store, analyzer: Analyzer, contact: str | None, of_chapter: str | None, *, is_passed_on: bool
) -> None:
    def over(known: Knowledge) -> Responders:
        return Responders(known.library, lambda seen: indexed(seen, analyzer))

    owned = owned_by(book({"1": {"1.1": "甲。"}}), Owner("人力资源部", of_chapter))
    owned = replace(owned, owner=Owner("人力资源部", contact))
    rules = CurrentRules(Knowledge(library(owned), ()), over, lambda: TODAY)
    async with demo_workspace(shipped_manifest(), rules, store, SAY) as slack:
        *_, pinned = (one for one in slack.messages(CHANNEL) if one.pinned_by)
        assert ("等着处理" in pinned.reads) is is_passed_on
        assert ("contact:" in pinned.reads) is not is_passed_on


async def test_where_a_guest_reads_along_a_rule_is_for_the_asker_alone_and_the_guest_is_told_why(
    rules: CurrentRules, store: Store
) -> None:
    async with demo_workspace(shipped_manifest(), rules, store, SAY) as slack:
        guest, staff = slack.person(GUEST), slack.person("wang.min")
        reply = await slack.reply_to(await staff.says("外包-交接", f"@{slack.state.bot.real_name} 7.1"))
        assert reply.ephemeral_to == staff.id
        refused = await slack.reply_to(await guest.messages_bot("7.1"))
        assert "访客" in refused.reads
        assert not [one for one in slack.sees(guest) if "24 小时" in one.reads]


async def test_somebody_begins_today_and_hr_sees_how_far_they_are(rules: CurrentRules, store: Store) -> None:
    async with demo_workspace(shipped_manifest(), rules, store, SAY) as slack:
        newcomer = slack.person(NEWCOMER)
        first = await slack.until(lambda: next((one for one in slack.sees(newcomer) if one.bot_id), None))
        assert "第一天" in first.reads
        assert [record.enrolment.manager for record in store.onboarding.enrolments()] == [slack.person(HR).id]
