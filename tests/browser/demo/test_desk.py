"""The owner's desk on the page: what comes before an owner, how it is settled, and what colleagues hear of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from bot.cli.context import shipped_manifest
from bot.store import Store
from bot.workspace import Options, Person, Workspace
from bot.workspace.people import find_channel
from playwright.async_api import Browser, expect

from tests.browser.conftest import show
from tests.browser.screen import PageScreen
from tests.publishing.desks import Desk
from tests.slack.desk.conftest import PARAPHRASE, SILENT, Office, an_office
from tests.slack.owned_book import passes_on

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_owner_settles_what_a_colleague_did_not_find(screen: PageScreen, demo: Workspace) -> None:
    staff, owner = demo.person("wang.min"), demo.person("li.jianguo")
    answer = await demo.reply_to(await staff.messages_bot("食堂几点开饭？"))
    await passes_on(demo, staff, answer)
    await screen.page.goto(f"{demo.page_url}?as={owner.id}&in={find_channel(demo.state, '#random').id}")
    await screen.page.wait_for_selector("html[data-ready]")
    await expect(screen.page.locator(f"#entry-{owner.dm.id}")).to_be_in_viewport(
        ratio=1
    )  # whatever channels there are
    await screen.page.goto(f"{demo.page_url}?as={owner.id}&in={owner.dm.id}")
    await screen.page.wait_for_selector("html[data-ready]")
    open_one = screen.page.locator(".sidebar-body a[aria-current]")
    await expect(open_one).to_be_in_viewport()  # below all channels
    await screen.opens_tab(screen.page.locator(".tabs a").first)
    home = screen.page.locator(".home-view")
    await screen.reads(home, "等您处理：1 件")
    await screen.is_photographed("desk-home")
    await home.get_by_role("button", name="就是这条").first.click()
    await screen.reads(screen.modal, "以后这样问也直接答这一条")
    await screen.is_photographed("desk-form")


@pytest_asyncio.fixture(loop_scope="session")
async def office(chromium: str, store: Store, tmp_path: Path, cache: Path) -> AsyncIterator[Office]:  # noqa: ARG001  # skips without it
    """A small book, staff and its owners, as the tests of the desk have them, with the bot."""
    options = Options(ack_timeout=3.0, retry_delays=(0.0, 0.1))
    async with Workspace(shipped_manifest(), options) as slack:
        made = an_office(slack, Desk(store, tmp_path / "knowledge", cache))
        async with made.bot():
            yield made


async def looks_at(screen: PageScreen, person: str, conversation: str) -> None:
    """The page as this person sees a conversation."""
    await screen.page.goto(f"{screen.slack.page_url}?as={person}&in={conversation}")
    await screen.page.wait_for_selector("html[data-ready]")


async def is_told(office: Office, person: Person, words: str) -> None:
    """The modal says so: what is to be learned is tried beside all known questions first."""
    await office.slack.until(lambda: (person.modal and words in person.modal.reads) or None, timeout=60)


async def test_what_six_people_did_not_find_is_settled_heard_of_and_found(
    browser: Browser, office: Office, opened: list[PageScreen]
) -> None:
    await office.all_ask()
    await office.look()
    screen = await show(browser, office.slack, opened)
    await looks_at(screen, office.owner.id, find_channel(office.slack.state, "#attendance").id)
    await screen.reads(screen.last, "6 个人问过")
    await screen.is_photographed("desk-digest")
    await screen.last.get_by_role("button", name="就是这条").click()
    await screen.modal.get_by_label("1.1 上班迟到").check()
    await screen.modal.get_by_role("button", name="确定").click()
    await is_told(office, office.owner, "好了")
    await screen.reads(screen.modal, "好了")
    await screen.is_photographed("desk-settled")
    await office.learns()
    asker, newcomer = office.staff[0], office.slack.person("newcomer", locale="zh-CN")
    [asked] = [one for one in office.slack.messages("#ops") if one.user == asker.id]
    ops = find_channel(office.slack.state, "#ops").id
    await screen.page.goto(f"{office.slack.page_url}?as={asker.id}&in={ops}&thread={asked.ts}")
    await screen.reads(screen.thread, "考勤组指出，就是这一条")
    await screen.is_photographed("desk-told")
    await office.ask(newcomer, PARAPHRASE, where="")
    await looks_at(screen, newcomer.id, newcomer.dm.id)
    await screen.reads(screen.last, "上班迟到十分钟以内，口头提醒。")
    await screen.is_photographed("desk-learned")


async def test_what_would_harm_is_not_learned_and_the_owner_says_something_of_their_own(
    browser: Browser, office: Office, opened: list[PageScreen]
) -> None:
    for person in office.staff:
        await office.ask(person, SILENT)
    await office.look()
    screen = await show(browser, office.slack, opened)
    await looks_at(screen, office.head.id, find_channel(office.slack.state, "#rules").id)
    await screen.last.get_by_role("button", name="就是这条").click()
    await screen.modal.get_by_label("或者写条号、几个词来找").fill("1.1")
    await screen.modal.get_by_role("button", name="确定").click()
    await is_told(office, office.head, "没有学，因为")
    await screen.reads(screen.modal, "没有学，因为")
    await screen.is_photographed("desk-harm")
    await screen.modal.get_by_role("button", name="关闭").last.click()
    await screen.last.get_by_role("button", name="规则没写，我来答").click()
    await screen.modal.locator("textarea").fill("十一点半开门。")
    await screen.modal.get_by_role("button", name="发给提问的人").click()
    await screen.reads(screen.modal, "好了")
    asked = next(one for one in office.slack.messages("#ops") if one.user == office.staff[0].id)
    ops = find_channel(office.slack.state, "#ops").id
    await screen.page.goto(f"{office.slack.page_url}?as={office.staff[0].id}&in={ops}&thread={asked.ts}")
    await screen.reads(screen.thread, "不是规则条款")
    await screen.is_photographed("desk-own-words")
