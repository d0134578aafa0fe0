"""匿名建议 in the demo: what one reads before one writes, the code, and what the owner finds on their home tab."""

import pytest
from bot.workspace import Person, Workspace

from tests.browser.screen import PageScreen

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opens_home(screen: PageScreen, demo: Workspace, person: Person) -> None:
    await screen.page.goto(f"{demo.page_url}?as={person.id}&in={person.dm.id}")
    await screen.page.wait_for_selector("html[data-ready]")
    await screen.opens_tab(screen.page.locator(".tabs a").first)


@pytest.mark.parametrize(
    ("name", "button", "cannot", "send", "done"),
    [
        ("wang.min", "匿名建议", "我们保证不了的", "发送", "只显示这一次"),
        ("emma", "Anonymous suggestions", "What we cannot promise", "Send", "shown only this once"),
    ],
)
async def test_somebody_suggests_something_and_reads_first_what_cannot_be_promised(  # noqa: PLR0913, PLR0917  # what is read in each language
    screen: PageScreen, demo: Workspace, name: str, button: str, cannot: str, send: str, done: str
) -> None:
    await opens_home(screen, demo, demo.person(name))
    home = screen.page.locator(".home-view")
    await home.get_by_role("button", name=button).click()
    await screen.reads(screen.modal, cannot)
    assert await screen.modal.locator(".modal-body").evaluate("one => one.scrollTop") == 0
    await screen.is_photographed(f"suggestion-form-{name}")
    await screen.modal.locator("textarea").fill("会议室太少，九点以后订不到。")
    await screen.modal.get_by_role("button", name=send).click()
    await screen.reads(screen.modal, done)
    await screen.is_photographed(f"suggestion-sent-{name}")


async def test_the_owner_finds_three_suggestions_and_replies(screen: PageScreen, demo: Workspace) -> None:
    await opens_home(screen, demo, demo.person("li.jianguo"))
    home = screen.page.locator(".home-view")
    await screen.reads(home, "匿名建议：3 条")
    await screen.is_photographed("suggestion-home")
    await home.get_by_role("button", name="回复").first.click()
    await screen.reads(screen.modal, "不是规则条款")
    await screen.is_photographed("suggestion-reply")
