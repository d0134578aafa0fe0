"""A document that an owner drops on the page: the report and the draft, as they see them."""

import pytest
from bot.workspace import Workspace
from playwright.async_api import FilePayload

from tests.browser.screen import PageScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")

DOCUMENT = """\
考勤办法（2026版）

第一章 总则
第一条 本办法适用于全体员工。
第二条 考勤由人力资源部负责。

第二章 迟到与请假
第三条 迟到十分钟以上的，扣发当日奖金。
第六条 本办法自2026年1月1日起施行。
"""


@pytest.mark.parametrize(("locale", "draft"), [("zh-CN", "写入草稿"), ("en-US", "Write a draft")])
async def test_an_owner_drops_a_document_and_takes_the_draft(
    screen: PageScreen, demo: Workspace, locale: str, draft: str
) -> None:
    owner = demo.person("li.jianguo")
    await owner.changes_locale(locale)
    await screen.page.goto(f"{demo.page_url}?as={owner.id}&in={owner.dm.id}")
    await screen.page.wait_for_selector("html[data-ready]")
    file: FilePayload = {"name": "考勤办法.txt", "mimeType": "text/plain", "buffer": DOCUMENT.encode()}
    await screen.page.locator("main [data-drop]").set_input_files(file)
    await demo.until(lambda: [one for one in owner.sees() if draft in one.reads] or None, timeout=90)
    await screen.reads(screen.last, "考勤办法.txt")
    await screen.last.locator(".replies").click()
    await screen.reads(screen.thread, "第三条 – 第六条")
    await screen.is_photographed(f"document-{locale}")
    await screen.thread.get_by_role("button", name=draft).click()
    await demo.until(
        lambda: [one for one in owner.sees() if one.files and one.user != owner.id] or None, timeout=90
    )
    await screen.reads(screen.thread, "kao-qin-ban-fa.zip")
    await screen.is_photographed(f"draft-{locale}")
