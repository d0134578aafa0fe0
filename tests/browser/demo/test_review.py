"""The review meeting's message on the page: figures, both pictures, and the way from it to what still waits."""

import shutil

import pytest
from bot.workspace.people import find_channel
from playwright.async_api import Browser, expect

from tests.browser.conftest import show
from tests.browser.demo.test_desk import looks_at
from tests.browser.demo.test_desk import office as office  # noqa: PLC0414  # a fixture
from tests.browser.screen import PageScreen
from tests.slack.desk.conftest import SHUTTLE, Office
from tests.slack.review.conftest import TITLE, november, pictured, reviewed
from tests.slack.review.test_review import PNG

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_month_is_looked_back_on_with_pictures_and_leads_to_what_waits(
    browser: Browser, office: Office, opened: list[PageScreen]
) -> None:
    await november(office)
    await reviewed(office)
    await office.slack.until(lambda: pictured(office) or None)
    screen = await show(browser, office.slack, opened)
    await looks_at(screen, office.head.id, find_channel(office.slack.state, "#rules").id)
    review = screen.page.locator("main .message").filter(has_text=TITLE)
    await screen.reads(review, "没有找到、还等处理的：2 件")
    await screen.is_photographed("review")
    links = screen.page.locator("main .message").last.locator("a.file")
    await expect(links).to_have_count(2)
    for number in range(2):
        async with screen.page.expect_download() as coming:
            await links.nth(number).click()
        picture = await (await coming.value).path()
        assert picture.read_bytes().startswith(PNG)
        shutil.copy(picture, screen.artifacts / f"review-picture-{number}.png")
    await review.get_by_text("6 个人问过").locator("xpath=following::button[1]").click()
    await screen.reads(screen.modal, SHUTTLE)
    await expect(screen.modal.get_by_role("button", name="就是这条")).to_be_visible()
    await screen.is_photographed("review-item")
