"""What apps can show that the present bot does not: home, modals, shortcuts, menus, the agent pane, unknown blocks."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from bot.workspace import Workspace
from playwright.async_api import Browser, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.connection import connected

from .conftest import show
from .screen import PageScreen
from .tiny_app import MANIFEST, tiny_app

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, opened: list[PageScreen]) -> AsyncIterator[PageScreen]:
    async with Workspace(MANIFEST) as slack:
        alice = slack.person("alice", real_name="王敏")
        slack.person("bob", real_name="李雷")
        slack.channel("ops", [alice])
        app = tiny_app(AsyncWebClient(slack.bot_token, base_url=slack.base_url))
        async with connected(slack, app):
            shown = await show(browser, slack, opened)
            yield shown
            await shown.page.context.close()
        assert not slack.recording.refused


async def shows_blocks(screen: PageScreen) -> None:
    await screen.says("@小守 给我看")
    await screen.reads(screen.last, "首次回复")


async def test_an_unknown_block_is_shown_as_such_and_the_rest_as_it_is(screen: PageScreen) -> None:
    await shows_blocks(screen)
    await screen.reads(screen.last, "不支持的内容：video")
    await screen.reads(screen.last, "培训录像")
    await screen.reads(screen.last.locator("table"), "24 小时")
    await screen.reads(screen.last.locator("blockquote"), "原文")
    await screen.is_photographed("blocks")


async def test_a_choice_in_a_message_reaches_the_app(screen: PageScreen) -> None:
    await shows_blocks(screen)
    await screen.last.locator("select").select_option(label="看不懂")
    await screen.reads(screen.last, "选了看不懂")
    menu = screen.page.locator("main .message").nth(-2)
    await menu.locator(".actions summary").click()
    await menu.locator(".actions .menu-items").get_by_text("太旧").click()
    await screen.reads(screen.last, "选了太旧")


async def test_a_modal_is_filled_in_corrected_and_submitted(screen: PageScreen) -> None:
    await shows_blocks(screen)
    await screen.last.get_by_role("button", name="纠正").click()
    modal = screen.modal
    await screen.reads(modal, "说说这一条")
    await screen.has_focus(modal.get_by_label("原因"))
    await modal.get_by_role("button", name="提交").click()
    await screen.reads(modal.locator("#input-why-error"), "请填写这一项")
    await modal.get_by_label("原因").fill("不知道")
    await modal.get_by_role("button", name="提交").click()
    await screen.reads(modal.locator("#input-why-error"), "请说得具体一些")
    await screen.is_photographed("modal")
    await modal.get_by_label("原因").fill("和新规定不一致")
    await modal.get_by_label("哪一类").select_option(label="太旧")
    await modal.get_by_role("group", name="多急").get_by_label("看不懂").check()
    for name in ("太旧", "不完整"):
        await modal.get_by_role("group", name="还有").get_by_label(name).check()
    await modal.get_by_label("从哪天起").fill("2026-12-01")
    await modal.get_by_label("告诉谁").select_option(label="@李雷")
    await modal.get_by_label("哪一条").fill("7.1")
    await modal.get_by_label("7.1 首次回复时限").check()
    await modal.get_by_role("button", name="提交").click()
    await screen.is_gone(modal)
    await screen.goes_to("小守")
    await screen.reads(
        screen.last, "收到：和新规定不一致、太旧、看不懂、太旧、不完整、2026-12-01、7.1 首次回复时限 @李雷"
    )


async def test_a_page_loaded_anew_shows_no_modal_of_before(screen: PageScreen) -> None:
    await shows_blocks(screen)
    await screen.last.get_by_role("button", name="纠正").click()
    await screen.reads(screen.modal, "说说这一条")
    await screen.page.reload()
    await screen.page.locator("html[data-ready]").wait_for()
    await screen.is_gone(screen.page.locator("dialog[data-modal]"))
    assert screen.slack.person("alice").modal is None


async def test_escape_closes_a_modal_and_the_workspace_knows(screen: PageScreen) -> None:
    await shows_blocks(screen)
    await screen.last.get_by_role("button", name="纠正").click()
    await screen.reads(screen.modal, "说说这一条")
    await screen.page.keyboard.press("Escape")
    await screen.is_gone(screen.modal)
    assert screen.slack.person("alice").modal is None


async def test_escape_loses_nothing_that_was_typed(screen: PageScreen) -> None:
    await shows_blocks(screen)
    await screen.last.get_by_role("button", name="纠正").click()
    await screen.modal.get_by_label("原因").fill("和新规定不一致")
    await screen.page.keyboard.press("Escape")
    await screen.page.keyboard.press("Tab")
    await expect(screen.modal.get_by_label("原因")).to_have_value("和新规定不一致")
    await screen.modal.get_by_role("button", name="算了").click()
    await screen.is_gone(screen.modal)


async def test_a_message_shortcut_is_in_the_menu_of_a_message(screen: PageScreen) -> None:
    await screen.says("大家早")
    await screen.reads(screen.last, "大家早")
    await screen.opens_menu()
    await screen.is_photographed("message-menu")
    await screen.last.get_by_role("button", name="查相关规则").click()
    await screen.reads(screen.modal, "说说这一条")


async def test_the_home_tab_shows_what_the_app_publishes(screen: PageScreen) -> None:
    await screen.goes_to("小守")
    await screen.page.get_by_role("link", name="主页").click()
    await screen.reads(screen.page.locator(".home-view"), "首次回复")
    await screen.is_photographed("home")
    await screen.page.locator(".home-view").get_by_role("button", name="纠正").click()
    await screen.reads(screen.modal, "说说这一条")


async def test_the_agent_pane_has_prompts_and_a_status(screen: PageScreen) -> None:
    await screen.goes_to("小守")
    await screen.page.get_by_role("button", name="迟到怎么算").click()
    await screen.reads(screen.last, "迟到怎么算？")
    await screen.last.hover()
    await screen.last.locator("[data-reply]").click()
    await screen.reads(screen.thread.locator(".status"), "正在查……")
    await screen.page.mouse.move(5, 400)
    await screen.is_photographed("pane")
