"""The owner's desk in the demo: what a colleague passes on, on the owner's home tab, and the form that settles it."""

import pytest
from bot.workspace import Workspace

from tests.slack.owned_book import passes_on

from .screen import PageScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_owner_settles_what_a_colleague_did_not_find(screen: PageScreen, demo: Workspace) -> None:
    staff, owner = demo.person("wang.min"), demo.person("li.jianguo")
    answer = await demo.reply_to(await staff.messages_bot("食堂几点开饭？"))
    await passes_on(demo, staff, answer)
    await screen.page.goto(f"{demo.page_url}?as={owner.id}&in={owner.dm.id}")
    await screen.page.wait_for_selector("html[data-ready]")
    await screen.opens_tab(screen.page.locator(".tabs a").first)
    home = screen.page.locator(".home-view")
    await screen.reads(home, "等您处理：1 件")
    await screen.is_photographed("desk-home")
    await home.get_by_role("button", name="就是这条").first.click()
    await screen.reads(screen.modal, "以后这样问也直接答这一条")
    await screen.is_photographed("desk-form")
