"""The bot's own pages as a person uses them: home, clause by clause, search, the modal, a follow-up and its end."""

import pytest
from bot.workspace import Workspace

from tests.browser.screen import ON_DESK, PageScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_rulebook_is_read_clause_by_clause_and_searched(screen: PageScreen) -> None:
    await screen.goes_to("守则应用")
    assert await screen.page.locator(".tabs a").all_inner_texts() == ["主页", "消息", "关于"]
    await screen.opens_tab(screen.page.locator(".tabs a").first)
    home = screen.page.locator(".home-view")
    await screen.reads(home, "运营中心守则")
    await screen.page.set_viewport_size(ON_DESK | {"height": 900})  # down to the last button
    await screen.is_photographed("home-start")
    await screen.page.set_viewport_size(ON_DESK)
    await home.get_by_role("button", name="第七章").first.click()
    await home.get_by_role("button", name="7.6").first.click()
    await screen.reads(home, "一般投诉须在登记后 3 个工作日内")
    await screen.is_photographed("home-clause")
    await home.get_by_role("button", name="7.7").click()
    await screen.reads(home, "第七章第七条")
    await home.get_by_role("button", name="返回主页").click()
    await screen.reads(home, "第十八章")
    await home.locator("input").fill("食堂几点开饭？")
    await home.locator("input").press("Enter")
    await screen.reads(home, "没有找到")
    await screen.is_photographed("home-refusal")


async def test_the_shortcut_opens_a_modal_that_answers(screen: PageScreen, demo: Workspace) -> None:
    staff = demo.person("wang.min")
    await staff.uses_shortcut("问规则")
    await screen.modal.locator("input,textarea").fill("客户提的请求最晚多久要回？")
    await screen.modal.get_by_role("button", name="查询").click()
    await screen.reads(screen.modal, "24 小时内作出首次回复")
    await screen.is_photographed("modal-answer")


async def test_the_about_page_says_what_the_app_may_do(screen: PageScreen) -> None:
    await screen.goes_to("守则应用")
    await screen.opens_tab(screen.page.locator(".tabs a").last)
    await screen.reads(screen.page.locator("main"), "app_mentions:read")
    await screen.is_photographed("about")
